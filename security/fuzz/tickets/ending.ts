import fc from 'fast-check'
import { byTime, type Gap, type Model, seesAsCustomer, type Ticket } from './model.ts'
import { recallAll } from './opening.ts'
import { at, type Command, done, inStates, move, onTicket, type Rule, refused, verb } from './step.ts'
import { type VisitorName, visitorNames } from './world.ts'

const daySeconds = 86_400

function closes(ticket: Ticket, model: Model): void {
  move(ticket, 'closed')
  ticket.closedAt = model.seconds
}

function backToWork(ticket: Ticket): void {
  move(ticket, 'in_progress')
  ticket.reopened++
  ticket.closedAt = null
  if (ticket.reopened >= 2 && ticket.urgency === 'normal') ticket.urgency = 'urgent'
}

const confirms = verb({
  path: 'confirm',
  need: 'work',
  rule: (ticket, _who, model) => inStates(ticket, ['resolved'], () => closes(ticket, model)),
})
const disputes = verb({
  path: 'dispute',
  need: 'work',
  body: () => ({ reason: '还是少一只' }),
  rule: (ticket) => inStates(ticket, ['resolved'], () => backToWork(ticket)),
})

const isLate = (ticket: Ticket, model: Model) => model.seconds - (ticket.closedAt ?? 0) > 7 * daySeconds
const reopens = verb({
  path: 'reopen',
  need: 'work',
  body: () => ({ reason: '又出现了' }),
  rule: (ticket, _who, model) =>
    ticket.state === 'closed' && !isLate(ticket, model) ? done(() => backToWork(ticket)) : refused('wrong_state'),
})

/** Records 6.4; what a complaint still owes is counted by the invariants. */
const archives = verb({
  path: 'archive',
  need: 'work',
  rule(ticket): Rule {
    if (ticket.state !== 'closed') return refused('wrong_state')
    if (ticket.gaps.size > 0) return refused('record_incomplete')
    const then = () => move(ticket, 'archived')
    return ticket.isComplaint ? { codes: ['done', 'record_incomplete'], done: then } : done(then)
  },
})

const gaps: Gap[] = ['process', 'when', 'why', 'how']
const waives = fc.constantFrom(...gaps).chain((field) =>
  verb(
    {
      path: 'waivers',
      says: `waives ${field}`,
      need: 'oversee',
      body: () => ({ field, reason: '客户已失联' }),
      rule(ticket) {
        if (!ticket.gaps.has(field)) return refused('invalid_input')
        if (ticket.waived) return refused('wrong_state')
        return done(() => {
          ticket.waived = true
          ticket.gaps.delete(field)
        })
      },
    },
    fc.constantFrom('li', 'li', 'li', 'chen', 'whoever has it'),
  ),
)
const cancels = verb(
  {
    path: 'cancel',
    need: 'oversee',
    body: () => ({ reason: '测试单' }),
    rule: (ticket) =>
      inStates(ticket, ['new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department'], () => {
        move(ticket, 'cancelled')
        recallAll(ticket)
      }),
  },
  fc.constantFrom('li', 'li', 'chen', 'he', 'whoever has it'),
)

/** What the customer does with their own ticket in the widget: nobody else's is there for them. */
const byCustomer = (path: 'answer' | 'confirm' | 'dispute') =>
  fc.tuple(at, fc.constantFrom<VisitorName[]>('one', 'one', 'one', ...visitorNames)).map(([number, who]) =>
    onTicket(number, (ticket, model) => ({
      says: `${path}s`,
      who,
      path: `/api/widget/tickets/${ticket.id}/${path}`,
      body: ({ app }) => ({
        ...(path === 'answer' && { noteId: app.clock.newId(), body: '照片发了' }),
        ...(path === 'dispute' && { reason: '还是少' }),
      }),
      rule: seesAsCustomer(who, ticket) ? customerRule(ticket, model, path) : refused('not_found'),
    })),
  )

function customerRule(ticket: Ticket, model: Model, path: 'answer' | 'confirm' | 'dispute'): Rule {
  const { state } = ticket
  // A merged or cancelled one is no more the customer's to see.
  if (state === 'merged' || state === 'cancelled') return refused('wrong_state', 'not_found')
  if (path === 'confirm') return inStates(ticket, ['resolved'], () => closes(ticket, model))
  if (path === 'dispute') {
    const may = state === 'resolved' || (state === 'closed' && !isLate(ticket, model))
    return may ? done(() => backToWork(ticket)) : refused('wrong_state')
  }
  if (state === 'closed' || state === 'archived') return refused('wrong_state')
  return done(() => {
    if (state === 'waiting_customer') move(ticket, 'in_progress')
  })
}

/** Time passes: reminders, breaches, silence, closing, the archive. */
const waits = fc.constantFrom(600, 3700, 10_000, 25 * 3600, 73 * 3600, 8 * daySeconds).map(
  (seconds): Command => ({
    check: ({ tickets }) => tickets.length > 0,
    async run(model, world) {
      await world.pass(seconds)
      model.seconds += seconds
      for (const ticket of model.tickets) ticket.may = byTime(ticket.state)
    },
    toString: () => `${seconds} s pass`,
  }),
)

export const endingCommands: fc.Arbitrary<Command>[] = [
  confirms,
  confirms,
  disputes,
  reopens,
  archives,
  archives,
  waives,
  cancels,
  byCustomer('answer'),
  byCustomer('confirm'),
  byCustomer('dispute'),
  waits,
  waits,
]
