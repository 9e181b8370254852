import { describe, expect, test } from 'vitest'
import type { Staff } from '../../domain/identity/actor.ts'
import type { TicketFilter } from '../../domain/tickets/lists/list-contract.ts'
import type { TicketRow } from '../../domain/tickets/views.ts'
import { holdStill } from '../ui/lists/hold-still.ts'
import { fits, withRow } from './lists.ts'

const me: Staff = {
  kind: 'staff',
  id: 'me',
  name: '王小雨',
  staffNo: '1001',
  roles: ['agent'],
  groupIds: ['g1'],
  departmentId: null,
  locale: 'zh-CN',
  sessionId: '',
}
const person = (id: string) => ({ id, name: id, staffNo: id })
const row = (id: string, change: Partial<TicketRow> = {}): TicketRow => ({
  id,
  no: `GD20260105${id}`,
  revision: 1,
  state: 'in_progress',
  escalated: false,
  subject: '水杯破损',
  nature: 'complaint',
  category: 'complaint.quality',
  stage: 'complaint',
  urgency: 'normal',
  channel: 'phone',
  customer: null,
  orderNo: null,
  group: { id: 'g1', name: '售后组' },
  department: null,
  assignee: person('me'),
  firstResponsible: person('me'),
  tags: ['破损'],
  reopenedCount: 0,
  nextDue: null,
  wantedBy: null,
  createdAt: '2026-01-05T02:00:00.000Z',
  resolvedAt: null,
  closedAt: null,
  lastActivityAt: '2026-01-05T02:00:00.000Z',
  ...change,
})
const filter = (change: Partial<TicketFilter>): TicketFilter => ({ list: 'mine', sort: 'activity', ...change })
const now = new Date('2026-01-05T03:00:00.000Z')

describe('whether a changed ticket belongs to a list', () => {
  const cases: [string, Partial<TicketRow>, Partial<TicketFilter>, boolean | null][] = [
    ['mine is mine', {}, {}, true],
    ['somebody else took it', { assignee: person('li') }, {}, false],
    ['what is done leaves the list of work', { state: 'closed' }, {}, false],
    ['another urgency', {}, { urgency: 'critical' }, false],
    ['a tag it has', {}, { tag: '破损' }, true],
    ['a category by its nature', {}, { category: 'complaint' }, true],
    ['words only the server can judge', {}, { q: '水杯' }, null],
    ['what I may see of everything only the server knows', {}, { list: 'all' }, null],
    ['somebody else stays responsible', { firstResponsible: person('li') }, { list: 'responsible' }, false],
  ]
  test.each(cases)('%s', (_, change, wanted, belongs) => {
    expect(fits(row('1', change), filter(wanted), me, now)).toBe(belongs)
  })
})

describe('a list after a change', () => {
  const page = { items: [row('2'), row('1')], nextCursor: null }

  test('takes a newer row to its place and never an older one', () => {
    const newer = row('1', { revision: 2, lastActivityAt: '2026-01-05T02:30:00.000Z' })
    expect(withRow(page, newer, filter({}), me).items.map(({ id }) => id)).toEqual(['1', '2'])
    expect(withRow(page, row('1', { revision: 1, subject: '旧' }), filter({}), me)).toBe(page)
  })

  test('drops what left and leaves alone what only the server can judge', () => {
    const left = row('1', { revision: 2, assignee: person('li') })
    expect(withRow(page, left, filter({}), me).items.map(({ id }) => id)).toEqual(['2'])
    expect(withRow(page, row('9'), filter({ q: '杯' }), me)).toBe(page)
  })
})

test('under the pointer rows keep their places, learn their news, and new ones wait', () => {
  const shown = [row('1'), row('2')]
  const fresh = [row('3'), row('2', { subject: '改了' }), row('1'), row('4')]
  const still = holdStill(shown, fresh)
  expect(still.items.map(({ id }) => id)).toEqual(['1', '2', '4'])
  expect(still.items[1]?.subject).toBe('改了')
  expect(still.held).toBe(1)
})
