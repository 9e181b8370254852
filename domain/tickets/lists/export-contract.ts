import { z } from 'zod'
import { byId, endpoint, id, instant } from '../../contract.ts'
import { recordForms } from '../records/records.ts'
import { columnLayout, ticketFilter } from './list-contract.ts'

export const exportFormats = ['csv', 'xlsx'] as const
export const exportStates = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const
/** A list with chosen columns, or one row per ticket of a record form. */
export const exportSheets = ['list', ...recordForms] as const
export const exportedAtMost = 100_000
export const exportHours = 24

export const exportView = z
  .strictObject({
    id,
    format: z.enum(exportFormats),
    sheet: z.enum(exportSheets),
    state: z.enum(exportStates),
    name: z.string(),
    rows: z.number().int(),
    total: z.number().int().nullable(),
    /** The view held more rows than one file takes; the newest 100,000 are in it. */
    cut: z.boolean(),
    size: z.number().int().nullable(),
    askedAt: instant,
    finishedAt: instant.nullable(),
    expiresAt: instant,
    url: z.string().nullable(),
  })
  .meta({ id: 'Export' })
export type ExportView = z.infer<typeof exportView>

const asker = { audience: 'staff', permission: 'tickets.export' } as const
const reply = z.strictObject({ export: exportView })

export const exportTickets = endpoint({
  ...asker,
  method: 'POST',
  path: '/api/tickets/exports',
  summary: 'Write a view to a CSV or XLSX file in the background; only who asked can fetch it, for 24 hours',
  body: z.strictObject({
    format: z.enum(exportFormats),
    sheet: z.enum(exportSheets).default('list'),
    filter: ticketFilter,
    /** Absent: the columns of my list. Record forms have their own. */
    columns: columnLayout.optional(),
  }),
  reply,
  errors: ['invalid_input', 'too_many_requests'],
})
export const listExports = endpoint({
  ...asker,
  method: 'GET',
  path: '/api/exports',
  summary: 'My exports that have not expired',
  reply: z.strictObject({ items: z.array(exportView) }),
})
export const getExport = endpoint({
  ...asker,
  method: 'GET',
  path: '/api/exports/:id',
  summary: 'How far an export of mine is',
  params: byId,
  reply,
})
export const cancelExport = endpoint({
  ...asker,
  method: 'POST',
  path: '/api/exports/:id/cancel',
  summary: 'Stop an export, or remove its file',
  params: byId,
  reply,
})
export const exportFile = endpoint({
  ...asker,
  method: 'GET',
  path: '/api/exports/:id/file',
  summary: 'The file of an export of mine',
  params: byId,
  reply: z.string(),
})
