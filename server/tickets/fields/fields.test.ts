import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { RawInput } from '../../../domain/contract.ts'
import { createTicket, resolveTicket } from '../../../domain/tickets/contract.ts'
import {
  addFieldPreset,
  createField,
  listFieldSettings,
  listFields,
  type NewField,
  orderFields,
  removeField,
  updateField,
} from '../../../domain/tickets/field-contract.ts'
import { presets } from '../../../domain/tickets/field-presets.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { category } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let about: string
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  about = await category(app)
})

const label = { 'zh-CN': '运单号', 'zh-TW': '物流單號', en: 'Tracking number' }
const trackingNo = (more: Partial<NewField> = {}): NewField => ({
  ...{ key: 'tracking_no', kind: 'text', label, requiredAt: 'never', nature: null, choices: [], active: true },
  ...more,
})
const ticket = (more: Partial<RawInput<typeof createTicket>> = {}): RawInput<typeof createTicket> => ({
  ...{ ticketId: app.clock.newId(), nature: 'request', subject: '茶具缺一只杯子', category: about, take: true },
  ...{ descriptionCustomer: '收到时少了一只杯子。', anonymousReason: '到店', channel: 'store', ...more },
})
const fields = async () => (await people.admin.call(listFieldSettings)).items

describe('fields of an industry (R3, SOP 003 一)', () => {
  test('are added, changed, ordered and removed by administrators; supervisors look', async () => {
    const made = await people.admin.call(createField, trackingNo())
    const other = await people.admin.call(createField, trackingNo({ key: 'weight', kind: 'number' }))
    expect(await people.admin.refusal(createField, trackingNo())).toBe('already_exists')
    expect((await people.li.call(listFieldSettings)).items.map(({ key }) => key)).toEqual(['tracking_no', 'weight'])
    expect(await people.li.refusal(createField, trackingNo({ key: 'x' }))).toBe('not_allowed')
    expect(await people.xiaowang.refusal(listFieldSettings)).toBe('not_allowed')
    await people.admin.call(orderFields, { ids: [other.id, made.id] })
    expect((await fields()).map(({ key }) => key)).toEqual(['weight', 'tracking_no'])
    expect(await people.admin.refusal(orderFields, { ids: [made.id] })).toBe('stale')
    expect(await people.admin.call(removeField, { id: other.id })).toEqual({ ok: true })
    expect(await people.admin.refusal(removeField, { id: other.id })).toBe('not_found')
  })

  test('that are required are asked for when the ticket is opened, for their nature alone', async () => {
    await people.admin.call(createField, trackingNo({ requiredAt: 'creation', nature: 'request' }))
    expect(await people.xiaowang.refusal(createTicket, ticket())).toBe('invalid_input')
    expect(await people.xiaowang.refusal(createTicket, ticket({ fields: { tracking_no: 7 } }))).toBe('invalid_input')
    await people.xiaowang.call(createTicket, ticket({ nature: 'consult' }))
    const { ticket: made } = await people.xiaowang.call(createTicket, ticket({ fields: { tracking_no: 'SF1' } }))
    expect(made.fields).toEqual({ tracking_no: 'SF1' })
    const [field] = await fields()
    expect(field?.usedBy).toBe(1)
    expect(await people.admin.refusal(removeField, { id: field?.id ?? '' })).toBe('still_in_use')
  })

  test('that are required at the resolution stop it, until they are switched off', async () => {
    const field = await people.admin.call(createField, trackingNo({ requiredAt: 'resolution' }))
    const { ticket: made } = await people.xiaowang.call(createTicket, ticket())
    const resolve = {
      id: made.id,
      result: '已补发',
      solution: '补发一只',
      customerNotes: '三天内到',
      toldBy: 'phone',
    } as const
    const { id: _id, ...said } = resolve
    const refused = await people.xiaowang.post(`/api/tickets/${made.id}/resolve`, said)
    expect(refused.body.error).toMatchObject({ code: 'record_incomplete', message: '反馈结果前必须填写：运单号' })
    const { key: _, kind: __, ...fixed } = trackingNo({ requiredAt: 'resolution', active: false })
    await people.admin.call(updateField, { id: field.id, ...fixed })
    expect((await people.xiaowang.call(resolveTicket, resolve)).ticket.state).toBe('resolved')
  })

  test('are known, while in use, to everybody who fills them in', async () => {
    const field = await people.admin.call(createField, trackingNo({ requiredAt: 'creation' }))
    expect((await people.xiaowang.call(listFields)).items).toEqual([
      { key: 'tracking_no', kind: 'text', label, requiredAt: 'creation', nature: null, choices: [] },
    ])
    const { key: _, kind: __, ...fixed } = trackingNo({ active: false })
    await people.admin.call(updateField, { id: field.id, ...fixed })
    expect((await people.xiaowang.call(listFields)).items).toEqual([])
  })

  test('that are a choice name what can be chosen, each once', async () => {
    for (const choices of [[], ['一', '一']]) {
      const field = trackingNo({ key: 'reason', kind: 'choice', choices })
      expect(await people.admin.refusal(createField, field)).toBe('invalid_input')
    }
    expect(await people.admin.refusal(createField, trackingNo({ choices: ['一'] }))).toBe('invalid_input')
  })

  test.each(Object.keys(presets) as (keyof typeof presets)[])(
    'of %s come with one click, and only once',
    async (industry) => {
      const { added } = await people.admin.call(addFieldPreset, { industry })
      expect(added).toBe(presets[industry].length)
      expect((await people.admin.call(addFieldPreset, { industry })).added).toBe(0)
      expect(await fields()).toHaveLength(added)
    },
  )
})
