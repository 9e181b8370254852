import { type CallbackKind, callbackMinutes } from '../../domain/callbacks/rules.ts'
import type { ServiceKind } from '../../domain/clocks/kinds.ts'
import { may } from '../../domain/identity/permissions.ts'
import type { Role } from '../../domain/identity/roles.ts'
import { startClockUntil, startServiceClock } from '../clocks/actions.ts'
import { notifyMany } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import type { CommittedEvent } from '../platform/events.ts'
import { onDuty, supervisorsInCharge } from '../shifts/queries.ts'
import { type Subject, surveyOf } from '../surveys/queries.ts'
import { changeCallback, insertCallback, nameOf, noteScore, peopleOf, type SubjectType } from './queries.ts'

/** Which clock runs for a kind; a routine call has a date, no limit of service. */
export const clockOf: Record<CallbackKind, ServiceKind | null> = {
  low_score: 'low_score_callback',
  complaint_after: 'complaint_revisit',
  routine: null,
}

export type CallbackWanted = {
  kind: CallbackKind
  subject: { type: SubjectType; id: string }
  customerId: string
  /** Who served the customer; gets it when on duty, otherwise it waits for the group. */
  servedBy: string | null
  groupId: string | null
  category?: string | null
  channel?: string | null
  score?: number | null
  /** When the limit begins to run: now, when left out. */
  since?: Date
  /** An agreed time; the policy of service levels decides when left out. */
  dueAt?: Date
}

/** Makes the call-back that a subject is owed; null when it has one of this kind already (domain/model 2.6, 8). */
export async function createCallback(tx: Tx, wanted: CallbackWanted): Promise<{ id: string; dueAt: Date } | null> {
  const { kind, subject, customerId, groupId, score = null } = wanted
  const id = tx.clock.newId()
  const createdAt = tx.clock.now()
  const since = wanted.since ?? createdAt
  const planned = wanted.dueAt ?? new Date(since.getTime() + callbackMinutes * 60_000)
  const ownerId = wanted.servedBy && (await isThere(tx, wanted.servedBy)) ? wanted.servedBy : null
  const task = { id, kind, customerId, ownerId, groupId, createdAt, dueAt: planned, score }
  const made = await insertCallback(tx, { ...task, subjectType: subject.type, subjectId: subject.id })
  if (!made) return null
  const { name, level } = await nameOf(tx, customerId)
  const dueAt = (await startLimit(tx, wanted, { id, ownerId, since, level })) ?? planned
  if (dueAt.getTime() !== planned.getTime()) await changeCallback(tx, id, { dueAt })
  tx.record({
    subject: { type: 'callback', id },
    kind: 'callback.created',
    to: 'open',
    payload: { callback: kind, about: subject, ownerId, groupId, score, dueAt: dueAt.toISOString() },
  })
  const told = ownerId ? [ownerId] : await whoMayTake(tx, groupId)
  const params = { customer: name, time: dueAt.toISOString() }
  await notifyMany(tx, told, { kind: 'callback_new', subject: { type: 'callback', id }, params })
  return { id, dueAt }
}

type Limit = { id: string; ownerId: string | null; since: Date; level: string }

async function startLimit(tx: Tx, wanted: CallbackWanted, { id, ownerId, since, level }: Limit): Promise<Date | null> {
  const kind = clockOf[wanted.kind]
  if (!kind) return null
  const subject = { type: 'callback', id }
  if (wanted.dueAt) {
    await startClockUntil(tx, { subject, kind, ownerId, dueAt: wanted.dueAt })
    return wanted.dueAt
  }
  const { category = null, channel = null, groupId } = wanted
  const facts = { urgency: 'normal', category, channel, customerLevel: level, groupId } as const
  return (await startServiceClock(tx, { subject, kind, facts, startedAt: since, ownerId })).dueAt
}

export const mayCallBack = (roles: readonly string[]) => may(roles as readonly Role[], 'callbacks.work')

/** On shift, or at the console whatever the plan says. */
async function isThere(ctx: Ctx, staffId: string): Promise<boolean> {
  const [person] = await peopleOf(ctx, { ids: [staffId] })
  if (!person || !mayCallBack(person.roles)) return false
  return person.isOnline || (await onDuty(ctx, {})).includes(staffId)
}

/** For what is nobody's: those of the group at their console who could take it, and who answers for the group. */
export async function whoMayTake(ctx: Ctx, groupId: string | null): Promise<string[]> {
  const members = groupId ? await peopleOf(ctx, { groupId }) : []
  const able = members.filter(({ isOnline, roles }) => isOnline && mayCallBack(roles)).map(({ id }) => id)
  return [...able, ...(await supervisorsInCharge(ctx, groupId))]
}

/**
 * R53: a low score is owed a call-back, exactly one however often this runs. What the customer makes of the score later
 * does not take it away, but is noted.
 */
export async function answerRating(ctx: Ctx, event: CommittedEvent): Promise<void> {
  const subject = event.subject as Subject
  await transact(ctx, async (tx) => {
    const survey = await surveyOf(tx, subject)
    if (!survey) return
    const { score, low, givenAt } = event.payload ?? {}
    if (low === true && typeof score === 'number') {
      const since = typeof givenAt === 'string' ? new Date(givenAt) : event.at
      const { customerId, staffId: servedBy, groupId, category, channel } = survey
      const about = { subject, customerId, servedBy, groupId, category, channel }
      await createCallback(tx, { ...about, kind: 'low_score', score, since })
    }
    // The present score, not the event's: events may be told out of their order.
    const noted = survey.score === null ? null : await noteScore(tx, subject, survey.score)
    if (!noted) return
    tx.record({
      subject: { type: 'callback', id: noted.id },
      kind: 'callback.score_noted',
      payload: { before: noted.before, after: survey.score },
    })
  })
}
