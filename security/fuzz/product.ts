import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { shippedScripts } from '../../server/scripts/content.ts'
import type { TestApp } from '../../test/app.ts'
import { type Cast, cast, password } from '../../test/cast.ts'
import { category, visitOf } from '../../test/visitor.ts'
import { type Callers, callers, identityToken, renewCallers } from '../world/callers.ts'
import { insertSubjects, type Subject } from '../world/conversations.ts'
import { runQueue } from '../world/queue.ts'
import { insertListSubjects, type ListSubjects } from '../world/ticket-lists.ts'
import { followUps } from './follow-ups.ts'
import type { Operation, Request } from './requests.ts'
import type { Document, Pool } from './schema.ts'
import type { Target } from './search.ts'

export const fuzzedBy = ['nobody', 'visitor', 'agent', 'supervisor', 'knowledge', 'admin', 'pr'] as const

export type Product = Target & {
  /** Callers, sites and accounts as at the start; between operations. */
  restore(): Promise<void>
  /** How many requests got past the checks of their form to a handler. */
  reached(): number
  sent(): number
  callersOnly(names: readonly string[]): Target
  /** A conversation that the agent has. */
  mine: string
  close(): void
}

const readDocument = (): Document =>
  JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'))

/** The whole product as the target of the fuzzer: its document, its people, ids that lead somewhere. */
export async function productTarget(app: TestApp): Promise<Product> {
  const people = await cast(app)
  const who = await callers(app, people)
  await runQueue(app)
  await category(app)
  const subjects = await subjectsFor(app, people, who)
  await oweCallbacks(app, people, { who, subjects })
  const lists = await insertListSubjects(app, people, who)
  const token = await identityToken(people.site.key, 'customer-9')
  const pool = {
    ...poolOf(app, people, { who, subjects, lists, token }),
    ...(await followUps(app, people, { who, lists })),
  }
  let [reached, sent] = [0, 0]
  const handler = 'tracing:fastify.request.handler:start'
  const count = () => void reached++
  subscribe(handler, count)
  const target: Target = {
    doc: readDocument(),
    callers: (operation) => [...fuzzedBy, ...often(operation)],
    pool: (operation) => ({ ...pool, ...idsOf(operation, pool) }),
    async send({ method, url, headers, payload, as }: Request) {
      sent++
      const started = performance.now()
      const response = await app.http.inject({
        method: method as 'GET',
        url,
        headers: { ...who[as as keyof Callers].headers, ...headers },
        ...(payload !== undefined && { payload }),
      })
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.body,
        ms: performance.now() - started,
      }
    },
    stored: () => everythingStored(app),
  }
  return {
    ...target,
    restore: () => restore(app, people, who),
    reached: () => reached,
    sent: () => sent,
    mine: subjects[0]?.id ?? '',
    callersOnly: (names) => ({ ...target, callers: () => names }),
    close: () => void unsubscribe(handler, count),
  }
}

/** Who has business there: a fuzzer that is always refused at the door tests the door. */
function often({ path }: Operation): string[] {
  const places: [RegExp, string[]][] = [
    [/^\/api\/widget/, ['visitor']],
    [/^\/api\/(settings|staff|groups|departments)/, ['admin']],
    [/^\/api\/scripts/, ['knowledge', 'agent']],
    [/^\/api\/(wall|reports)/, ['supervisor']],
  ]
  const names = places.find(([pattern]) => pattern.test(path))?.[1] ?? ['agent', 'supervisor']
  return Array.from({ length: 12 }, (_, index) => names[index % names.length] as string)
}

async function subjectsFor(app: TestApp, people: Cast, who: Callers): Promise<Subject[]> {
  const { agent, supervisor, visitor } = who
  return insertSubjects(app, people, [
    ...(['mine', 'queue of my group', 'of my group', 'foreign', 'my wrap-up'] as const).map((relation) => ({
      relation,
      caller: agent,
    })),
    ...(['mine', 'of my group', 'closed by me'] as const).map((relation) => ({ relation, caller: supervisor })),
    ...(['own', 'own, ended', 'of another visitor'] as const).map((relation) => ({ relation, caller: visitor })),
  ])
}

