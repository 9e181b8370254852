import { expect, test } from 'vitest'
import { ticketStates } from './lifecycle.ts'
import { customerMay, progressOf } from './progress.ts'

const now = new Date('2026-03-05T10:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

test('ten states are five words for the customer', () => {
  expect(Object.fromEntries(ticketStates.map((state) => [state, progressOf(state)]))).toEqual({
    new: 'received',
    assigned: 'received',
    in_progress: 'working',
    waiting_customer: 'waiting_for_you',
    waiting_department: 'working',
    resolved: 'answered',
    closed: 'closed',
    archived: 'closed',
    merged: null,
    cancelled: null,
  })
})

test.each([
  ['in_progress', null, { answer: true, confirm: false, dispute: false }],
  ['waiting_customer', null, { answer: true, confirm: false, dispute: false }],
  ['resolved', null, { answer: true, confirm: true, dispute: true }],
  ['closed', daysAgo(7), { answer: false, confirm: false, dispute: true }],
  ['closed', daysAgo(7.1), { answer: false, confirm: false, dispute: false }],
  ['archived', daysAgo(1), { answer: false, confirm: false, dispute: false }],
  ['merged', null, { answer: false, confirm: false, dispute: false }],
] as const)('%s closed at %s: %o', (state, closedAt, may) => expect(customerMay(state, closedAt, now)).toEqual(may))
