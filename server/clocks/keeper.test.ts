import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { clockSeconds } from '../../domain/clocks/kinds.ts'
import * as desk from '../../domain/conversations/contract.ts'
import { visitorTalk } from '../../domain/conversations/widget-contract.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { atDesk } from '../../test/live.ts'
import { type Guest, guest, reply, servedBy } from '../../test/visitor.ts'
import { clockEffects, subjectHolds } from '../effects.ts'
import { contextFor, transact } from '../platform/context.ts'
import { cancelClocks, startClock, stopClocks } from './actions.ts'
import { type Keeper, startKeeper } from './keeper.ts'
import type { ClockEffects } from './queries.ts'

const app = await startTestApp()
// A second node on the same database.
const other: Keeper = startKeeper(app.platform, { effects: clockEffects, holds: subjectHolds, time: app.clock })
afterAll(async () => {
  await other.stop()
  await app.close()
})
let people: Cast
let customer: Guest & { talk: string }
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
})

async function pass(seconds: number): Promise<void> {
  app.clock.advance(seconds)
  await Promise.all([app.keeper.runDue(), other.runDue()])
}
const clocks = (kind: string) =>
  app.platform.db
    .selectFrom('clock')
    .select(['state', 'stoppedAt'])
    .where('subjectId', '=', customer.talk)
    .where('kind', '=', kind)
    .orderBy('startedAt')
    .execute()
const states = async (kind: string) => (await clocks(kind)).map((clock) => clock.state)
const events = async (kind: string) => {
  const { db } = app.platform
  const rows = await db
    .selectFrom('event')
    .select('payload')
    .where('subjectId', '=', customer.talk)
    .where('kind', '=', kind)
    .execute()
  return rows.map((row) => row.payload as Record<string, unknown>)
}
const talk = async () => (await customer.call(visitorTalk, { id: customer.talk })).talk

describe('the greeting (SOP 000 二(一): 30 s)', () => {
  test('in time is met', async () => {
    await reply(app, people.xiaowang, customer.talk)
    expect(await states('agent_greet')).toEqual(['met'])
    const [greeted] = await events('conversation.greeted')
    expect(greeted).toMatchObject({ inTime: true, staffId: people.xiaowang.id, channel: 'web_chat' })
  })

  test('too late is breached once, by whichever keeper, and met late with the answer', async () => {
    const live = await atDesk(app, people.xiaowang)
    await pass(clockSeconds.agent_greet + 1)
    await pass(1)
    expect(await states('agent_greet')).toEqual(['breached'])
    expect(await events('conversation.greet_breached')).toHaveLength(1)
    expect((await live.frame('notice')).notice.kind).toBe('greet_breached')
    await reply(app, people.xiaowang, customer.talk)
    expect(await states('agent_greet')).toEqual(['met_late'])
    expect((await events('conversation.greeted'))[0]).toMatchObject({ inTime: false })
  })

  test('that an agent owed does not burden the next one after a transfer', async () => {
    await pass(clockSeconds.agent_greet + 1)
    const live = await atDesk(app, people.xiaoli)
    const handOver = { id: customer.talk, toStaffId: people.xiaoli.id, reason: '请接手' }
    await people.xiaowang.call(desk.transferConversation, handOver)
    await people.xiaoli.call(desk.acceptConversation, { id: customer.talk })
    expect((await clocks('agent_greet')).map((clock) => [clock.state, clock.stoppedAt !== null])).toEqual([
      ['breached', true],
      ['running', false],
    ])
    const view = await live.until(() => live.conversations.get(customer.talk)?.state === 'active' && live)
    expect(view.conversations.get(customer.talk)?.clocks.map((clock) => clock.kind)).toEqual(['agent_greet'])
    await reply(app, people.xiaoli, customer.talk)
    const [greeted] = await events('conversation.greeted')
    expect(greeted).toMatchObject({ inTime: true, staffId: people.xiaoli.id })
    expect(Number(greeted?.delayMs)).toBeLessThan(10_000)
  })
})

describe('a turn (domain/model 2.3: 60 s)', () => {
  beforeEach(() => reply(app, people.xiaowang, customer.talk))

  test('answered in time is met; several messages in a row are one turn', async () => {
    await customer.say(customer.talk, '在吗')
    await pass(20)
    await customer.say(customer.talk, '在吗？')
    await reply(app, people.xiaowang, customer.talk)
    expect(await states('turn_response')).toEqual(['met'])
    const [answered] = await events('conversation.turn_answered')
    expect(answered).toMatchObject({ inTime: true })
    expect(Number(answered?.ms)).toBeGreaterThanOrEqual(20_000)
  })

  test('left too long is breached once and then met late', async () => {
    await customer.say(customer.talk, '在吗')
    await pass(clockSeconds.turn_response + 1)
    await pass(60)
    expect(await events('conversation.turn_breached')).toHaveLength(1)
    await reply(app, people.xiaowang, customer.talk)
    expect(await states('turn_response')).toEqual(['met_late'])
  })

  test('of an ended talk runs no more', async () => {
    await customer.say(customer.talk, '再见')
    await people.xiaowang.call(desk.endConversation, { id: customer.talk })
    await pass(clockSeconds.turn_response + 1)
    expect(await states('turn_response')).toEqual(['cancelled'])
    expect(await events('conversation.turn_breached')).toEqual([])
  })
})

