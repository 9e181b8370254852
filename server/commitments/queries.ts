import { type RawBuilder, sql } from 'kysely'
import type { CommitmentState } from '../../domain/commitments/rules.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Localized } from '../../domain/locale.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import type { Cursor } from '../platform/keyset.ts'

export type CommitmentRow = {
  id: string
  no: string
  ticketId: string | null
  conversationId: string | null
  customerId: string | null
  groupId: string | null
  ownerId: string
  body: string
  dueAt: Date
  channel: string
  customerAgreed: boolean
  state: CommitmentState
  outcome: string
  offeredTo: string | null
  replaces: string | null
  madeBy: string
  madeAt: Date
  endedAt: Date | null
}
type PersonRef = { id: string; name: string; staffNo: string }
export type CommitmentViewRow = CommitmentRow & {
  ticket: { id: string; no: string; subject: string } | null
  customer: { id: string; no: string; name: string } | null
  groupName: Localized | null
  owner: PersonRef
  asked: PersonRef | null
  maker: PersonRef
}

/** False when a commitment of this id is there already. */
export async function insertCommitment(
  tx: Tx,
  row: Omit<CommitmentRow, 'outcome' | 'offeredTo' | 'endedAt'>,
): Promise<boolean> {
  const made = await tx.db
    .insertInto('commitment')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function lockCommitment(tx: Tx, id: string): Promise<CommitmentRow | undefined> {
  const { rows } = await sql<CommitmentRow>`select * from commitment where id = ${id} for update`.execute(tx.db)
  return rows[0]
}

type Changes = Partial<
  Pick<CommitmentRow, 'state' | 'outcome' | 'offeredTo' | 'ownerId' | 'endedAt' | 'customerAgreed'>
>

export async function changeCommitment(tx: Tx, id: string, changes: Changes): Promise<void> {
  await tx.db.updateTable('commitment').set(changes).where('id', '=', id).execute()
}

/** Whether this person may be asked to keep a promise: an agent, senior agent or supervisor who works here. */
export async function mayKeepPromises(ctx: Ctx, staffId: string): Promise<boolean> {
  const { rows } = await sql<{ roles: string[] }>`
    select roles from staff where id = ${staffId} and disabled_at is null`.execute(ctx.db)
  return rows.some(({ roles }) => scopesOf(roles as Staff['roles'], 'commitments.work').length > 0)
}

/** The same rule as `canViewCommitment`, as a condition on rows of `c`; a test holds both together. */
function visibleTo(me: Staff): RawBuilder<boolean> {
  const scopes = scopesOf(me.roles, 'commitments.view')
  if (scopes.length === 0) return sql`false`
  if (scopes.includes('masked') || scopes.includes('all')) return sql`true`
  const parts = [
    sql<boolean>`c.owner_id = ${me.id}`,
    sql<boolean>`c.offered_to = ${me.id}`,
    sql<boolean>`c.made_by = ${me.id}`,
  ]
  if (scopes.includes('group')) parts.push(sql<boolean>`c.group_id = any(${[...me.groupIds]}::uuid[])`)
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}

const person = (column: string) =>
  sql.raw(
    `(select json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no) from staff s where s.id = c.${column})`,
  )
const viewed = sql`c.*, g.name as group_name, ${person('owner_id')} as owner, ${person('offered_to')} as asked, ${person('made_by')} as maker,
  (select json_build_object('id', t.id, 'no', t.no, 'subject', t.subject) from ticket t where t.id = c.ticket_id) as ticket,
  (select json_build_object('id', u.id, 'no', u.no, 'name', u.display_name) from customer u where u.id = c.customer_id) as customer`

type Wanted = {
  list: 'mine' | 'group'
  state: 'open' | 'ended'
  ticketId?: string | undefined
  conversationId?: string | undefined
  cursor?: Cursor | undefined
  limit: number
}

export async function commitmentPage(
  ctx: Ctx,
  me: Staff,
  wanted: Wanted,
): Promise<(CommitmentViewRow & { at: Date })[]> {
  const { list, state, ticketId, conversationId, cursor, limit } = wanted
  const isOpen = state === 'open'
  const direction = sql.raw(isOpen ? 'asc' : 'desc')
  const after = cursor
    ? sql`and (c.due_at, c.id) ${sql.raw(isOpen ? '>' : '<')} (${cursor.at}::timestamptz, ${cursor.id}::uuid)`
    : sql``
  const ofSubject = ticketId !== undefined || conversationId !== undefined
  const { rows } = await sql<CommitmentViewRow & { at: Date }>`
    select ${viewed}, c.due_at as at from commitment c left join staff_group g on g.id = c.group_id
    where ${visibleTo(me)} and c.ended_at is ${sql.raw(isOpen ? 'null' : 'not null')}
      ${list === 'mine' && !ofSubject ? sql`and (c.owner_id = ${me.id} or c.offered_to = ${me.id})` : sql``}
      ${ticketId ? sql`and c.ticket_id = ${ticketId}` : sql``}
      ${conversationId ? sql`and c.conversation_id = ${conversationId}` : sql``} ${after}
    order by c.due_at ${direction}, c.id ${direction} limit ${limit}`.execute(ctx.db)
  return rows
}

export async function commitmentViewRow(ctx: Ctx, id: string): Promise<CommitmentViewRow | undefined> {
  const { rows } = await sql<CommitmentViewRow>`
    select ${viewed} from commitment c left join staff_group g on g.id = c.group_id where c.id = ${id}`.execute(ctx.db)
  return rows[0]
}
