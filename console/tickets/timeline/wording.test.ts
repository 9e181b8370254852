import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { locales } from '../../../domain/locale.ts'
import type { TimelineEntry } from '../../../domain/tickets/views.ts'
import { filterOf, reasonOf, sentenceOf } from './wording.ts'

const files = import.meta.glob<Record<string, string>>('../../i18n/locales/*/tickets.json', {
  eager: true,
  import: 'default',
})
const pathOf = (locale: string) => `../../i18n/locales/${locale}/tickets.json`
const texts = i18next.createInstance()
beforeAll(() =>
  texts.init({
    lng: 'zh-CN',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(locales.map((locale) => [locale, { tickets: files[pathOf(locale)] ?? {} }])),
  }),
)

const entry = (change: Partial<TimelineEntry>): TimelineEntry => ({
  id: 'e1',
  at: '2026-01-05T02:00:00.000Z',
  actor: { type: 'staff', name: '王小雨', staffNo: '1001' },
  kind: 'ticket.accepted',
  note: null,
  from: null,
  to: null,
  reason: null,
  params: {},
  ...change,
})
const said = (locale: string, change: Partial<TimelineEntry>) =>
  sentenceOf(entry(change), { t: texts.getFixedT(locale, 'tickets'), locale, categoryName: (key) => key })

describe('what a step says', () => {
  const cases: [Partial<TimelineEntry>, string, string][] = [
    [{ kind: 'ticket.assigned', params: { to: '李思琪' } }, '分派给 李思琪', 'assigned it to 李思琪'],
    [{ kind: 'ticket.assigned', params: { group: '物流组' } }, '转到 物流组', 'moved it to 物流组'],
    [
      { kind: 'ticket.urgency_changed', params: { from: 'normal', to: 'urgent' } },
      '紧急程度由一般改为紧急',
      'changed the urgency from Normal to Urgent',
    ],
    [{ kind: 'ticket.edited', params: { fields: 'subject, tags' } }, '修改了标题、标签', 'changed subject, tags'],
    [{ kind: 'ticket.closed', reason: 'silent' }, '客户无异议，自动关闭', 'closed it, as nobody objected'],
    [{ kind: 'ticket.closed', reason: 'confirmed' }, '客户认可，工单关闭', 'closed it: the customer agrees'],
    [{ kind: 'ticket.handover_answered', params: { accepted: 'yes' } }, '接任首问责任人', 'became first responsible'],
    [{ kind: 'ticket.breached', params: { clock: 'resolution' } }, '处理完成超时', 'Resolution is overdue'],
    [{ kind: 'ticket.waived', params: { field: 'when' } }, '豁免了“何时”', 'waived “When”'],
    [{ kind: 'ticket.something_new' }, '更新了工单', 'changed the ticket'],
  ]
  test.each(cases)('%o', (change, chinese, inEnglish) => {
    expect(said('zh-CN', change)).toBe(chinese)
    expect(said('en', change)).toBe(inEnglish)
  })

  test('Taiwan reads its own words', () => {
    expect(said('zh-TW', { kind: 'ticket.assigned', params: { to: '李思琪' } })).toBe('指派給 李思琪')
  })
})

describe('under which filter an entry stands', () => {
  const note = (kind: NonNullable<TimelineEntry['note']>['kind']) => ({ note: { kind, body: '…', toldBy: null } })
  const cases: [Partial<TimelineEntry>, ReturnType<typeof filterOf>][] = [
    [note('reply'), 'customer'],
    [note('internal'), 'internal'],
    [note('department'), 'department'],
    [{ kind: 'ticket.customer_asked' }, 'customer'],
    [{ kind: 'ticket.sent_to_department' }, 'department'],
    [{ kind: 'ticket.accepted' }, 'internal'],
    [{ kind: 'ticket.breached', actor: { type: 'system', name: '客服中心', staffNo: null } }, 'system'],
  ]
  test.each(cases)('%o', (change, filter) => expect(filterOf(entry(change))).toBe(filter))
})

test('a reason is shown where somebody wrote one', () => {
  expect(reasonOf(entry({ kind: 'ticket.reopened', reason: '又坏了' }))).toBe('又坏了')
  expect(reasonOf(entry({ kind: 'ticket.closed', reason: 'silent' }))).toBeNull()
  expect(reasonOf(entry({}))).toBeNull()
})
