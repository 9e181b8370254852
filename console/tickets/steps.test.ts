import { describe, expect, test } from 'vitest'
import { ticketStates } from '../../domain/tickets/lifecycle.ts'
import type { NodeView, TicketView } from '../../domain/tickets/views.ts'
import { ownNode, possibleSteps, primaryStep, stageOf, stages } from './steps.ts'

type Facts = Parameters<typeof possibleSteps>[0]

const all = { take: true, work: true, note: true, answer: false, reassign: true, oversee: true }
const facts = (change: Partial<Facts>): Facts => ({
  state: 'in_progress',
  may: all,
  nodes: [],
  missing: [],
  waiver: null,
  firstReplyAt: '2026-01-05T02:00:00.000Z',
  department: null,
  assignee: null,
  handover: null,
  ...change,
})
const node = (change: Partial<NodeView>): NodeView => ({
  id: 'n1',
  department: { id: 'logistics', name: '物流部' },
  request: '查清滞留原因',
  state: 'open',
  sentBy: { id: 'x', name: '王小雨', staffNo: '1001' },
  sentAt: '2026-01-05T02:00:00.000Z',
  dueAt: '2026-01-06T02:00:00.000Z',
  takenBy: null,
  takenAt: null,
  returnedBy: null,
  returnedAt: null,
  result: '',
  ...change,
})
const department = { id: 'logistics', name: '物流部' }
const next = (change: Partial<Facts>, departmentId: string | null = null) => {
  const ticket = facts(change)
  return primaryStep(ticket, possibleSteps(ticket, departmentId))
}

describe('the one next step', () => {
  const cases: [string, Partial<Facts>, string | null][] = [
    ['new: accept', { state: 'new' }, 'accept'],
    ['new, for who only gives work out: assign', { state: 'new', may: { ...all, take: false, work: false } }, 'assign'],
    ['assigned: accept', { state: 'assigned' }, 'accept'],
    ['begun, nothing said yet: reply', { firstReplyAt: null }, 'reply'],
    ['said something, a department is responsible: send it there', { department }, 'department'],
    ['the department has answered: the result', { department, nodes: [node({ state: 'returned' })] }, 'resolve'],
    ['no department: the result', {}, 'resolve'],
    ['waiting for the customer: record the answer', { state: 'waiting_customer' }, 'answered'],
    ['waiting for a department: a word to the customer', { state: 'waiting_department' }, 'reply'],
    ['resolved: the customer agrees', { state: 'resolved' }, 'confirm'],
    ['closed and incomplete: complete the record', { state: 'closed', missing: ['why'] }, 'complete'],
    ['closed and complete: archive', { state: 'closed' }, 'archive'],
    ['archived: nothing', { state: 'archived' }, null],
    ['merged: nothing', { state: 'merged' }, null],
  ]
  test.each(cases)('%s', (_, change, step) => expect(next(change)).toBe(step))

  test('who may only look has no next step in any state', () => {
    const may: TicketView['may'] = {
      take: false,
      work: false,
      note: false,
      answer: false,
      reassign: false,
      oversee: false,
    }
    for (const state of ticketStates) expect(next({ state, may })).toBeNull()
  })
})

describe('a department contact', () => {
  const may = { take: false, work: false, note: true, answer: true, reassign: false, oversee: false }

  test('takes what nobody took, then answers', () => {
    expect(next({ state: 'waiting_department', may, nodes: [node({})] }, 'logistics')).toBe('takeNode')
    const taken = node({ takenAt: '2026-01-05T03:00:00.000Z' })
    expect(next({ state: 'waiting_department', may, nodes: [taken] }, 'logistics')).toBe('returnNode')
  })

  test('still owes an overdue part, although the ticket went on', () => {
    expect(next({ state: 'in_progress', may, nodes: [node({ state: 'overdue' })] }, 'logistics')).toBe('takeNode')
  })

  test('has nothing to do with the part of another department', () => {
    expect(ownNode([node({})], 'after-sale')).toBeUndefined()
    expect(next({ state: 'waiting_department', may, nodes: [node({})] }, 'after-sale')).toBeNull()
  })
})

test('only who oversees merges, cancels and waives', () => {
  const ticket = facts({ may: { ...all, oversee: false }, missing: ['when'] })
  expect(possibleSteps(ticket, null)).not.toEqual(expect.arrayContaining(['merge']))
  expect(possibleSteps(facts({ missing: ['when'] }), null)).toEqual(
    expect.arrayContaining(['merge', 'cancel', 'waive']),
  )
})

test('every state but those that left the way has its place on it', () => {
  const placed = ticketStates.filter((state) => stageOf(state) !== null)
  expect(placed).toEqual(ticketStates.filter((state) => state !== 'merged' && state !== 'cancelled'))
  expect(stages).toContain(stageOf('waiting_department'))
})
