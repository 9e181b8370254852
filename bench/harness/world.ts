import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { siteWithDefaults } from '../../domain/settings/site-defaults.ts'

export type Agent = { id: string; cookie: string }
export type Visitor = { id: string; customerId: string; token: string }
export type Talk = { id: string; visitor: Visitor; agent: Agent | null }
export type World = { groupId: string; siteId: string; agents: Agent[]; visitors: Visitor[]; talks: Talk[] }
/** `talks`: one for each of the first visitors; with agents they are being served, spread evenly, else queued. */
export type Size = { agents: number; visitors: number; talks: number; served: boolean }

const newToken = () => {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: createHash('sha256').update(token).digest() }
}

/** A centre in the middle of a working day, written straight into the tables; nobody is connected yet. */
export async function seedWorld(pool: pg.Pool, size: Size): Promise<World> {
  const [groupId, siteId] = [randomUUID(), randomUUID()]
  const everyLanguage = (text: string) => JSON.stringify({ 'zh-CN': text, 'zh-TW': text, en: text })
  await pool.query(
    `insert into centre (name, locale, time_zone, set_up_at) values ('Bench', 'zh-CN', 'Asia/Shanghai', now())`,
  )
  await pool.query(`insert into staff_group (id, key, name) values ($1, 'presale', $2)`, [
    groupId,
    everyLanguage('售前'),
  ])
  const wholeDay: [string, string][] = [['00:00', '24:00']]
  const week = { 1: wholeDay, 2: wholeDay, 3: wholeDay, 4: wholeDay, 5: wholeDay, 6: wholeDay, 7: wholeDay }
  const hours = { timeZone: 'Asia/Shanghai', week, holidays: [], makeUpDays: [] }
  const welcome = {
    'zh-CN': '您好，请问有什么可以帮您？',
    'zh-TW': '您好，請問有什麼可以協助您？',
    en: 'Hello, how can we help?',
  }
  const settings = siteWithDefaults(
    { name: 'Bench', groupId, hours, welcome },
    { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
  )
  await pool.query(
    `insert into site (id, key, group_id, identity_secret, settings) values ($1, 'bench', $2, '\\x00', $3)`,
    [siteId, groupId, JSON.stringify(settings)],
  )
  const agents = await seedAgents(pool, groupId, size.agents)
  const visitors = await seedVisitors(pool, siteId, size.visitors)
  const talks = visitors.slice(0, size.talks).map((visitor, index): Talk => {
    const agent = size.served ? agents[index % agents.length] : null
    return { id: randomUUID(), visitor, agent: agent ?? null }
  })
  await seedTalks(pool, { siteId, groupId }, talks)
  // What is empty stays as in a new centre: never analysed. PostgreSQL plans for a table that it saw empty as if it stayed so.
  const filled = 'site, staff_group, staff, group_member, presence, session, customer, visitor'
  await pool.query(`analyze ${filled}${talks.length > 0 ? ', conversation, assignment' : ''}`)
  return { groupId, siteId, agents, visitors, talks }
}

async function seedAgents(pool: pg.Pool, groupId: string, count: number): Promise<Agent[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    no: String(1001 + index),
    ...newToken(),
  }))
  const ids = rows.map((row) => row.id)
  await pool.query(
    `insert into staff (id, staff_no, name, email, roles, capacity)
     select id, no, 'Agent ' || no, no || '@bench.test', '{agent}', 50 from unnest($1::uuid[], $2::text[]) as x(id, no)`,
    [ids, rows.map((row) => row.no)],
  )
  await pool.query(`insert into group_member (group_id, staff_id) select $1, id from unnest($2::uuid[]) as x(id)`, [
    groupId,
    ids,
  ])
  await pool.query(
    `insert into presence (staff_id, state, since, connected, idle_since) select id, 'online', now(), false, now() from unnest($1::uuid[]) as x(id)`,
    [ids],
  )
  await pool.query(
    `insert into session (id, staff_id, created_at, last_seen_at, ip, user_agent)
     select hash, id, now(), now(), '127.0.0.1', 'bench' from unnest($1::bytea[], $2::uuid[]) as x(hash, id)`,
    [rows.map((row) => row.hash), ids],
  )
  return rows.map(({ id, token }) => ({ id, cookie: `sid=${token}` }))
}

async function seedVisitors(pool: pg.Pool, siteId: string, count: number): Promise<Visitor[]> {
  const rows = Array.from({ length: count }, () => ({ id: randomUUID(), customerId: randomUUID(), ...newToken() }))
  const customers = rows.map((row) => row.customerId)
  await pool.query(
    `insert into customer (id, no, display_name) select id, 'KH' || n, '访客 ' || n from unnest($1::uuid[]) with ordinality as x(id, n)`,
    [customers],
  )
  await pool.query(
    `insert into visitor (id, site_id, customer_id, token_hash, locale, user_agent, page_url, page_title, created_at, last_seen_at)
     select id, $1, customer, hash, 'zh-CN', 'bench', 'https://shop.test/', 'Shop', now(), now()
     from unnest($2::uuid[], $3::uuid[], $4::bytea[]) as x(id, customer, hash)`,
    [siteId, rows.map((row) => row.id), customers, rows.map((row) => row.hash)],
  )
  return rows.map(({ id, customerId, token }) => ({ id, customerId, token }))
}

async function seedTalks(
  pool: pg.Pool,
  at: { siteId: string; groupId: string },
  talks: readonly Talk[],
): Promise<void> {
  const columns = [
    talks.map((talk) => talk.id),
    talks.map((talk) => talk.visitor.id),
    talks.map((talk) => talk.visitor.customerId),
    talks.map((talk) => talk.agent?.id ?? null),
  ]
  await pool.query(
    `insert into conversation (id, site_id, visitor_id, customer_id, state, group_id, assignee_id, first_responsible_id, locale,
       started_at, welcomed_at, queued_at, accepted_at, first_agent_message_at, last_activity_at)
     select id, $1, visitor, customer, case when agent is null then 'queued' else 'active' end, $2, agent, agent, 'zh-CN',
       now(), now(), now(), case when agent is not null then now() end, case when agent is not null then now() end, now()
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) as x(id, visitor, customer, agent)`,
    [at.siteId, at.groupId, ...columns],
  )
  await pool.query(
    `insert into assignment (conversation_id, group_id, staff_id, queued_at, started_at)
     select id, $1, agent, now(), case when agent is not null then now() end from unnest($2::uuid[], $3::uuid[]) as x(id, agent)`,
    [at.groupId, columns[0], columns[3]],
  )
}
