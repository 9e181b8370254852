import { z } from 'zod'
import { endpoint, id } from '../../contract.ts'
import { recordForms } from './records.ts'

/** One line of a form: its field by key, and what stands in it, ready to be read. */
const recordField = z.strictObject({ key: z.string(), label: z.string(), value: z.string() })

export const recordSheet = z
  .strictObject({
    form: z.enum(recordForms),
    title: z.string(),
    /** Letterhead: the centre that keeps the record. */
    centre: z.string(),
    ticketId: id,
    no: z.string(),
    fields: z.array(recordField),
    /** Beyond the form of the SOP: numbers and times that follow from it. */
    more: z.array(recordField),
    /** In the centre's time zone, like every time on the sheet. */
    madeAt: z.string(),
    madeBy: z.string(),
  })
  .meta({ id: 'RecordSheet' })
export type RecordSheet = z.infer<typeof recordSheet>

const params = z.strictObject({ id, form: z.enum(recordForms) })
const reader = { audience: 'staff', permission: 'tickets.view', method: 'GET', params } as const

export const getRecord = endpoint({
  ...reader,
  path: '/api/tickets/:id/records/:form',
  summary: 'One of the three record forms of a ticket, contacts masked (R95, records 6.1-6.3)',
  reply: z.strictObject({ record: recordSheet }),
})
export const getRecordFile = endpoint({
  ...reader,
  path: '/api/tickets/:id/records/:form/file',
  summary: 'The same form as XLSX',
  reply: z.string(),
})
