import { concludeTalk, conversationRow, surveyRow } from './aftermath.ts'
import type { Row } from './bulk.ts'
import { arrivals } from './schedule.ts'
import { type KnownCustomer, playTalk, type World } from './talk.ts'

export type History = { conversations: Row[]; messages: Row[]; assignments: Row[]; surveys: Row[]; events: Row[] }

/** Sixty days of conversations, ready to be written. */
export function makeHistory(
  world: World,
  customers: readonly KnownCustomer[],
  facts: { now: Date; newId: () => string },
): History {
  const history: History = { conversations: [], messages: [], assignments: [], surveys: [], events: [] }
  const lastOf = new Map<string, { id: string; over: Date; invited?: Date }>()
  for (const at of arrivals(world.dice, facts.now)) {
    const customer = whoComes(world, customers, (one) => (lastOf.get(one.id)?.over ?? new Date(0)) > at)
    const before = lastOf.get(customer.id)
    const played = playTalk(world, customer, at)
    const { survey, closedAt } = concludeTalk(world, played, before?.invited)
    const { line } = played
    history.conversations.push(conversationRow(world, played, { closedAt, previousId: before?.id ?? null }))
    history.messages.push(...line.messages)
    history.events.push(...line.events)
    history.assignments.push(...played.legs.map((leg) => ({ conversationId: line.id, ...leg })))
    if (survey) history.surveys.push(surveyRow(world, played, { survey, id: facts.newId() }))
    const invited = survey?.sentAt ?? before?.invited
    lastOf.set(customer.id, { id: line.id, over: line.now(), ...(invited && { invited }) })
  }
  history.events.sort((a, b) => (a.at as Date).getTime() - (b.at as Date).getTime())
  return history
}

/** A fifth of the customers write most; nobody writes twice at once. */
function whoComes(
  { dice }: World,
  customers: readonly KnownCustomer[],
  isBusy: (one: KnownCustomer) => boolean,
): KnownCustomer {
  for (;;) {
    const last = customers.length - 1
    const customer = customers[dice.chance(0.5) ? dice.whole(0, Math.floor(last / 5)) : dice.whole(0, last)]
    if (customer && !isBusy(customer)) return customer
  }
}
