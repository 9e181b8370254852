import { sql } from 'kysely'
import type { Localized } from '../../../domain/locale.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import type { TicketRecord } from '../queries.ts'

export type CustomerTicketRow = Pick<
  TicketRecord,
  | 'id'
  | 'no'
  | 'state'
  | 'descriptionCustomer'
  | 'locale'
  | 'createdAt'
  | 'closedAt'
  | 'resolvedAt'
  | 'result'
  | 'solution'
  | 'customerNotes'
  | 'waitingSteps'
  | 'waitingUntil'
> & {
  departmentName: Localized | null
  dueAt: Date | null
  words: { from: 'us' | 'you'; body: string; at: string }[]
}

// What passed between the house and the customer; results stand apart, everything else stays inside.
const columns = sql`t.id, t.no, t.state, t.description_customer, t.locale, t.created_at, t.closed_at, t.resolved_at, t.result, t.solution,
  t.customer_notes, t.waiting_steps, t.waiting_until, d.name as department_name,
  (select k.due_at from clock k where k.subject_id = t.id and k.kind = 'resolution' and k.stopped_at is null and k.state in ('running', 'paused')
    order by k.due_at limit 1) as due_at,
  coalesce((select json_agg(json_build_object('from', case n.kind when 'customer' then 'you' else 'us' end, 'body', n.body, 'at', n.at)
    order by n.at, n.id) from ticket_note n where n.ticket_id = t.id and n.kind in ('reply', 'customer')), '[]') as words`

export async function ticketsOfCustomer(ctx: Ctx, customerId: string, limit: number): Promise<CustomerTicketRow[]> {
  const { rows } = await sql<CustomerTicketRow>`
    select ${columns} from ticket t left join department d on d.id = t.department_id
    where t.customer_id = ${customerId} and t.state not in ('merged', 'cancelled')
    order by t.created_at desc, t.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

export async function customerTicketRow(ctx: Ctx, id: string): Promise<CustomerTicketRow | undefined> {
  const { rows } = await sql<CustomerTicketRow>`
    select ${columns} from ticket t left join department d on d.id = t.department_id where t.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export async function visitorsOfCustomers(ctx: Ctx, customerIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.selectFrom('visitor').select('id').where('customerId', 'in', customerIds).execute()
  return rows.map(({ id }) => id)
}

export type Door = { ticketId: string; brand: string; timeZone: string }

/** The ticket an address leads to, while it leads anywhere. */
export async function doorOf(ctx: Ctx, tokenHash: Buffer): Promise<Door | undefined> {
  const { rows } = await sql<Door>`
    select door.ticket_id, centre.name as brand, centre.time_zone from ticket_door door cross join centre
    where door.token_hash = ${tokenHash} and door.revoked_at is null and door.expires_at > ${ctx.clock.now()}`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function insertDoor(
  tx: Tx,
  door: { tokenHash: Buffer; ticketId: string; expiresAt: Date },
): Promise<void> {
  await tx.db
    .insertInto('ticketDoor')
    .values({ ...door, createdAt: tx.clock.now() })
    .execute()
}

export async function revokeDoors(tx: Tx, ticketId: string): Promise<void> {
  await tx.db
    .updateTable('ticketDoor')
    .set({ revokedAt: tx.clock.now() })
    .where('ticketId', '=', ticketId)
    .where('revokedAt', 'is', null)
    .execute()
}
