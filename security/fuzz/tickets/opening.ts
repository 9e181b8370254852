import fc from 'fast-check'
import { type Gap, groupOf, type Model, refusalOf, sees, serves, type Ticket, type Urgency } from './model.ts'
import { at, type Command, named, onTicket, person, refused, take } from './step.ts'
import type { Answer, StaffName, World } from './world.ts'

/** At most so many: each is looked at by everybody. */
const atMost = 5

const opener = fc.constantFrom<StaffName[]>('xiaowang', 'xiaowang', 'xiaoli', 'chen', 'li', 'zhang', 'admin', 'boss')

type Opening = {
  who: StaffName
  isComplaint: boolean
  hasTalk: boolean
  urgency: Urgency
  raiser: boolean
  takes: boolean
  isComplete: boolean
}

/** A new ticket: by hand, or from the conversation of visitor one. */
export const opens = fc
  .record<Opening>({
    who: opener,
    isComplaint: fc.boolean(),
    hasTalk: fc.boolean(),
    urgency: fc.constantFrom('normal', 'urgent', 'critical'),
    raiser: fc.constantFrom(false, false, true),
    takes: fc.boolean(),
    isComplete: fc.boolean(),
  })
  .map(
    (opening): Command => ({
      check: ({ tickets }) => tickets.length < atMost,
      run: (model, world) => open(model, world, opening),
      toString: () => `opens ${JSON.stringify(opening)}`,
    }),
  )

/** Who does not see the conversation makes no ticket from it. */
const seesTalk = (who: StaffName) => who === 'xiaowang' || who === 'chen' || who === 'li'

async function open(model: Model, world: World, opening: Opening): Promise<void> {
  const { who, hasTalk } = opening
  const id = world.app.clock.newId()
  const made = ({ body: { ticket } }: Answer) => void model.tickets.push(modelOf(world, model, { opening, ticket }))
  const rule = !serves(who)
    ? refused('not_allowed')
    : hasTalk && !seesTalk(who)
      ? refused('not_found')
      : { codes: ['done'], done: made }
  const path = '/api/tickets'
  const answer = await take(world, { says: 'opens', who, path, body: () => asked(world, opening, id), rule })
  if (answer.code !== 'done') return
  // R25: the same form again is the same ticket, with other words under its id it is refused.
  const again = { who, path, method: 'POST' as const }
  const same = await world.attempt(again.who, { ...again, body: asked(world, opening, id) })
  if (same.body.ticket?.no !== answer.body.ticket.no) throw new Error('sent again it became another ticket')
  const other = { ...asked(world, opening, id), subject: '另一件事' }
  await take(world, { ...again, says: 'opens otherwise', body: () => other, rule: refused('idempotency_mismatch') })
}

function asked(world: World, { isComplaint, hasTalk, urgency, raiser, takes, isComplete }: Opening, ticketId: string) {
  return {
    ticketId,
    ...(hasTalk ? { conversationId: world.talk } : { anonymousReason: '客户到店', channel: 'store' }),
    nature: isComplaint ? 'complaint' : 'request',
    subject: '茶具缺一只杯子',
    category: 'stock.left',
    urgency,
    urgencyRaisers: raiser ? ['large_loss'] : [],
    descriptionCustomer: '收到时少了一只杯子。',
    ...(isComplete && { initialSuggestion: '补发', occurredAt: '2020-01-01T00:00:00.000Z' }),
    take: takes,
  }
}

type Made = { opening: Opening; ticket: Answer['body'] }

/** What was chosen, raised by what was named (R21); the same customer for the third time in a week is urgent. */
function urgencyOf(model: Model, { hasTalk, raiser, urgency }: Opening): Pick<Ticket, 'urgency' | 'raisers'> {
  const counts = (one: Ticket) => one.hasTalk && one.state !== 'merged' && one.state !== 'cancelled'
  const before = model.tickets.filter((one) => counts(one) && model.seconds - one.createdAt < 7 * 86_400)
  const isThird = hasTalk && before.length >= 2
  const raisers = [...(raiser ? ['large_loss'] : []), ...(isThird ? ['third_repeat'] : [])]
  if (raiser) return { urgency: 'critical', raisers }
  return { urgency: isThird && urgency === 'normal' ? 'urgent' : urgency, raisers }
}