/** Each of these customers is owed a call, by the agent or by anybody of the group. */
async function oweCallbacks(
  app: TestApp,
  people: Cast,
  { who, subjects }: Pick<Known, 'who' | 'subjects'>,
): Promise<void> {
  const now = app.clock.now()
  const rows = subjects.map(({ id, customerId }, index) => ({
    id,
    kind: 'low_score',
    subjectType: 'conversation',
    subjectId: id,
    customerId,
    ownerId: index % 2 === 0 ? who.agent.id : null,
    groupId: people.groupA,
    createdAt: now,
    dueAt: now,
    score: 2,
    scoreNow: 2,
  }))
  await app.platform.db.insertInto('callbackTask').values(rows).execute()
}

type Known = { who: Callers; subjects: Subject[]; lists: ListSubjects; token: string }

function poolOf(app: TestApp, people: Cast, { who, subjects, lists, token }: Known): Pool {
  const { newId } = app.clock
  const conversations = subjects.map(({ id }) => id)
  const staff = [who.agent.id, who.supervisor.id, people.zhang.id, people.xiaoli.id, newId()]
  const groups = [people.groupA, people.groupB, newId()]
  const fresh = Array.from({ length: 40 }, newId)
  const visit = visitOf(app, people)
  return {
    conversation: [...conversations, newId()],
    customer: [...subjects.map(({ customerId }) => customerId), newId()],
    ...callerPool(subjects, fresh),
    contactId: [...subjects.map(({ contactId }) => contactId), newId()],
    staff,
    group: groups,
    department: [people.department, newId()],
    site: [people.site.id, newId()],
    // A call-back has the id of its conversation here.
    callback: [...conversations, newId()],
    script: [newId()],
    ...listPool(lists, newId),
    conversationId: [...fresh, ...conversations],
    messageId: [...fresh, ...subjects.map(({ messageId }) => messageId)],
    attachmentId: [newId()],
    ...Object.fromEntries(['toStaffId', 'assigneeId', 'mentions', 'memberIds', 'staffId'].map((name) => [name, staff])),
    ...Object.fromEntries(['groupId', 'toGroupId', 'groupIds'].map((name) => [name, groups])),
    departmentId: [people.department, newId()],
    siteId: [people.site.id, newId()],
    siteKey: [visit.siteKey],
    frame: [visit.frame],
    identity: [token],
    allowedOrigins: ['https://a.example', 'http://b.example:8080'],
    timeZone: ['Asia/Shanghai', 'Asia/Taipei', 'Europe/Paris'],
    email: ['agent@matrix.test', 'li@mingde.test', 'x1@example.test', 'x2@example.test', 'x3@example.test'],
    password: [password],
    current: [password],
    next: [password, 'Another-long-one-8'],
    category: ['stock.left', shippedScripts().categories[0]?.key ?? ''],
    key: ['stock.left', 'greet.auto.welcome', 'c_new'],
    parent: ['stock'],
    cursor: [
      `2026-11-22T00:00:00.000Z_${newId()}`,
      '1_------------------------------------',
      `-271821-04-20T00:00:00.000Z_${newId()}`,
    ],
    before: ['1', '2147483648', '9007199254740991', newId()],
    after: ['0', '2147483647', '2147483648', '9007199254740991'],
    endpoint: ['https://push.example/a', 'https://127.0.0.1/', 'https://[::1]/'],
  }
}

/** Customers by id, and what callers say of themselves. */
const callerPool = (subjects: readonly Subject[], fresh: readonly string[]): Pool => ({
  customerId: [...fresh, ...subjects.map(({ customerId }) => customerId)],
  q: ['13800138000', 'C20261122001', '王小', 'a@b.example', '%', '\\'],
  phone: ['13800138000', '+886 912 345 678', '021-12345678'],
})

const listPool = ({ tickets, views, bulks, exports }: ListSubjects, newId: () => string): Pool => ({
  ticket: [...tickets, newId()],
  ids: tickets,
  ticketView: [...views, newId()],
  bulk: [...bulks, newId()],
  export: [...exports, newId()],
})

