import { isInTime, type ServiceKind } from '../../domain/clocks/kinds.ts'
import type { ServiceFacts } from '../../domain/clocks/policies.ts'
import {
  cancelClocks,
  clocksOf,
  pauseClocks,
  type ServiceStart,
  startServiceClocks,
  stopClocks,
} from '../clocks/actions.ts'
import type { Tx } from '../platform/context.ts'
import type { Loaded } from './queries.ts'

type Timed = Pick<Loaded, 'urgency' | 'category' | 'channel' | 'customerLevel' | 'groupId'>

/** What a policy looks at (model 2.3 "SLA clock"). */
export function limitFacts({ urgency, category, channel, customerLevel, groupId }: Timed): ServiceFacts {
  return { urgency, category, channel, customerLevel, groupId }
}

type Owed = Timed & Pick<Loaded, 'id' | 'assigneeId' | 'firstResponsibleId'>

export function limitStart(row: Owed, kind: ServiceKind): ServiceStart {
  const ownerId = row.assigneeId ?? row.firstResponsibleId
  return { subject: { type: 'ticket', id: row.id }, kind, facts: limitFacts(row), ownerId }
}

/** Starts limits of a ticket; answers when each is due, null where the centre sets none. */
export async function startLimits(tx: Tx, row: Owed, kinds: readonly ServiceKind[]): Promise<(Date | null)[]> {
  const started = await startServiceClocks(
    tx,
    kinds.map((kind) => limitStart(row, kind)),
  )
  return started.map(({ dueAt }) => dueAt)
}

const waiting: ServiceKind[] = ['ticket_waiting_reminder', 'ticket_waiting_end']
const after: ServiceKind[] = ['ticket_auto_close', 'ticket_archive']

/** While the customer has to do something the time of the result stands still (model 2.3). */
export const pauseResult = (tx: Tx, id: string) => pauseClocks(tx, id, ['resolution'])

type Met = { ms: number; inTime: boolean }

/** The customer heard a person: how long it took, and whether in time, for the event (metrics 3.3). */
export async function meetFirstResponse(tx: Tx, row: Since): Promise<{ isFirst: true; response: Met }> {
  return { isFirst: true, response: await meet(tx, row, 'first_response') }
}

export async function meetResult(tx: Tx, row: Since): Promise<{ outcome: Met }> {
  return { outcome: await meet(tx, row, 'resolution') }
}

type Since = Pick<Loaded, 'id' | 'createdAt'>

async function meet(tx: Tx, { id, createdAt }: Since, kind: 'first_response' | 'resolution'): Promise<Met> {
  const now = tx.clock.now()
  const open = (await clocksOf(tx, [id], 'open')).find((clock) => clock.kind === kind)
  await stopClocks(tx, id, [kind])
  // Without a limit nothing can be late; a paused one is not over.
  const inTime = !open || open.pausedAt !== null || isInTime(now, new Date(open.dueAt))
  return { ms: now.getTime() - createdAt.getTime(), inTime }
}

export const stopWaiting = (tx: Tx, id: string) => cancelClocks(tx, id, waiting)
export const stopAfterwards = (tx: Tx, id: string) => cancelClocks(tx, id, after)

/** Merged or cancelled: its limits count nowhere (model 2.3 "excluded from SLA"). */
export async function dropLimits(tx: Tx, id: string): Promise<void> {
  await cancelClocks(tx, id, ['first_response', 'resolution', ...waiting, ...after])
}
