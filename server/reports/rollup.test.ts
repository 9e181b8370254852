import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countedFigures, noTallies, satisfiedScore, type Tallies } from '../../domain/reports/tally.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { rollUp } from './rollup.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
  // The tests count by themselves.
  await app.reports.stop()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})
afterAll(() => app.close())

type Logged = { kind: string; payload: Record<string, unknown>; at?: string }

async function log(...events: Logged[]): Promise<void> {
  const rows = events.map(({ kind, payload, at }) => ({
    subjectType: 'conversation',
    subjectId: app.clock.newId(),
    kind,
    actorType: 'system',
    payload: JSON.stringify({ channel: 'web_chat', ...payload }),
    ...(at && { at: new Date(at) }),
  }))
  await app.platform.db.insertInto('event').values(rows).execute()
}

/** Counts until nothing is left; transactions of the other test files on this server may hold a round up. */
async function countAll(size?: number): Promise<void> {
  for (let round = await rollUp(app.platform, size); round.behind; ) round = await rollUp(app.platform, size)
}

type Row = { hour: string; figure: string; n: number; good: number; total: number; samples: number[] }
async function counted(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select to_char(hour at time zone 'UTC', 'MM-DD HH24:MI') as hour, figure, n, good, total, samples
    from rollup_hour order by hour, figure, staff_id`.execute(app.platform.db)
  return rows
}

const served = (seed: number): Logged[] => {
  const { groupA: groupId, xiaowang, xiaoli } = people
  const who = { groupId, staffId: seed % 2 ? xiaowang.id : xiaoli.id }
  const at = `2026-03-05T0${1 + (seed % 3)}:${10 + (seed % 40)}:00Z`
  return [
    { kind: 'conversation.started', payload: { welcomeMs: 200 * seed, groupId }, at },
    { kind: 'conversation.accepted', payload: { waitMs: 1000 * seed, firstLeg: seed % 5 !== 0, ...who }, at },
    {
      kind: 'conversation.greeted',
      payload: { delayMs: 900 * seed, inTime: 900 * seed <= 30_000, frtMs: 1900 * seed, ...who },
      at,
    },
    { kind: 'conversation.turn_answered', payload: { ms: 700 * seed, inTime: true, ...who }, at },
    { kind: 'conversation.ended', payload: { reason: 'agent', handleMs: 5000 * seed, ...who }, at },
    { kind: 'conversation.closed', payload: { wrapMs: 400 * seed, resolved: true, ...who }, at },
    { kind: 'conversation.abandoned', payload: { waitMs: 300 * seed, groupId }, at },
    { kind: 'survey.invited', payload: { scale: 'five', ...who }, at },
    { kind: 'survey.answered', payload: { score: 1 + (seed % 5), previous: null, ...who }, at },
  ]
}

/** The same figures straight from the log, one event after the other. */
function direct(events: Logged[]): Tallies {
  const tallies = noTallies()
  const add = (figure: keyof Tallies, value: unknown, isGood = false, isSampled = false) => {
    if (typeof value !== 'number') return
    const { n, good, total, samples } = tallies[figure]
    const more = isSampled ? [...samples, value] : samples
    tallies[figure] = { n: n + 1, good: good + (isGood ? 1 : 0), total: total + value, samples: more }
  }
  for (const { kind, payload } of events) {
    const { welcomeMs, waitMs, delayMs, frtMs, ms, handleMs, wrapMs, score, firstLeg, inTime } = payload as Record<
      string,
      number
    >
    if (kind === 'conversation.started') add('welcome', welcomeMs, Number(welcomeMs) <= 10_000)
    if (kind === 'conversation.accepted' && firstLeg) add('wait', waitMs, Number(waitMs) <= 20_000, true)
    if (kind === 'conversation.greeted') add('greeting', delayMs, Boolean(inTime))
    if (kind === 'conversation.greeted') add('frt', frtMs, false, true)
    if (kind === 'conversation.turn_answered') add('turn', ms, true)
    if (kind === 'conversation.ended') add('handle', handleMs)
    if (kind === 'conversation.closed') add('wrap', wrapMs)
    if (kind === 'conversation.abandoned') add('abandoned', waitMs, Number(waitMs) <= 5000)
    if (kind === 'survey.invited') add('invited', 0)
    if (kind === 'survey.answered') add('csat', score, Number(score) >= satisfiedScore)
  }
  return tallies
}

async function rolledUp(): Promise<Tallies> {
  const tallies = noTallies()
  for (const { figure, n, good, total, samples } of await counted()) {
    const sum = tallies[figure as keyof Tallies]
    tallies[figure as keyof Tallies] = {
      n: sum.n + n,
      good: sum.good + good,
      total: sum.total + total,
      samples: [...sum.samples, ...samples],
    }
  }
  return tallies
}

const sorted = (tallies: Tallies) =>
  countedFigures.map((figure) => [
    figure,
    { ...tallies[figure], samples: [...tallies[figure].samples].sort((a, b) => a - b) },
  ])

describe('the roll-up', () => {
  test('counts what the log says, in whatever portions it comes', async () => {
    const events = Array.from({ length: 60 }, (_, seed) => served(seed + 1)).flat()
    await log(...events.slice(0, 100))
    await countAll()
    for (let from = 100; from < events.length; from += 70) await log(...events.slice(from, from + 70))
    await countAll(50)
    expect(sorted(await rolledUp())).toEqual(sorted(direct(events)))
  })

  test('run twice changes nothing', async () => {
    await log(...served(3))
    await countAll()
    const before = await counted()
    await countAll()
    await Promise.all([rollUp(app.platform), rollUp(app.platform), rollUp(app.platform)])
    expect(await counted()).toEqual(before)
  })

  test('puts an event that arrives late into the hour in which it happened', async () => {
    const { groupA: groupId } = people
    await log({ kind: 'conversation.started', payload: { welcomeMs: 100, groupId }, at: '2026-03-05T10:59:59Z' })
    await log({ kind: 'conversation.started', payload: { welcomeMs: 100, groupId }, at: '2026-03-05T11:00:00Z' })
    await countAll()
    await log({ kind: 'conversation.started', payload: { welcomeMs: 12_000, groupId }, at: '2026-03-05T10:30:00Z' })
    await countAll()
    expect(await counted()).toEqual([
      { hour: '03-05 10:00', figure: 'welcome', n: 2, good: 1, total: 12_100, samples: [] },
      { hour: '03-05 11:00', figure: 'welcome', n: 1, good: 1, total: 100, samples: [] },
    ])
  })

  test('misses nothing of a transaction that commits after a later one', async () => {
    const slow = await app.platform.db.startTransaction().execute()
    await sql`insert into event (subject_type, subject_id, kind, actor_type, payload)
      values ('conversation', gen_random_uuid(), 'survey.invited', 'system', '{}')`.execute(slow)
    await log({ kind: 'survey.invited', payload: {} })
    expect(await rollUp(app.platform)).toMatchObject({ behind: true })
    await slow.commit().execute()
    await countAll()
    expect((await rolledUp()).invited.n).toBe(2)
  })

  test('replaces a changed score in the hour of the first answer', async () => {
    const { groupA: groupId, xiaowang } = people
    const who = { groupId, staffId: xiaowang.id, answeredAt: '2026-03-05T10:20:00Z' }
    await log({ kind: 'survey.answered', payload: { score: 2, previous: null, ...who }, at: '2026-03-05T10:20:00Z' })
    await log({ kind: 'survey.answered', payload: { score: 5, previous: 2, ...who }, at: '2026-03-05T15:00:00Z' })
    await countAll()
    expect(await counted()).toEqual([{ hour: '03-05 10:00', figure: 'csat', n: 1, good: 1, total: 5, samples: [] }])
  })

  test('counts a negative duration as an error of the data, a missing one not at all', async () => {
    await log({ kind: 'conversation.greeted', payload: { delayMs: -1, inTime: true, frtMs: null } })
    await log({ kind: 'conversation.ended', payload: { handleMs: 'odd', groupId: 'no id' } })
    await log({ kind: 'conversation.accepted', payload: { waitMs: 86_400_000, firstLeg: true, leftMessage: true } })
    await countAll()
    expect((await counted()).map(({ figure, n }) => [figure, n])).toEqual([['error', 1]])
  })

  test('counts tickets, and each limit as met in time or as breached', async () => {
    const met = { ms: 600_000, inTime: true }
    await log(
      { kind: 'ticket.created', payload: {} },
      { kind: 'ticket.replied', payload: { isFirst: true, response: met } },
      { kind: 'ticket.replied', payload: {} },
      { kind: 'ticket.breached', payload: { clock: 'resolution' } },
      { kind: 'ticket.resolved', payload: { outcome: { ms: 7_200_000, inTime: false } } },
      { kind: 'ticket.disputed', payload: {} },
      { kind: 'ticket.reopened', payload: {} },
    )
    await countAll()
    const { ticket_created, ticket_resolved, ticket_reopened, ...limits } = await rolledUp()
    expect([ticket_created.n, ticket_resolved.n, ticket_resolved.total, ticket_reopened.n]).toEqual([
      1, 1, 7_200_000, 2,
    ])
    expect([limits.response_met.n, limits.response_met.total, limits.response_breached.n]).toEqual([1, 600_000, 0])
    expect([limits.result_met.n, limits.result_breached.n]).toEqual([0, 1])
  })

  test('begins anew after a backup was restored into another cluster', async () => {
    await log(...served(3), ...served(4))
    await countAll()
    const before = await counted()
    await sql`update rollup_cursor set cluster = 'the old one', horizon = '99999999'`.execute(app.platform.db)
    await log(...served(6))
    await countAll(4)
    expect(sorted(await rolledUp())).toEqual(sorted(direct([...served(3), ...served(4), ...served(6)])))
    expect(await counted()).not.toEqual(before)
  })

  test('a restored log whose transactions lie in the future is counted once', async () => {
    await log(...served(3))
    const { db } = app.platform
    await sql`alter table event disable trigger event_append_only`.execute(db)
    await sql`update event set tx = (pg_current_xact_id()::text::bigint + 1000000)::text::xid8`.execute(db)
    await sql`alter table event enable trigger event_append_only`.execute(db)
    await countAll()
    await log(...served(4))
    await countAll()
    expect(sorted(await rolledUp())).toEqual(sorted(direct([...served(3), ...served(4)])))
  })

  test('keeps up with thousands of events a second', async () => {
    const events = Array.from({ length: 1000 }, (_, seed) => served((seed % 50) + 1)).flat()
    for (let from = 0; from < events.length; from += 3000) await log(...events.slice(from, from + 3000))
    const started = performance.now()
    await countAll()
    const perSecond = events.length / ((performance.now() - started) / 1000)
    expect((await rolledUp()).welcome.n).toBe(1000)
    expect(perSecond).toBeGreaterThan(2000)
  })
})
