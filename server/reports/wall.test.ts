import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clockSeconds } from '../../domain/clocks/kinds.ts'
import { setPresence } from '../../domain/identity/contract.ts'
import { getWall } from '../../domain/reports/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import type { Hint } from '../platform/live/hints.ts'
import { rollUp } from './rollup.ts'

let app: TestApp
let people: Cast
let hints = 0

beforeAll(async () => {
  app = await startTestApp()
  // Noon in Shanghai: no test runs over midnight.
  const hour = 3600
  const sinceNoon = Math.floor(app.clock.now().getTime() / 1000 + 8 * hour - 12 * hour) % (24 * hour)
  app.clock.advance(24 * hour - sinceNoon)
  app.platform.hints.subscribe(({ topic }: Hint) => void (topic === 'wall' && hints++))
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  // The wall of the last test is a second old at most.
  app.clock.advance(2)
})
afterAll(() => app.close())

async function startClock(subjectId: string, kind: keyof typeof clockSeconds, dueInSeconds: number) {
  const now = app.clock.now().getTime()
  const dueAt = new Date(now + dueInSeconds * 1000)
  const startedAt = new Date(dueAt.getTime() - clockSeconds[kind] * 1000)
  const id = app.clock.newId()
  const row = { id, subjectType: 'conversation', subjectId, kind, state: 'running', startedAt, dueAt }
  await app.platform.db.insertInto('clock').values(row).execute()
}

async function log(groupId: string, events: [kind: string, payload: object][]) {
  const rows = events.map(([kind, payload]) => ({
    subjectType: 'conversation',
    subjectId: app.clock.newId(),
    kind,
    actorType: 'system',
    at: app.clock.now(),
    payload: JSON.stringify({ channel: 'web_chat', groupId, ...payload }),
  }))
  await app.platform.db.insertInto('event').values(rows).execute()
  for (let behind = true; behind; ) behind = (await rollUp(app.platform)).behind
  app.clock.advance(2)
}

const figureOf = (wall: Awaited<ReturnType<typeof wallOf>>, key: string) =>
  wall.figures.find(({ figure }) => figure === key)
const wallOf = (who: 'li' | 'boss') => people[who].call(getWall)

describe('who sees the wall', () => {
  test('supervisors and management; nobody else', async () => {
    for (const who of ['xiaowang', 'chen', 'he', 'qin', 'admin', 'officer'] as const)
      expect(await people[who].refusal(getWall)).toBe('not_allowed')
    expect((await wallOf('li')).queue).toHaveLength(1)
    expect((await wallOf('boss')).queue).toHaveLength(2)
  })

  test('a supervisor sees the own groups by name, management all of them masked', async () => {
    const { groupA, groupB, xiaowang, zhang } = people
    const mine = await insertConversation(app, people, {
      groupId: groupA,
      assigneeId: xiaowang.id,
      customer: '欧阳小明',
    })
    const other = await insertConversation(app, people, { groupId: groupB, assigneeId: zhang.id, customer: 'Ann Lee' })
    await startClock(mine.id, 'turn_response', 30)
    await startClock(other.id, 'agent_greet', 10)
    app.clock.advance(2)
    const [li, boss] = [await wallOf('li'), await wallOf('boss')]
    expect(li.limits.map(({ customerName }) => customerName)).toEqual(['欧阳小明'])
    expect(boss.limits.map(({ customerName }) => customerName)).toEqual(['A** L**', '欧**明'])
    expect(li.agents.map(({ staff }) => staff.name)).not.toContain('张强')
    expect(boss.agents.map(({ staff }) => staff.name)).toContain('张强')
    expect(li.open).toMatchObject({ active: 1 })
    expect(boss.open).toMatchObject({ active: 2 })
  })
})

