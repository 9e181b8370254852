import { sql } from 'kysely'
import type { ComplaintState, Revisit } from '../../domain/complaints/rules.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type ComplaintRow = {
  id: string
  no: string
  ticketId: string
  state: ComplaintState
  firstHandlerId: string
  soothedBy: string | null
  soothedAt: Date | null
  soothing: string
  soothedHow: 'message' | 'call' | null
  customerFeedback: string
  compensationAmount: number | null
  compensationNote: string
  compensationBy: string | null
  responsibleAgentId: string | null
  rootCause: string
  retrainingCourse: string
  revisitId: string | null
  closedBy: string | null
  closedAt: Date | null
  createdAt: Date
}
/** With what its steps are judged by. */
export type LoadedComplaint = ComplaintRow & {
  revisitState: NonNullable<Revisit>['state'] | null
  waitingItems: number
}

const loaded = sql`c.*, c.compensation_amount::float8 as compensation_amount,
  (select state from callback_task where id = c.revisit_id) as revisit_state,
  (select count(*)::int from complaint_plan_item i where i.complaint_id = c.id and i.done_at is null) as waiting_items`

/** False when the ticket has one already: made once, however often the reaction runs. */
export async function insertComplaint(
  tx: Tx,
  row: Pick<ComplaintRow, 'id' | 'no' | 'ticketId' | 'firstHandlerId' | 'createdAt'>,
): Promise<boolean> {
  const made = await tx.db
    .insertInto('complaint')
    .values({ ...row, state: 'registered' })
    .onConflict((conflict) => conflict.column('ticketId').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function hasComplaint(ctx: Ctx, ticketId: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('complaint').select('id').where('ticketId', '=', ticketId).executeTakeFirst()
  return row !== undefined
}

export async function complaintById(ctx: Ctx, id: string): Promise<LoadedComplaint | undefined> {
  const { rows } = await sql<LoadedComplaint>`select ${loaded} from complaint c where c.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export async function lockComplaint(tx: Tx, id: string): Promise<LoadedComplaint | undefined> {
  const { rows } = await sql<LoadedComplaint>`
    select ${loaded} from complaint c where c.id = ${id} for update of c`.execute(tx.db)
  return rows[0]
}

type Changes = Partial<Omit<ComplaintRow, 'id' | 'no' | 'ticketId' | 'createdAt' | 'firstHandlerId'>>

export async function changeComplaint(tx: Tx, id: string, changes: Changes): Promise<void> {
  const { compensationAmount, ...rest } = changes
  const given = compensationAmount === undefined ? {} : { compensationAmount: compensationAmount?.toFixed(2) ?? null }
  await tx.db
    .updateTable('complaint')
    .set({ ...rest, ...given })
    .where('id', '=', id)
    .execute()
}

export type NewPlanItem = { body: string; ownerId: string; dueAt: Date }

/** A plan that is offered anew takes the place of the one before; the log keeps that there was one. */
export async function writePlan(tx: Tx, complaintId: string, items: readonly NewPlanItem[]): Promise<void> {
  await tx.db.deleteFrom('complaintPlanItem').where('complaintId', '=', complaintId).execute()
  const rows = items.map((item, position) => ({ ...item, id: tx.clock.newId(), complaintId, position }))
  await tx.db.insertInto('complaintPlanItem').values(rows).execute()
}

/** False when there is no such item that waits. */
export async function finishItem(tx: Tx, complaintId: string, itemId: string): Promise<boolean> {
  const done = await tx.db
    .updateTable('complaintPlanItem')
    .set({ doneAt: tx.clock.now() })
    .where('complaintId', '=', complaintId)
    .where('id', '=', itemId)
    .where('doneAt', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** How many of these people work here. */
export async function countStaff(ctx: Ctx, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from staff where id = any(${[...ids]}::uuid[]) and disabled_at is null`.execute(ctx.db)
  return rows[0]?.n ?? 0
}