describe('a customer who falls silent (the site’s 30 min)', () => {
  beforeEach(() => reply(app, people.xiaowang, customer.talk))

  test('is warned, and after 2 minutes the talk ends and asks for a rating', async () => {
    await pass(30 * 60 + 1)
    expect(await talk()).toMatchObject({ state: 'waiting' })
    await pass(clockSeconds.customer_idle_close + 1)
    expect(await talk()).toMatchObject({ state: 'wrap_up', survey: { score: null } })
    const lines = (await customer.get(`/api/widget/conversations/${customer.talk}/messages`)).body.items
    expect(lines.map((line: { system: { key: string } | null }) => line.system?.key).filter(Boolean)).toEqual([
      'welcome',
      'accepted',
      'idle_warned',
      'ended_idle',
    ])
  })

  test('and speaks again after the warning goes on', async () => {
    await pass(30 * 60 + 1)
    await customer.say(customer.talk, '我在')
    await pass(clockSeconds.customer_idle_close + 1)
    expect((await talk()).state).toBe('active')
  })

  test('is not warned while the agent owes the answer', async () => {
    await customer.say(customer.talk, '在等您')
    await pass(30 * 60 + 1)
    expect((await talk()).state).toBe('active')
  })
})

test('who waits 30 minutes in a served queue has given up, and may come back within the day', async () => {
  await atDesk(app, people.xiaoli)
  const waiting = await guest(app, people)
  const { id } = await waiting.start()
  await pass(clockSeconds.queue_limit + 1)
  expect((await waiting.call(visitorTalk, { id })).talk.state).toBe('abandoned')
  await waiting.say(id, '还在吗')
  expect((await waiting.call(visitorTalk, { id })).talk.state).toBe('queued')
})

describe('the keeper', () => {
  const system = () => contextFor(app.platform, { kind: 'system' })
  const subject = () => ({ type: 'conversation', id: customer.talk })
  const start = (seconds: number) =>
    transact(system(), (tx) => startClock(tx, { subject: subject(), kind: 'wrap_up', seconds }))
  const rows = () => states('wrap_up')

  test('runs one clock of a kind per subject: a new start replaces the running one (model 2.6, 4)', async () => {
    await Promise.all([start(10), start(20), start(30)])
    expect(await rows()).toEqual(['running'])
  })

  test('knows met, met late, cancelled, and a breach that is over', async () => {
    const stop = () => transact(system(), (tx) => stopClocks(tx, customer.talk, ['wrap_up']))
    const cancel = () => transact(system(), (tx) => cancelClocks(tx, customer.talk, ['wrap_up']))
    await start(100)
    await stop()
    await start(100)
    await cancel()
    await start(1)
    await pass(2)
    await stop()
    await start(1)
    await pass(2)
    await cancel()
    expect((await rows()).sort()).toEqual(['breached', 'cancelled', 'met', 'met_late'])
    expect((await clocks('wrap_up')).every((clock) => clock.stoppedAt !== null)).toBe(true)
  })

  test('fires 200 due clocks once each, with two keepers at work', async () => {
    const ids = Array.from({ length: 200 }, () => app.clock.newId())
    await transact(system(), async (tx) => {
      for (const id of ids) await startClock(tx, { subject: { type: 'test', id }, kind: 'wrap_up', seconds: 5 })
    })
    await pass(6)
    const { db } = app.platform
    const fired = await db.selectFrom('event').select('subjectId').where('kind', '=', 'clock.fired').execute()
    const mine = fired.map((row) => row.subjectId).filter((id) => ids.includes(id))
    expect(mine).toHaveLength(200)
    expect(new Set(mine).size).toBe(200)
  })

  test('tries a clock again whose effect failed, and lets it block nobody', async () => {
    await Promise.all([app.keeper.stop(), other.stop()])
    const [bad, good] = [app.clock.newId(), app.clock.newId()]
    await transact(system(), async (tx) => {
      for (const id of [bad, good]) await startClock(tx, { subject: { type: 'test', id }, kind: 'wrap_up', seconds: 5 })
    })
    const ran: string[] = []
    let broken = true
    const effects: ClockEffects = {
      wrap_up: async (_tx, clock) => {
        if (broken && clock.subjectId === bad) throw new Error('broken')
        ran.push(clock.subjectId)
      },
    }
    const third = startKeeper(app.platform, { effects, time: { sync: () => {} } })
    app.clock.advance(6)
    await third.runDue()
    expect(ran).toEqual([good])
    broken = false
    app.clock.advance(6)
    await third.runDue()
    await third.stop()
    expect(ran).toEqual([good, bad])
  })
})
