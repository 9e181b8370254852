import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ClientFrame, ServerFrame } from '../../domain/live/frames.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { cast } from '../../test/cast.ts'
import { type Caller, type CallerName, callerNames, callers } from '../world/callers.ts'
import {
  absentRelations,
  insertSubjects,
  type Subject,
  staffRelations,
  visitorRelations,
} from '../world/conversations.ts'
import { openSocket } from '../world/socket.ts'
import { clientFrames, serverFrames } from '../world/surface.ts'
import { type GoldenRow, golden, table } from './golden.ts'

type Attempt = (conversation: string) => ClientFrame
/** Every frame a client may send; those about a conversation are tried in every relation. */
const cells: Record<ClientFrame['type'], Attempt | 'hello'> = {
  hello: 'hello',
  watch: (conversation) => ({ type: 'watch', conversation }),
  unwatch: (conversation) => ({ type: 'unwatch', conversation }),
  typing: (conversation) => ({ type: 'typing', conversation, on: true }),
  marks: (conversation) => ({ type: 'marks', conversation, read: 2 }),
  watch_wall: () => ({ type: 'watch_wall' }),
  unwatch_wall: () => ({ type: 'unwatch_wall' }),
  page: () => ({ type: 'page', url: 'https://shop.test/', title: 'matrix' }),
  order: () => ({ type: 'order', orderNo: 'A-7' }),
  ping: () => ({ type: 'ping' }),
}
const aboutOne = new Set<string>(['watch', 'unwatch', 'typing', 'marks'])
const names = callerNames.filter((name) => name !== 'nobody' && name !== 'former' && name !== 'locked')
const relations = [...staffRelations, ...visitorRelations, ...absentRelations.filter((one) => one !== 'malformed id')]

/** What customers' windows may hear at all. */
const forVisitors = [
  'beat',
  'error',
  'marks',
  'message',
  'my_tickets',
  'open',
  'pong',
  'reconnect',
  'signed_out',
  'talk',
  'typing',
  'welcome',
]
const forStaffAlone = [
  'conversation',
  'gone',
  'notice',
  'notices',
  'presence',
  'progress',
  'resync',
  'ticket',
  'ticket_gone',
  'viewers',
  'visitor',
  'wall',
]

let app: TestApp
let who: Record<CallerName, Caller>
let heardByVisitors: Set<string>
const subjects = new Map<string, Subject>()

beforeAll(async () => {
  app = await startTestApp()
  const people = await cast(app)
  who = await callers(app, people)
  const wanted = names.flatMap((name) =>
    [...staffRelations, ...visitorRelations].map((relation) => ({ relation, caller: who[name] })),
  )
  const made = await insertSubjects(app, people, wanted)
  for (const [index, { relation, caller }] of wanted.entries())
    subjects.set(`${caller.name}/${relation}`, made[index] as Subject)
  heardByVisitors = new Set()
}, 60_000)
afterAll(() => app.close())

test('every frame of the protocol has its row', () => {
  expect(Object.keys(cells).sort()).toEqual(clientFrames())
  expect([...forVisitors, ...forStaffAlone].sort()).toEqual(serverFrames())
})

test('who may send what about which conversation stands in the golden file', { timeout: 120_000 }, async () => {
  const parts: string[] = []
  for (const [type, attempt] of Object.entries(cells)) {
    if (attempt === 'hello') continue
    parts.push(`## ${type}`, table(names, await rowsOf(type, attempt)), '')
  }
  const { expected, actual } = golden('live.md', `${head}\n${parts.join('\n')}`)
  expect(actual).toBe(expected)
  expect([...heardByVisitors].filter((type) => !forVisitors.includes(type))).toEqual([])
})

const head = `# Who may send what on the live line

Made by \`security/matrix/live.test.ts\` (\`UPDATE_GOLDEN=1\` writes it anew). \`yes\` = it took effect; \`not_found\` and \`not_allowed\` = the
error frame that came back; \`-\` = nothing happened and nothing was said. \`hello\` signs in by session or token and is tried by
\`security/fuzz/frames.test.ts\`, together with everything that is no frame.
`

async function rowsOf(type: string, attempt: Attempt): Promise<GoldenRow[]> {
  const rows = (aboutOne.has(type) ? relations : ['any']).map((relation) => ({
    thing: type,
    relation,
    decisions: [] as string[],
  }))
  for (const name of names) {
    const caller = who[name]
    const hello =
      caller.kind === 'visitor'
        ? { type: 'hello' as const, as: 'visitor' as const, token: caller.token }
        : { type: 'hello' as const, as: 'staff' as const }
    const socket = await openSocket(app, {
      headers: caller.headers,
      hello: hello as Extract<ClientFrame, { type: 'hello' }>,
    })
    for (const row of rows) {
      const id = subjects.get(`${name}/${row.relation}`)?.id ?? app.clock.newId()
      const before = socket.frames.length
      socket.send(attempt(id))
      await socket.settled()
      row.decisions.push(await decisionOf({ type, id, caller }, socket.frames.slice(before)))
    }
    if (caller.kind === 'visitor') for (const frame of socket.frames) heardByVisitors.add(frame.type)
    await socket.close()
  }
  return rows
}

type Sent = { type: string; id: string; caller: Caller }

async function decisionOf({ type, id, caller }: Sent, frames: readonly ServerFrame[]): Promise<string> {
  const error = frames.find((frame) => frame.type === 'error')
  if (error) return error.code
  if (type === 'watch')
    return frames.some((frame) => frame.type === 'viewers' && frame.conversation === id) ? 'yes' : '-'
  if (type === 'watch_wall') return frames.some((frame) => frame.type === 'wall') ? 'yes' : '-'
  if (type === 'marks') return (await marked(id, caller)) ? 'yes' : '-'
  if (type === 'order') return (await orderNoted(caller)) ? 'yes' : '-'
  if (type === 'page') return (await pageNoted(caller)) ? 'yes' : '-'
  // Nothing comes back to the sender: no error means that it was passed on.
  return type === 'typing' || type === 'ping' ? 'yes' : '-'
}

async function marked(id: string, caller: Caller): Promise<boolean> {
  const row = await app.platform.db
    .selectFrom('conversation')
    .select(['agentRead', 'customerRead'])
    .where('id', '=', id)
    .executeTakeFirst()
  return (caller.kind === 'visitor' ? row?.customerRead : row?.agentRead) === 2
}

async function pageNoted(caller: Caller): Promise<boolean> {
  const row = await app.platform.db
    .selectFrom('visitor')
    .select('pageTitle')
    .where('id', '=', caller.id)
    .executeTakeFirst()
  return row?.pageTitle === 'matrix'
}

async function orderNoted(caller: Caller): Promise<boolean> {
  const row = await app.platform.db
    .selectFrom('conversation')
    .select('id')
    .where('orderNo', '=', 'A-7')
    .where('visitorId', '=', caller.id)
    .executeTakeFirst()
  return row !== undefined
}
