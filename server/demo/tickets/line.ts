import type { TicketState } from '../../../domain/tickets/lifecycle.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'

/** Whose name stands at a step: a person's id, the customer, or nobody's. */
export type Who = string | 'customer' | null
type Step = { by?: Who; to?: TicketState; reason?: string; payload?: Row }
type Note = { by: Who; toldBy?: string; departmentId?: string }
export type TicketStory = Row & { id: string; state: TicketState; createdAt: Date }

/** In the order in which they are written. */
export const tables = [
  'ticket',
  'ticketNote',
  'ticketNode',
  'clock',
  'escalation',
  'escalationRecipient',
  'explanation',
  'commitment',
  'callbackTask',
  'callbackAttempt',
  'complaint',
  'complaintPlanItem',
  'survey',
  'event',
] as const
export type Rows = Record<(typeof tables)[number], Row[]>
export const noRows = (): Rows => Object.fromEntries(tables.map((name) => [name, [] as Row[]])) as unknown as Rows

/** What happens to one ticket, in order of time, with what comes due on the way. */
export class TicketLine {
  readonly ticket: TicketStory
  readonly rows: Rows
  /** How far stories are told. */
  readonly until: Date
  readonly #until: number
  readonly #agenda: { at: number; run: () => void }[] = []
  #at: number

  constructor(ticket: TicketStory, rows: Rows, until: Date) {
    this.ticket = ticket
    this.rows = rows
    this.until = until
    this.#until = until.getTime()
    this.#at = ticket.createdAt.getTime()
  }

  now(): Date {
    return new Date(this.#at)
  }

  /** Something that will happen then, unless the present comes first. */
  at(at: number, run: () => void): void {
    this.#agenda.push({ at: Math.round(at), run })
  }

  later(ms: number, run: () => void): void {
    this.at(this.#at + ms, run)
  }

  /** Lets time pass with all that comes due in it; false where the present is reached. */
  pass(ms: number): boolean {
    const end = this.#at + Math.max(1, Math.round(ms))
    const stop = Math.min(end, this.#until)
    for (let next = this.#nextBefore(stop); next; next = this.#nextBefore(stop)) {
      this.#agenda.splice(this.#agenda.indexOf(next), 1)
      this.#at = Math.max(this.#at, next.at)
      next.run()
    }
    this.#at = stop
    return end <= this.#until
  }

  #nextBefore(stop: number) {
    return this.#agenda.filter((one) => one.at <= stop).sort((one, other) => one.at - other.at)[0]
  }

  toTheEnd(): void {
    this.pass(this.#until - this.#at)
  }

  record(kind: string, { by = null, to, reason, payload = {} }: Step = {}): void {
    const { ticket } = this
    const from = ticket.state
    if (to) ticket.state = to
    ticket.revision = Number(ticket.revision) + 1
    ticket.lastActivityAt = this.now()
    this.rows.event.push({
      at: this.now(),
      subjectType: 'ticket',
      subjectId: ticket.id,
      kind,
      actorType: by === null ? 'system' : by === 'customer' ? 'visitor' : 'staff',
      actorId: personOf(by),
      fromState: kind === 'ticket.created' ? null : from,
      toState: ticket.state,
      reason: reason ?? null,
      payload: { ...whose(ticket), ...payload },
    })
  }

  note(kind: string, body: string, { by, toldBy, departmentId }: Note): string {
    const id = uuidv7(this.now())
    this.rows.ticketNote.push({
      ...{ id, ticketId: this.ticket.id, kind, body, at: this.now() },
      ...{ departmentId: departmentId ?? null, toldBy: toldBy ?? null },
      authorType: by === null ? 'system' : by === 'customer' ? 'customer' : 'staff',
      authorId: personOf(by),
    })
    return id
  }
}

const personOf = (by: Who) => (by === 'customer' ? null : by)

/** The places and people that every event of a ticket names. */
function whose(ticket: Row): Row {
  const { groupId, departmentId, assigneeId, firstResponsibleId, urgency, category, channel, nature } = ticket
  const staffId = assigneeId ?? firstResponsibleId
  return { groupId, departmentId, assigneeId, firstResponsibleId, staffId, urgency, category, channel, nature }
}
