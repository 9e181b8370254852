import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { ConversationView, TalkView } from '../../domain/conversations/views.ts'
import { type Receiver, readView } from '../clients/receiver.ts'
import type { Stage } from './stage.ts'

export type Findings = {
  lost: number
  doubled: number
  /** What an oracle of reliability/contract 2 found, one line each. */
  broken: string[]
}
type Pool = Stage['database']['pool']

const settleMs = 20_000

/**
 * O1-O5, O7, O9 and O10 of reliability/contract 2, as far as what they speak of is built: O6 waits for channels with a
 * provider, O8 for the sealed audit.
 */
export async function checkOracles(stage: Stage, { late = 2 }: { late?: number } = {}): Promise<Findings> {
  const { pool } = stage.database
  const settled = await untilComplete(stage)
  const found: Findings = { lost: 0, doubled: 0, broken: [...settled] }
  found.lost += await notStored(pool, stage)
  found.doubled += await storedTwice(pool)
  const checks = await Promise.all([gaps(pool), owners(pool), clocks(pool, late), lists(pool, stage), views(stage)])
  found.broken.push(...checks.flat(), ...alive(stage), ...new Set(stage.sent.wrong))
  if (found.lost > 0)
    found.broken.push(`O1: ${found.lost} acknowledged messages are not stored as they were acknowledged`)
  if (found.doubled > 0) found.broken.push(`O2: ${found.doubled} messages are stored twice`)
  return found
}

/** Gives the clients the time that the contract gives them, and not more. */
async function untilComplete({ database, receivers }: Stage): Promise<string[]> {
  const end = performance.now() + settleMs
  for (;;) {
    const { rows } = await database.pool.query('select id, last_seq from conversation')
    const last = new Map<string, number>(rows.map((row) => [row.id, row.last_seq]))
    const behind = receivers.filter((one) => one.list.length !== last.get(one.person.talk.id))
    if (behind.length === 0) return []
    if (performance.now() > end)
      return [`O4: ${behind.length} of ${receivers.length} viewers are not complete after 20 s`]
    await pause(100)
  }
}

async function notStored(pool: Pool, { sent }: Stage): Promise<number> {
  const { rows } = await pool.query('select id, conversation_id, seq, body from message where id = any($1)', [
    sent.acked.map((one) => one.id),
  ])
  const stored = new Map(rows.map((row) => [row.id, row]))
  return sent.acked.filter(({ id, conversationId, seq, body }) => {
    const row = stored.get(id)
    return row?.conversation_id !== conversationId || row.seq !== seq || row.body !== body
  }).length
}

/** Each body is sent once with one id: a second row with it is a message that was doubled. */
async function storedTwice(pool: Pool): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::int - count(distinct (conversation_id, body))::int as twice from message where sender_type <> 'system'`,
  )
  return rows[0]?.twice ?? 0
}

async function gaps(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query(`
    select c.id, s.stream from conversation c cross join (values ('talk'), ('note')) s(stream)
    left join message m on m.conversation_id = c.id and m.stream = s.stream
    group by c.id, s.stream
    having count(m.seq) <> coalesce(max(m.seq), 0) or coalesce(max(m.seq), 0) <> case s.stream when 'talk' then c.last_seq else c.last_note_seq end`)
  return rows.map((row) => `O3: ${row.stream} of ${row.id} is not 1..n`)
}

async function owners(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query(`
    select a.conversation_id from assignment a join assignment b on b.conversation_id = a.conversation_id and b.id > a.id
    where a.started_at is not null and b.started_at is not null and coalesce(a.ended_at, 'infinity') > b.started_at`)
  const { rows: torn } = await pool.query(`
    select c.id from conversation c left join assignment a on a.conversation_id = c.id and a.ended_at is null
    where c.state in ('active', 'waiting') and a.staff_id is distinct from c.assignee_id`)
  return [
    ...rows.map((row) => `O5: ${row.conversation_id} had two owners at a time`),
    ...torn.map((row) => `O5: ${row.id} and its leg name different owners`),
  ]
}

async function clocks(pool: Pool, late: number): Promise<string[]> {
  const { rows: twice } = await pool.query(`
    select subject_id, payload->>'clock' as clock, count(*)::int as times from event where kind = 'clock.fired'
    group by subject_id, payload->>'clock', payload->>'dueAt', payload->>'percent' having count(*) > 1`)
  const { rows: overdue } = await pool.query(
    `select subject_id, kind from clock where state = 'running' and fire_at < now() - make_interval(secs => $1)`,
    [late],
  )
  return [
    ...twice.map((row) => `O7: ${row.clock} of ${row.subject_id} fired ${row.times} times`),
    ...overdue.map((row) => `O7: ${row.kind} of ${row.subject_id} is overdue and has not fired`),
  ]
}

async function lists(pool: Pool, { receivers }: Stage): Promise<string[]> {
  const { rows } = await pool.query(
    `select conversation_id, array_agg(id order by seq) as ids from message where stream = 'talk' group by conversation_id`,
  )
  const stored = new Map<string, string[]>(rows.map((row) => [row.conversation_id, row.ids]))
  const differs = receivers.filter(({ list, person }) => {
    const seen = list.map((message) => message.id)
    return !isDeepStrictEqual(seen, stored.get(person.talk.id) ?? [])
  })
  return differs.map(({ person }) => `O4: the ${person.side} of ${person.talk.id} sees another list than the table`)
}

/** O10: what the frames made of the old state equals a fresh fetch. */
async function views(stage: Stage): Promise<string[]> {
  const found: string[] = []
  for (const receiver of stage.receivers) {
    const differs = await differsFromFresh(receiver, stage.urls())
    if (differs) found.push(`O10: the ${receiver.person.side} of ${receiver.person.talk.id} shows an old ${differs}`)
  }
  return found
}

async function differsFromFresh(receiver: Receiver, url: string): Promise<string | null> {
  let field: string | null = null
  for (let tries = 15; tries > 0; tries--) {
    const held = receiver.view()
    const fresh = await readView(receiver.person, url).catch(() => null)
    field = !held || !fresh ? 'nothing' : differing(essence(held), essence(fresh))
    if (field === null) return null
    await pause(200)
  }
  return field
}

function differing(held: Record<string, unknown>, fresh: Record<string, unknown>): string | null {
  const keys = Object.keys(fresh).filter((key) => !isDeepStrictEqual(held[key], fresh[key]))
  return keys.length > 0 ? keys.join(', ') : null
}

/** Without what changes by itself (presence, the running clocks) and what has frames of its own (marks, messages). */
function essence(view: ConversationView | TalkView): Record<string, unknown> {
  if ('channel' in view) {
    const { visitor: _, clocks: __, customerMarks: ___, agentMarks: ____, ...rest } = view
    return rest
  }
  const { state, agent, endedAt, survey, leftMessage } = view
  return { state, agent, endedAt, survey, leftMessage }
}

function alive({ nodes }: Stage): string[] {
  return nodes.flatMap((node) => (node.deaths() > 0 ? [`O9: a node ended by itself: ${node.said().slice(-300)}`] : []))
}