describe('what stands on the wall', () => {
  test('the queue with its longest wait, without messages that were left', async () => {
    await insertConversation(app, people, { state: 'queued', queuedSecondsAgo: 90 })
    await insertConversation(app, people, { state: 'queued', queuedSecondsAgo: 20 })
    await insertConversation(app, people, { state: 'queued', queuedSecondsAgo: 9000, leftMessage: true })
    const { queue, at } = await wallOf('li')
    expect(queue).toMatchObject([{ groupId: people.groupA, groupName: '售前客服组', length: 2 }])
    const waited = (Date.parse(at) - Date.parse(queue[0]?.longestWaitSince ?? '')) / 1000
    expect(waited).toBeGreaterThanOrEqual(90)
    expect(waited).toBeLessThan(100)
  })

  test('limits of open conversations, nearest first, passed ones before them', async () => {
    const { xiaowang } = people
    const near = await insertConversation(app, people, { assigneeId: xiaowang.id })
    const passed = await insertConversation(app, people, { assigneeId: xiaowang.id })
    const ended = await insertConversation(app, people, { state: 'closed' })
    await startClock(near.id, 'turn_response', 40)
    await startClock(near.id, 'customer_idle', 1)
    await startClock(passed.id, 'agent_greet', -5)
    await startClock(ended.id, 'turn_response', 1)
    await startClock((await insertConversation(app, people, { state: 'queued' })).id, 'queue_limit', 1500)
    app.clock.advance(2)
    const { limits } = await wallOf('li')
    expect(limits.map(({ conversationId, kind, breached }) => [conversationId, kind, breached])).toEqual([
      [passed.id, 'agent_greet', true],
      [near.id, 'turn_response', false],
    ])
    expect(limits[0]?.assignee).toMatchObject({ name: '小王', staffNo: xiaowang.staffNo })
  })

  test('agents by state and load', async () => {
    const { xiaowang } = people
    await xiaowang.call(setPresence, { state: 'away', reason: 'meal' })
    await insertConversation(app, people, { assigneeId: xiaowang.id })
    app.clock.advance(2)
    const agent = (await wallOf('li')).agents.find(({ staff }) => staff.id === xiaowang.id)
    expect(agent).toMatchObject({ state: 'away', reason: 'meal', load: 1, capacity: 5 })
  })

  test('today’s figures, from the roll-up, each group its own', async () => {
    const { groupA, groupB, xiaowang } = people
    const staffId = xiaowang.id
    expect(figureOf(await wallOf('li'), 'frt_median')).toMatchObject({ value: null, n: 0 })
    await log(groupA, [
      ['conversation.started', { welcomeMs: 500 }],
      ['conversation.started', { welcomeMs: 10_500 }],
      ['conversation.accepted', { waitMs: 12_000, firstLeg: true, staffId }],
      ['conversation.accepted', { waitMs: 90_000, firstLeg: false, staffId }],
      ['conversation.greeted', { delayMs: 20_000, inTime: true, frtMs: 32_000, staffId }],
      ['conversation.greeted', { delayMs: 40_000, inTime: false, frtMs: 60_000, staffId }],
      ['conversation.abandoned', { waitMs: 3000 }],
      ['conversation.abandoned', { waitMs: 60_000 }],
      ['conversation.ended', { handleMs: 400_000, staffId }],
      ['survey.answered', { score: 4, previous: null, staffId }],
      ['ticket.created', { staffId }],
      ['ticket.created', { staffId }],
      ['ticket.replied', { response: { ms: 60_000, inTime: true }, staffId }],
      ['ticket.breached', { clock: 'resolution', staffId }],
      ['ticket.resolved', { outcome: { ms: 90_000, inTime: false }, staffId }],
      ['ticket.resolved', { outcome: { ms: 90_000, inTime: true }, staffId }],
    ])
    await log(groupB, [['survey.answered', { score: 1, previous: null }]])
    const wall = await wallOf('li')
    expect(wall.figures.map(({ figure, value, n }) => [figure, value, n])).toEqual([
      ['welcome_in_time', 0.5, 2],
      ['greeting_in_time', 0.5, 2],
      ['frt_median', 46, 2],
      ['asa', 12, 1],
      ['csat_mean', 4, 1],
      ['abandonment', 0.5, 2],
      ['ticket_response', 1, 1],
      ['ticket_result', 0.5, 2],
    ])
    expect(wall.open).toMatchObject({ handledToday: 1, ticketsCreated: 2, ticketsResolved: 2 })
    expect(figureOf(await wallOf('boss'), 'csat_mean')).toMatchObject({ value: 2.5, n: 2 })
  })

  test('a trend with one value for each hour since midnight in the centre’s time zone', async () => {
    await log(people.groupA, [['survey.answered', { score: 4, previous: null }]])
    const { figures, at } = await wallOf('li')
    const hour = Number(
      new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Asia/Shanghai' }).format(
        new Date(at),
      ),
    )
    const trend = figures.find(({ figure }) => figure === 'csat_mean')?.trend
    expect(trend).toHaveLength(hour + 1)
    expect(trend?.at(-1)).toBe(4)
    expect(trend?.slice(0, -1).every((value) => value === null)).toBe(true)
  })
})

test('whoever looks within a second gets the same reading', async () => {
  const [one, other] = await Promise.all([wallOf('li'), wallOf('li')])
  expect(other.at).toBe(one.at)
})

test('a commit that matters to the wall is hinted at within seconds', async () => {
  await app.reports.idle()
  const before = hints
  await people.xiaowang.call(setPresence, { state: 'busy' })
  await expect.poll(() => hints, { timeout: 4000 }).toBeGreaterThan(before)
})
