import { describe, expect, test } from 'vitest'
import {
  archiveDays,
  autoCloseHours,
  canReopenTicket,
  customerDeadlineHours,
  customerReminderHours,
  isFinal,
  isOpenTicket,
  nextTicketState,
  type TicketEvent,
  type TicketState,
  ticketEvents,
  ticketStates,
  urgentFromReopening,
} from './lifecycle.ts'

/** domain/model 2.3 "Ticket", line by line; what is not here is impossible. */
const machine: Record<TicketState, Partial<Record<TicketEvent, TicketState>>> = {
  new: { assign: 'assigned', accept: 'in_progress', reply: 'in_progress', merge: 'merged', cancel: 'cancelled' },
  assigned: { assign: 'assigned', accept: 'in_progress', reply: 'in_progress', merge: 'merged', cancel: 'cancelled' },
  in_progress: {
    assign: 'assigned',
    reply: 'in_progress',
    ask_customer: 'waiting_customer',
    send_to_department: 'waiting_department',
    resolve: 'resolved',
    merge: 'merged',
    cancel: 'cancelled',
  },
  waiting_customer: {
    assign: 'waiting_customer',
    reply: 'waiting_customer',
    ask_customer: 'waiting_customer',
    customer_answered: 'in_progress',
    customer_silent: 'resolved',
    resolve: 'resolved',
    merge: 'merged',
    cancel: 'cancelled',
  },
  waiting_department: {
    assign: 'waiting_department',
    reply: 'waiting_department',
    send_to_department: 'waiting_department',
    department_returned: 'in_progress',
    department_overdue: 'in_progress',
    merge: 'merged',
    cancel: 'cancelled',
  },
  resolved: { confirm: 'closed', auto_close: 'closed', dispute: 'in_progress' },
  closed: { archive: 'archived', reopen: 'in_progress' },
  archived: {},
  merged: {},
  cancelled: {},
}

const cells = ticketStates.flatMap((state) => ticketEvents.map((event) => [state, event] as const))

test.each(cells)('%s + %s', (state, event) => {
  expect(nextTicketState(state, event)).toBe(machine[state][event] ?? null)
})

test('what is final has no way out, what is open has an end', () => {
  for (const state of ticketStates) {
    const steps = ticketEvents.filter((event) => nextTicketState(state, event))
    expect(isFinal(state)).toBe(steps.length === 0)
    if (isOpenTicket(state)) expect(nextTicketState(state, 'cancel')).toBe('cancelled')
  }
  expect(ticketStates.filter(isFinal)).toEqual(['archived', 'merged', 'cancelled'])
})

test('only what is open can be merged or cancelled: a result is disputed first', () => {
  expect(ticketStates.filter((state) => nextTicketState(state, 'merge'))).toEqual(ticketStates.filter(isOpenTicket))
})

test('the numbers of the model: 24 h, 72 h, 72 h, 7 days, the second time', () => {
  expect([customerReminderHours, customerDeadlineHours, autoCloseHours]).toEqual([24, 72, 72])
  expect([archiveDays, urgentFromReopening]).toEqual([7, 2])
})

describe('a closed ticket is re-opened within 7 days', () => {
  const closedAt = new Date('2026-03-01T10:00:00Z')
  test.each([
    ['at the last instant', closedAt, '2026-03-08T10:00:00.000Z', true],
    ['a moment later', closedAt, '2026-03-08T10:00:00.001Z', false],
    ['never closed', null, '2026-03-01T10:00:00Z', false],
  ] as const)('%s', (_, at, now, can) => expect(canReopenTicket(at, new Date(now))).toBe(can))
})
