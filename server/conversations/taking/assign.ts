import type { Actor } from '../../../domain/identity/actor.ts'
import { cancelClocks, type Start, startClocks } from '../../clocks/actions.ts'
import { inNameOf, type Tx } from '../../platform/context.ts'
import { queueClocks, recordChange, subjectOf, talkClocks } from '../changes.ts'
import { graceIfJustLeft } from '../live/desk.ts'
import { factsOf, type Loaded } from '../queries.ts'
import { systemView } from '../system-line.ts'
import { type Taker, visitorsHere, writeTakes } from './queries.ts'

/** A person takes the customer: by accepting or by taking over (`kind` says which). */
export type Take = {
  row: Loaded
  taker: Taker
  by: Actor
  kind: 'conversation.accepted' | 'conversation.taken_over'
  reason?: string
}

const lines = { 'conversation.accepted': 'accepted', 'conversation.taken_over': 'taken_over' } as const

export async function assignAll(tx: Tx, takes: readonly Take[]): Promise<void> {
  if (takes.length === 0) return
  const at = tx.clock.now()
  const made = takes.map((take) => ({ ...take, line: lineOf(tx, take, at) }))
  const seqs = await writeTakes(
    tx,
    made.map(({ row, taker, kind, line }) => ({ id: row.id, staffId: taker.id, at, reason: kind, line })),
  )
  await cancelClocks(
    tx,
    takes.map(({ row }) => row.id),
    [...queueClocks, ...talkClocks],
  )
  await startClocks(tx, await clocksOf(tx, takes))
  for (const { line, ...take } of made) {
    record(tx, take, at)
    const message = { ...line, seq: seqs.get(take.row.id) ?? 0 }
    const facts = { ...factsOf(take.row), ...ownedBy(take) }
    tx.afterCommit(() => tx.platform.hints.publish({ topic: 'message', message, facts }))
  }
}

/** What of a conversation's facts is new once it is taken. */
export const ownedBy = ({ row, taker }: Pick<Take, 'row' | 'taker'>) => ({
  state: 'active' as const,
  assigneeId: taker.id,
  firstResponsibleId: row.firstResponsibleId ?? taker.id,
  offeredTo: null,
})

function lineOf(tx: Tx, { row, taker, kind }: Take, at: Date) {
  const system = { key: lines[kind], params: { name: taker.name, staffNo: taker.staffNo } }
  return systemView({ id: tx.clock.newId(), conversationId: row.id, stream: 'talk', seq: 0, system, body: '', at })
}

/** SOP 000 二(一), R13: the agent greets within 30 s of taking over. A message that was left has nobody waiting, unless they came back. */
async function clocksOf(tx: Tx, takes: readonly Take[]): Promise<Start[]> {
  const here = await visitorsHere(
    tx,
    takes.flatMap(({ row }) => (row.leftMessage && row.visitorId ? [row.visitorId] : [])),
  )
  const starts: Start[] = []
  for (const { row, taker } of takes) {
    if (!row.leftMessage || (row.visitorId && here.has(row.visitorId)))
      starts.push({ subject: subjectOf(row), kind: 'agent_greet', ownerId: taker.id })
    const grace = await graceIfJustLeft(tx, { id: row.id, siteId: row.siteId, staffId: taker.id, leftAt: taker.leftAt })
    if (grace) starts.push(grace)
  }
  return starts
}

function record(tx: Tx, { row, taker, kind, by, reason }: Take, at: Date): void {
  recordChange(inNameOf(tx, by), row, {
    kind,
    to: 'active',
    ...(reason !== undefined && { reason }),
    payload: {
      staffId: taker.id,
      previousStaffId: row.assigneeId,
      waitMs: row.queuedAt ? at.getTime() - row.queuedAt.getTime() : 0,
      firstLeg: row.acceptedAt === null,
    },
  })
}
