// The baselines of `chat`: socket -> durable insert -> socket, without rights, rules or views. Written as one would with
// nothing else to do. BENCH_COMMIT=group: what arrived meanwhile goes into the next statement; =each: a transaction of
// four statements per message.
import { once } from 'node:events'
import { createServer } from 'node:http'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import { answerParent } from '../harness/child.ts'

type Said = { id: string; talk: string; side: 'customer' | 'agent'; body: string }
type Waiting = { said: Said; from: WebSocket }

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
// Two baselines start on one database: one of them makes the tables.
await pool.query(`
  select pg_advisory_xact_lock(1);
  create table if not exists bare_talk (id uuid primary key, last_seq int not null default 0);
  create table if not exists bare_message (id uuid primary key, talk uuid not null, seq int not null, side text not null, body text not null,
    at timestamptz not null default now(), unique (talk, seq));
  create table if not exists bare_event (id bigint generated always as identity primary key, talk uuid not null, kind text not null, at timestamptz not null default now())`)

const followers = new Map<string, Set<WebSocket>>()
const http = createServer().listen(0, '127.0.0.1')
await once(http, 'listening')
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  socket.once('message', async (data) => {
    const { join } = JSON.parse(data.toString()) as { join: string[] }
    await pool.query(`insert into bare_talk (id) select unnest($1::uuid[]) on conflict do nothing`, [join])
    for (const talk of join) followers.set(talk, (followers.get(talk) ?? new Set()).add(socket))
    socket.send('{"type":"welcome"}')
    socket.on('message', (text) => store({ said: JSON.parse(text.toString()) as Said, from: socket }))
  })
})

function tell({ said, from }: Waiting, seq: number): void {
  from.send(`{"ack":"${said.id}","seq":${seq}}`)
  const { id, talk, side, body } = said
  const frame = JSON.stringify({ type: 'message', message: { id, talk, seq, side, body } })
  for (const socket of followers.get(talk) ?? []) socket.send(frame)
}

const waiting: Waiting[] = []
let busy = false

function store(one: Waiting): void {
  if (process.env.BENCH_COMMIT === 'each') return void storeAlone(one)
  waiting.push(one)
  if (busy) return
  busy = true
  setImmediate(storeTogether)
}

async function storeTogether(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 200)
    const { rows } = await pool.query<{ id: string; seq: number }>({
      name: 'batch',
      text: `with x as (select *, row_number() over (partition by talk order by n) as step, count(*) over (partition by talk) as steps
          from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality as y(id, talk, side, body, n)),
        t as (update bare_talk set last_seq = last_seq + x.steps from (select distinct talk, steps from x) x where bare_talk.id = x.talk
          returning bare_talk.id, last_seq - x.steps as before)
        insert into bare_message (id, talk, seq, side, body) select x.id, x.talk, t.before + x.step, side, body from x join t on t.id = x.talk
        returning id, seq`,
      values: [
        batch.map(({ said }) => said.id),
        batch.map(({ said }) => said.talk),
        batch.map(({ said }) => said.side),
        batch.map(({ said }) => said.body),
      ],
    })
    const seqOf = new Map(rows.map(({ id, seq }) => [id, seq]))
    for (const one of batch) tell(one, seqOf.get(one.said.id) ?? 0)
  }
  busy = false
}

async function storeAlone(one: Waiting): Promise<void> {
  const { id, talk, side, body } = one.said
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ seq: number }>(
      `select last_seq + 1 as seq from bare_talk where id = $1 for update`,
      [talk],
    )
    const seq = rows[0]?.seq ?? 1
    await client.query(`insert into bare_message (id, talk, seq, side, body) values ($1, $2, $3, $4, $5)`, [
      id,
      talk,
      seq,
      side,
      body,
    ])
    await client.query(`update bare_talk set last_seq = $2 where id = $1`, [talk, seq])
    await client.query(`insert into bare_event (talk, kind) values ($1, 'posted')`, [talk])
    await client.query('commit')
    tell(one, seq)
  } finally {
    client.release()
  }
}

answerParent({
  port: () => {
    const address = http.address()
    return typeof address === 'object' && address ? address.port : 0
  },
})