/** What the rules make of it; who gets it is the routing's choice among those who may have it. */
function modelOf(world: World, model: Model, { opening, ticket }: Made): Ticket {
  const { who, isComplaint, hasTalk, takes, isComplete } = opening
  const assignee = world.nameOf(ticket.assignee?.id ?? null)
  const group = ticket.group?.id === world.people.groupB ? 'b' : 'a'
  const first: StaffName = hasTalk ? 'xiaowang' : who
  if (assignee && !serves(assignee)) throw new Error(`${assignee} gets what they may not see`)
  if (takes && assignee !== who) throw new Error('taken, and somebody else has it')
  // Model 2.4: what is critical goes to the supervisor in charge, of whichever group.
  if (assignee && !takes && groupOf(assignee) !== group && assignee !== 'li')
    throw new Error(`routed to ${assignee} outside the group`)
  const gaps: Gap[] = ['process', 'why', ...(isComplete ? [] : (['when', 'how'] as const))]
  return {
    id: ticket.id,
    state: takes ? 'in_progress' : assignee ? 'assigned' : 'new',
    may: [takes ? 'in_progress' : assignee ? 'assigned' : 'new'],
    group,
    assignee,
    first,
    createdBy: who,
    asked: null,
    ofDepartment: ticket.department !== null,
    parts: [],
    ...urgencyOf(model, opening),
    isComplaint,
    hasTalk,
    accepted: takes,
    reopened: 0,
    createdAt: model.seconds,
    closedAt: null,
    gaps: new Set(gaps),
    waived: false,
  }
}

/** A second matter, with the people of the first (R46). */
const splits = fc.tuple(at, person).map(([number, chosen]) =>
  onTicket(number, (ticket, model) => {
    const who = named(chosen, ticket)
    const refusal = model.tickets.length >= atMost ? 'over' : refusalOf(who, ticket, 'work')
    const second = (answer: Answer) => {
      const { id } = answer.body.ticket
      const state = ticket.assignee ? ('assigned' as const) : ('new' as const)
      model.tickets.push({
        ...ticket,
        ...{ id, state, may: [state], createdBy: who, asked: null, parts: [], accepted: false },
        ...{ reopened: 0, createdAt: model.seconds, closedAt: null, waived: false },
        gaps: new Set<Gap>(['process', 'why', 'how', ...(ticket.gaps.has('when') ? (['when'] as const) : [])]),
      })
    }
    if (refusal === 'over') return nothing(ticket)
    return {
      says: 'split',
      who,
      path: `/api/tickets/${ticket.id}/split`,
      body: ({ app }) => ({
        ticketId: app.clock.newId(),
        subject: '第二件事',
        category: 'stock.left',
        descriptionCustomer: '另外还少一只盖子。',
      }),
      rule: refusal ? refused(refusal) : { codes: ['done'], done: second },
    }
  }),
)
const nothing = (ticket: Ticket) => ({
  says: 'looks',
  who: 'admin' as const,
  path: `/api/tickets/${ticket.id}/accept`,
  rule: refused('not_allowed'),
})

/** The same matter: one lives on. Both gates are asked, in an order of the server's own. */
const merges = fc
  .tuple(at, at, fc.constantFrom<StaffName[]>('li', 'li', 'li', 'chen', 'xiaowang'))
  .map(([number, other, who]) =>
    onTicket(number, (ticket, model) => {
      const into = model.tickets[other % model.tickets.length] as Ticket
      const refusal = refusalOf(who, ticket, 'oversee')
      const reasons: string[] = []
      if (refusal) reasons.push(refusal)
      if (who === 'chen' || who === 'li') {
        if (into === ticket) reasons.push('invalid_input')
        else if (!sees(who, into)) reasons.push('invalid_input')
        else if (['archived', 'merged', 'cancelled'].includes(into.state)) reasons.push('wrong_state')
      }
      const isOpen = !['resolved', 'closed', 'archived', 'merged', 'cancelled'].includes(ticket.state)
      if (reasons.length === 0 && !isOpen) reasons.push('wrong_state')
      return {
        says: 'merge',
        who,
        path: `/api/tickets/${ticket.id}/merge`,
        body: () => ({ intoId: into.id, reason: '同一件事' }),
        rule:
          reasons.length > 0
            ? refused(...reasons)
            : {
                codes: ['done'],
                done() {
                  ticket.state = 'merged'
                  ticket.may = ['merged']
                  recallAll(ticket)
                },
              },
      }
    }),
  )

export function recallAll(ticket: Ticket): void {
  for (const part of ticket.parts) if (part.state === 'open' || part.state === 'overdue') part.state = 'recalled'
}

export const openingCommands: fc.Arbitrary<Command>[] = [opens, splits, merges]
