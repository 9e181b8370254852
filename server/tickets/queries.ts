import { type Selectable, sql } from 'kysely'
import type { TicketFacts } from '../../domain/tickets/access.ts'
import type { TicketState } from '../../domain/tickets/lifecycle.ts'
import type { Urgency } from '../../domain/tickets/urgency.ts'
import type { TicketTable } from '../migrations/db-types.ts'
import { type Ctx, contextFor, type Platform, type Tx } from '../platform/context.ts'
import { gathered } from '../platform/gather.ts'

export type TicketRecord = Omit<Selectable<TicketTable>, 'state' | 'urgency'> & { state: TicketState; urgency: Urgency }
/** A ticket's row with what access decisions and limits need. */
export type Loaded = TicketRecord & {
  nodeDepartmentIds: string[]
  handoverTo: string | null
  customerLevel: string | null
}

export function factsOf(row: Loaded): TicketFacts {
  const { id, state, groupId, departmentId, nodeDepartmentIds, assigneeId, firstResponsibleId } = row
  const { createdBy, handoverTo, customerId } = row
  return {
    id,
    state,
    groupId,
    departmentId,
    nodeDepartmentIds,
    assigneeId,
    firstResponsibleId,
    createdBy,
    handoverTo,
    customerId,
  }
}

const withFacts = sql.raw(`ticket.*,
  array(select department_id from ticket_node n where n.ticket_id = ticket.id and n.state <> 'recalled') as node_department_ids,
  (select to_id from ticket_handover h where h.ticket_id = ticket.id and h.answered_at is null) as handover_to,
  (select level from customer where customer.id = ticket.customer_id) as customer_level`)

export async function loadTickets(ctx: Ctx, ids: readonly string[]): Promise<Loaded[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Loaded>`/* prepared load_tickets */
    select ${withFacts} from ticket where id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  return rows
}

const loadedTogether = gathered(async (platform: Platform, ids: string[]) => {
  const rows = await loadTickets(contextFor(platform, { kind: 'system' }), [...new Set(ids)])
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => byId.get(id))
})

export async function loadTicket(ctx: Ctx, id: string): Promise<Loaded | undefined> {
  if (!('record' in ctx)) return loadedTogether(ctx.platform, id)
  return (await loadTickets(ctx, [id]))[0]
}

/** The same with the row locked: every change of one ticket happens one after the other. */
export async function lockTicket(tx: Tx, id: string): Promise<Loaded | undefined> {
  const { rows } = await sql<Loaded>`/* prepared lock_ticket */
    select ${withFacts} from ticket where id = ${id} for update of ticket`.execute(tx.db)
  return rows[0]
}

export async function lockTickets(tx: Tx, ids: readonly string[]): Promise<Loaded[]> {
  const { rows } = await sql<Loaded>`/* prepared lock_tickets */
    select ${withFacts} from ticket where id = any(${[...ids]}::uuid[]) order by id for update of ticket`.execute(tx.db)
  return rows
}

/** Those tickets that nobody else works on, held until the transaction ends. */
export async function freeTickets(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ticket where id = any(${[...ids]}::uuid[]) order by id for update skip locked`.execute(tx.db)
  return rows.map(({ id }) => id)
}

export async function ticketIdByNo(ctx: Ctx, no: string): Promise<string | undefined> {
  const row = await ctx.db.selectFrom('ticket').select('id').where('no', '=', no).executeTakeFirst()
  return row?.id
}

// Limits that lists and headers count down, whoever owes them; what is breached stays the nearest until it is met.
const nearest = <T>(column: 'due_at' | 'kind') =>
  sql.raw<T>(`(
  select k.${column} from clock k where k.stopped_at is null and k.state in ('running', 'breached') and k.kind = any(array['first_response', 'resolution', 'department_node'])
    and k.subject_id in (select ticket.id union all select n.id from ticket_node n where n.ticket_id = ticket.id)
  order by k.due_at, k.kind limit 1)`)

export type TicketChange = Partial<Omit<TicketRecord, 'id' | 'no' | 'revision' | 'nextDueAt' | 'nextDueKind'>>

const touched = (tx: Tx) => ({
  revision: sql<number>`revision + 1`,
  lastActivityAt: tx.clock.now(),
  nextDueAt: nearest<Date | null>('due_at'),
  nextDueKind: nearest<string | null>('kind'),
})

/** Something happened to these tickets that changed no column of theirs: the revision and the nearest limit follow. */
export async function touchTickets(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.db
    .updateTable('ticket')
    .set(touched(tx))
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute()
}

/** Writes a change, raises the revision, and keeps the nearest limit: clocks are changed before. */
export async function changeTicket(tx: Tx, id: string, change: TicketChange): Promise<TicketRecord> {
  const { fields, ...columns } = change
  const row = await tx.db
    .updateTable('ticket')
    .set({
      ...columns,
      ...(fields !== undefined && { fields: JSON.stringify(fields) }),
      ...touched(tx),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return row as TicketRecord
}

export async function insertNote(
  tx: Tx,
  note: {
    id: string
    ticketId: string
    kind: string
    body: string
    authorType: 'staff' | 'customer' | 'system'
    authorId: string | null
    departmentId?: string | null
    messageId?: string | null
    toldBy?: string | null
  },
): Promise<boolean> {
  const result = await tx.db
    .insertInto('ticketNote')
    .values({ ...note, at: tx.clock.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function noteById(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('ticketNote')
    .select(['ticketId', 'kind', 'body', 'authorId'])
    .where('id', '=', id)
    .executeTakeFirst()
}
