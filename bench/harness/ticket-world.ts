import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Agent, seedWorld } from './world.ts'

export type TicketWorld = { agents: Agent[]; supervisor: Agent; groups: string[]; customers: string[]; groupId: string }
type Size = { agents: number; customers: number; tickets: number }

const groupCount = 10
const texts = (text: string) => JSON.stringify({ 'zh-CN': text, 'zh-TW': text, en: text })

/** A centre of ten groups with a supervisor and, when asked for, tickets of three years; one in a hundred is open. */
export async function seedTicketWorld(pool: pg.Pool, { agents, customers, tickets }: Size): Promise<TicketWorld> {
  const world = await seedWorld(pool, { agents: agents + 1, visitors: customers, talks: 0, served: true })
  const [supervisor, ...others] = world.agents as [Agent, ...Agent[]]
  await pool.query(`update staff set roles = '{supervisor}' where id = $1`, [supervisor.id])
  const groups = [world.groupId, ...Array.from({ length: groupCount - 1 }, () => randomUUID())]
  await pool.query(
    `insert into staff_group (id, key, name) select id, 'g' || n, $2 from unnest($1::uuid[]) with ordinality as x (id, n) where n > 1`,
    [groups, texts('客服组')],
  )
  await pool.query(
    `insert into category (key, name) select * from unnest($1::text[], $2::jsonb[]) on conflict do nothing`,
    [
      ['request', 'consult'],
      [texts('申请'), texts('咨询')],
    ],
  )
  await pool.query(
    `insert into category (key, parent, name) select key, split_part(key, '.', 1), $2 from unnest($1::text[]) x (key) on conflict do nothing`,
    [categories, texts('问题')],
  )
  const customerIds = world.visitors.map(({ customerId }) => customerId)
  const known = { agents: others, supervisor, groups, customers: customerIds, groupId: world.groupId }
  // Who opens the ticket has found the caller before.
  await pool.query(
    `insert into event (subject_type, subject_id, kind, actor_type, actor_id)
     select 'customer', id, 'customer.found', 'staff', ($2::uuid[])[1 + (n - 1) % $3] from unnest($1::uuid[]) with ordinality as x (id, n)`,
    [customerIds, others.map(({ id }) => id), others.length],
  )
  if (tickets > 0) await seedTickets(pool, known, tickets)
  await pool.query('vacuum analyze')
  return known
}

const categories = ['request.address', ...Array.from({ length: 30 }, (_, index) => `consult.c${index}`)]

/** Straight into the table: indexes are built once at the end, counters and subjects as the triggers would have kept them. */
async function seedTickets(pool: pg.Pool, { agents, groups, customers }: TicketWorld, count: number): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '1GB'; set synchronous_commit = off`)
    await client.query('alter table ticket disable trigger user')
    const { rows } = await client.query<{ name: string; def: string }>(
      `select indexname as name, indexdef as def from pg_indexes where tablename = 'ticket'
       and indexname not in (select conname from pg_constraint)`,
    )
    for (const { name } of rows) await client.query(`drop index ${name}`)
    const people = [agents.map(({ id }) => id), groups, customers, categories]
    const step = 500_000
    for (let from = 0; from < count; from += step)
      await client.query(ticketRows, [...people, from, Math.min(count, from + step) - 1, count])
    for (const { def } of rows) await client.query(def)
    await client.query(
      `insert into ticket_tally (list, owner, part, count) select k.list, k.owner, k.part, count(*) from ticket t, ticket_tally_keys(t, true) k
       where t.state = 'in_progress' group by 1, 2, 3`,
    )
    await client.query('alter table ticket enable trigger user')
  } finally {
    client.release()
  }
}

/** The newest hundredth is open; agents work in the group of their number. */
const ticketRows = `
  insert into ticket (id, no, state, subject, nature, category, stage, urgency, channel, locale, customer_id, description_customer,
    group_id, assignee_id, first_responsible_id, created_by, order_no, next_due_at, next_due_kind, created_at, last_activity_at)
  select gen_random_uuid(), 'GD' || to_char(at, 'YYYYMMDD') || lpad(n::text, 8, '0'), case when is_open then 'in_progress' else 'archived' end,
    '收货地址写错了，要求改地址 ' || n, (array['consult', 'complaint', 'request', 'suggestion'])[1 + n % 4],
    ($4::text[])[1 + (n * 7919) % array_length($4::text[], 1)], (array['presales', 'aftersales', 'complaint', 'info_change', 'proactive'])[1 + n % 5],
    case when n % 50 = 0 then 'critical' when n % 7 = 0 then 'urgent' else 'normal' end,
    (array['phone', 'web_chat', 'email', 'app'])[1 + (n / 3) % 4], 'zh-CN', ($3::uuid[])[1 + (n * 31) % array_length($3::uuid[], 1)],
    '昨天下的订单，收货地址写成了公司，想改成家里，请尽快处理。', ($2::uuid[])[1 + agent % array_length($2::uuid[], 1)],
    ($1::uuid[])[1 + agent], ($1::uuid[])[1 + agent], ($1::uuid[])[1 + agent], '2026' || n,
    case when is_open then now() + make_interval(mins => (n % 3000)::int - 100) end, case when is_open then 'resolution' end, at, at
  from (
    select n, ((n * 104729::bigint) % array_length($1::uuid[], 1))::int as agent, n >= $7::bigint * 99 / 100 as is_open,
      date_trunc('milliseconds', now() - make_interval(secs => (94608000 * (1 - n::double precision / $7)))) as at
    from generate_series($5::bigint, $6::bigint) n
  ) x`
