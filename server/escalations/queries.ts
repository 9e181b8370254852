import { sql } from 'kysely'
import type { EscalationFacts } from '../../domain/escalations/access.ts'
import type { EscalationState, Level } from '../../domain/escalations/rules.ts'
import type { Urgency } from '../../domain/tickets/urgency.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type EscalationRow = EscalationFacts & {
  id: string
  ticketId: string
  departmentId: string | null
  level: Level
  cause: 'breach' | 'critical' | 'agent'
  clockKind: string | null
  urgency: Urgency
  summary: string
  reason: string
  state: EscalationState
  raisedAt: Date
}

type NewEscalation = Omit<EscalationRow, 'recipientIds' | 'ownerId' | 'state' | 'level'> & { source: string }

/** False when the same source called before: raised once, however often the reaction runs. */
export async function insertEscalation(tx: Tx, row: NewEscalation): Promise<boolean> {
  const made = await tx.db
    .insertInto('escalation')
    .values({ ...row, level: 1, state: 'raised' })
    .onConflict((conflict) => conflict.column('source').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

/** Adds people to who was told; answers those who are new. */
export async function addRecipients(
  tx: Tx,
  { escalationId, level, staffIds }: { escalationId: string; level: Level; staffIds: readonly string[] },
): Promise<string[]> {
  if (staffIds.length === 0) return []
  const rows = await tx.db
    .insertInto('escalationRecipient')
    .values(staffIds.map((staffId) => ({ escalationId, staffId, level, toldAt: tx.clock.now() })))
    .onConflict((conflict) => conflict.columns(['escalationId', 'staffId']).doNothing())
    .returning('staffId')
    .execute()
  return rows.map(({ staffId }) => staffId)
}

const facts = sql`e.*, coalesce((select json_agg(staff_id) from escalation_recipient where escalation_id = e.id), '[]') as recipient_ids,
  (select owner_id from explanation where escalation_id = e.id) as owner_id`

export async function escalationById(ctx: Ctx, id: string): Promise<EscalationRow | undefined> {
  const { rows } = await sql<EscalationRow>`select ${facts} from escalation e where e.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export async function lockEscalation(tx: Tx, id: string): Promise<EscalationRow | undefined> {
  const { rows } =
    await sql<EscalationRow>`select ${facts} from escalation e where e.id = ${id} for update of e`.execute(tx.db)
  return rows[0]
}

type Changes = {
  state?: EscalationState
  level?: Level
  answerDueAt?: Date | null
  acknowledgedBy?: string
  acknowledgedAt?: Date
  measure?: string
  closedBy?: string | null
  closedAt?: Date
  outcome?: string
}

export async function changeEscalation(tx: Tx, id: string, changes: Changes): Promise<void> {
  await tx.db.updateTable('escalation').set(changes).where('id', '=', id).execute()
}

/** What is still open on a ticket, locked, oldest first. */
export async function openEscalationsOf(tx: Tx, ticketId: string): Promise<EscalationRow[]> {
  const { rows } = await sql<EscalationRow>`
    select ${facts} from escalation e where e.ticket_id = ${ticketId} and e.state <> 'closed' order by e.raised_at for update of e`.execute(
    tx.db,
  )
  return rows
}

export type ExplanationRow = {
  id: string
  escalationId: string
  ticketId: string
  groupId: string | null
  ownerId: string
  owedAt: Date
  dueAt: Date
  writtenAt: Date | null
  readAt: Date | null
}

export async function insertExplanation(
  tx: Tx,
  row: Pick<ExplanationRow, 'id' | 'escalationId' | 'ticketId' | 'groupId' | 'ownerId' | 'owedAt' | 'dueAt'>,
): Promise<void> {
  await tx.db.insertInto('explanation').values(row).execute()
}

export async function lockExplanation(tx: Tx, id: string): Promise<ExplanationRow | undefined> {
  return tx.db
    .selectFrom('explanation')
    .select(['id', 'escalationId', 'ticketId', 'groupId', 'ownerId', 'owedAt', 'dueAt', 'writtenAt', 'readAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

type Written = { cause: string; plan: string; catchUpAt: Date; toldCustomer: boolean; writtenAt: Date }

export async function changeExplanation(
  tx: Tx,
  id: string,
  changes: Written | { readBy: string; readAt: Date },
): Promise<void> {
  await tx.db.updateTable('explanation').set(changes).where('id', '=', id).execute()
}
