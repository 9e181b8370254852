import { dueOf, type Reminder, remindersAt, type Timing } from '../../../domain/clocks/due.ts'
import type { ServiceKind } from '../../../domain/clocks/kinds.ts'
import type { ServiceFacts } from '../../../domain/clocks/policies.ts'
import type { LimitFor } from '../../clocks/actions.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import type { TicketLine } from './line.ts'

export type Breach = { kind: ServiceKind; clockId: string; dueAt: Date }
type Limit = Breach & {
  row: Row
  timing: Timing
  percents: readonly number[]
  reminders: Reminder[]
  reminded: number[]
  pausedAt: Date | null
  state: 'running' | 'paused' | 'breached'
}
type Given = { limitFor: LimitFor; facts: ServiceFacts; onBreach: (breach: Breach) => void }
/** Whose reminders stand on the timeline, and whose nearest the lists count down. */
const told: readonly ServiceKind[] = ['first_response', 'resolution', 'department_node']
type Subject = { type: string; id: string; payload: Row }

/** The limits of one ticket as the keeper would have kept them: remembered, rested, met or broken in their time. */
export class TicketLimits {
  readonly #line: TicketLine
  readonly #given: Given
  readonly #open: Limit[] = []

  constructor(line: TicketLine, given: Given) {
    this.#line = line
    this.#given = given
  }

  start(kind: ServiceKind, subject?: Subject): Date {
    const { limitFor, facts } = this.#given
    const { ticket } = this.#line
    const { type, id, payload } = subject ?? { type: 'ticket', id: ticket.id, payload: {} }
    const target = limitFor(kind, facts)
    if (!target) throw new Error(`no limit for ${kind}`)
    const startedAt = this.#line.now()
    const timing = { startedAt, targetMs: target.targetMs, calendar: target.calendar, pauses: [] }
    const clockId = uuidv7(startedAt)
    const row: Row = {
      ...{ id: clockId, subjectType: type, subjectId: id, kind, payload, startedAt },
      ownerId: ticket.assigneeId ?? ticket.firstResponsibleId,
      ...{ targetMs: target.targetMs, calendarId: target.why.calendar?.id ?? null, basis: target.why },
    }
    const fresh = { reminders: [], reminded: [], pausedAt: null, state: 'running' as const }
    const limit: Limit = { kind, clockId, row, timing, percents: target.percents, dueAt: dueOf(timing), ...fresh }
    this.#open.push(limit)
    this.#plan(limit)
    return limit.dueAt
  }

  /** Reminders and the end of a limit, unless it is met or moved before. */
  #plan(limit: Limit): void {
    const dueAt = dueOf(limit.timing)
    Object.assign(limit, { dueAt, reminders: remindersAt(limit.timing, limit.percents) })
    const holds = () => this.#open.includes(limit) && limit.state === 'running' && limit.dueAt === dueAt
    for (const { at, percent } of limit.reminders) {
      this.#line.at(at.getTime(), () => {
        if (!holds() || limit.reminded.includes(percent)) return
        limit.reminded.push(percent)
        if (!told.includes(limit.kind)) return
        const payload = { clock: limit.kind, clockId: limit.clockId, percent, dueAt: dueAt.toISOString() }
        this.#line.record('ticket.reminded', { payload })
      })
    }
    this.#line.at(dueAt.getTime() + 1, () => {
      if (!holds()) return
      limit.state = 'breached'
      this.#given.onBreach(limit)
    })
  }

  /** What the limit waited for; how long it took since the ticket came, and whether in time. */
  stop(kind: ServiceKind, subjectId?: string): { ms: number; inTime: boolean } {
    const ms = this.#line.now().getTime() - this.#line.ticket.createdAt.getTime()
    const limit = this.#find(kind, subjectId)
    if (!limit) return { ms, inTime: true }
    const inTime = limit.state !== 'breached'
    this.#close(limit, inTime ? 'met' : 'met_late')
    return { ms, inTime }
  }

  /** The steps after the end are no promise: they leave no trace once they are over. */
  forget(kind: ServiceKind): void {
    const limit = this.#find(kind)
    if (limit) this.#open.splice(this.#open.indexOf(limit), 1)
  }

  cancelAll(): void {
    for (const limit of [...this.#open]) this.#close(limit, limit.state === 'breached' ? 'breached' : 'cancelled')
  }

  pause(kind: ServiceKind): void {
    const limit = this.#find(kind)
    if (limit?.state !== 'running') return
    Object.assign(limit, { pausedAt: this.#line.now(), state: 'paused' })
    this.#line.record('clock.paused', { payload: { clock: kind, dueAt: limit.dueAt.toISOString() } })
  }

  resume(kind: ServiceKind): void {
    const limit = this.#find(kind)
    if (!limit?.pausedAt) return
    const [from, until] = [limit.pausedAt.getTime(), this.#line.now().getTime()]
    const before = limit.dueAt.toISOString()
    limit.timing = { ...limit.timing, pauses: [...limit.timing.pauses, [from, until]] }
    Object.assign(limit, { pausedAt: null, state: 'running' })
    this.#plan(limit)
    const payload = { clock: kind, before, after: limit.dueAt.toISOString(), pausedMs: until - from }
    this.#line.record('clock.resumed', { payload })
  }

  /** The present is reached: what runs, runs on. */
  end(): void {
    const { rows, ticket } = this.#line
    for (const limit of this.#open) rows.clock.push(clockRow(limit, { state: limit.state, stoppedAt: null }))
    const [nearest] = this.#open
      .filter(({ kind, state }) => told.includes(kind) && state !== 'paused')
      .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
    Object.assign(ticket, { nextDueAt: nearest?.dueAt ?? null, nextDueKind: nearest?.kind ?? null })
  }

  #find(kind: ServiceKind, subjectId?: string): Limit | undefined {
    return this.#open.find((one) => one.kind === kind && (subjectId ?? one.row.subjectId) === one.row.subjectId)
  }

  #close(limit: Limit, state: string): void {
    this.#open.splice(this.#open.indexOf(limit), 1)
    this.#line.rows.clock.push(clockRow(limit, { state, stoppedAt: this.#line.now() }))
  }
}

function clockRow(limit: Limit, { state, stoppedAt }: { state: string; stoppedAt: Date | null }): Row {
  const { row, timing, dueAt, reminded, pausedAt } = limit
  const coming = limit.reminders.filter(({ percent }) => !reminded.includes(percent))
  const orNull = <T>(list: readonly T[]) => (list.length > 0 ? list : null)
  return {
    ...row,
    ...{ state, stoppedAt, dueAt, pausedAt: stoppedAt ? null : pausedAt },
    fireAt: state === 'running' ? (coming[0]?.at ?? dueAt) : null,
    pauses: orNull(timing.pauses),
    remindAt: orNull(coming.map(({ at }) => at)),
    remindPercent: orNull(coming.map(({ percent }) => percent)),
    reminded: orNull(reminded),
  }
}