/** What `{id}` and `{key}` of a path mean. */
function idsOf({ path }: Operation, pool: Pool): Pool {
  const kinds: [RegExp, string][] = [
    [/conversations\/\{id\}/, 'conversation'],
    [/customers\/\{id\}/, 'customer'],
    [/staff\/\{id\}/, 'staff'],
    [/groups\/\{id\}/, 'group'],
    [/departments\/\{id\}/, 'department'],
    [/sites\/\{id\}/, 'site'],
    [/tickets\/\{id\}/, 'ticket'],
    [/ticket-views\/\{id\}/, 'ticketView'],
    [/bulk\/\{id\}/, 'bulk'],
    [/exports\/\{id\}/, 'export'],
    [/callbacks\/\{id\}/, 'callback'],
    [/(escalations|explanations|commitments|complaints)\/\{id\}/, 'followUp'],
  ]
  const kind = kinds.find(([pattern]) => pattern.test(path))?.[1]
  return kind ? { id: pool[kind] ?? [] } : {}
}

async function restore(app: TestApp, people: Cast, who: Callers): Promise<void> {
  const { db } = app.platform
  await renewCallers(app, who)
  await db
    .updateTable('site')
    .set({ active: true, settings: JSON.stringify(people.site.settings), groupId: people.groupA })
    .where('id', '=', people.site.id)
    .execute()
  await db.updateTable('staffGroup').set({ active: true }).execute()
  await db.updateTable('staff').set({ disabledAt: null }).where('id', '<>', who.former.id).execute()
  for (const [name, role] of [
    ['agent', 'agent'],
    ['supervisor', 'supervisor'],
    ['admin', 'administrator'],
  ] as const)
    await db
      .updateTable('staff')
      .set({ roles: [role] })
      .where('id', '=', who[name].id)
      .execute()
  for (const name of ['agent', 'supervisor'] as const)
    await db
      .insertInto('groupMember')
      .values({ groupId: people.groupA, staffId: who[name].id })
      .onConflict((on) => on.doNothing())
      .execute()
  app.platform.hints.publish({ topic: 'settings.changed' })
}

async function tableNames(app: TestApp): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' order by 1`.execute(
    app.platform.db,
  )
  return rows.map((row) => row.name)
}

async function everythingStored(app: TestApp): Promise<string> {
  const parts: string[] = []
  for (const name of await tableNames(app)) {
    const { rows } = await sql<{
      all: string
    }>`select coalesce(string_agg(t::text, ' '), '') as all from ${sql.table(name)} t`.execute(app.platform.db)
    parts.push(rows[0]?.all ?? '')
  }
  return parts.join('\n')
}

const movesByItself = new Set(['session', 'rollup_hour', 'rollup_cursor', 'sign_in_attempt', 'presence', 'secret'])

/** One number per table: who may not do a thing leaves every one of them as it was. */
export async function digests(app: TestApp): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of await tableNames(app)) {
    if (movesByItself.has(name)) continue
    const { rows } = await sql<{ sum: string }>`
      select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as sum from ${sql.table(name)} t`.execute(
      app.platform.db,
    )
    found[name] = rows[0]?.sum ?? ''
  }
  return found
}

/** Numbers of messages without gap and double, in every stream; closed talks have their record (domain/model 2.6). */
export async function brokenInvariants(app: TestApp): Promise<unknown[]> {
  const { rows } = await sql`
    select m.conversation_id, m.stream, count(*), max(m.seq) from message m join conversation c on c.id = m.conversation_id
    group by m.conversation_id, m.stream, c.last_seq, c.last_note_seq
    having count(*) <> max(m.seq) or max(m.seq) <> case m.stream when 'talk' then c.last_seq else c.last_note_seq end`.execute(
    app.platform.db,
  )
  const clocks =
    await sql`select subject_id, kind from clock where state in ('running', 'paused') group by 1, 2 having count(*) > 1`.execute(
      app.platform.db,
    )
  return [...rows, ...clocks.rows]
}
