import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getSatisfaction, type SatisfactionView } from '../../domain/reports/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type Person } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import { category } from '../../test/visitor.ts'
import { contextFor, transact } from '../platform/context.ts'
import { categoriseSurvey, inviteToRate, rateSubject } from '../surveys/actions.ts'
import { rollUp } from './rollup.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})
afterAll(() => app.close())

const system = () => contextFor(app.platform, { kind: 'system' })

type Part = { score?: number | null; by?: Person; group?: string; channel?: string; category?: string }

/** A service that was asked about, and what the customer said. */
async function asked({ score = null, by = people.xiaowang, group = people.groupA, ...part }: Part) {
  const { id, customerId } = await insertConversation(app, people, { state: 'wrap_up' })
  const subject = { type: 'conversation', id } as const
  const { channel = 'web_chat' } = part
  await transact(system(), (tx) =>
    inviteToRate(tx, { subject, customerId, staffId: by.id, groupId: group, channel, category: null, scale: 'five' }),
  )
  const rate = (given: number) => transact(system(), (tx) => rateSubject(tx, { subject, score: given, comment: '' }))
  if (score !== null) await rate(score)
  if (part.category) await transact(system(), (tx) => categoriseSurvey(tx, subject, part.category ?? ''))
  return rate
}

/** The log is stamped by the database; the answers by the movable clock. Here both are the same day. */
const day = (at = new Date()) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(at)
/** Until nothing waits: events are counted once every transaction that began before them is over, other tests' too. */
async function counted(): Promise<void> {
  await expect.poll(async () => (await rollUp(app.platform)).behind, { timeout: 20_000, interval: 20 }).toBe(false)
}
async function report(person: Person = people.li, more: object = {}): Promise<SatisfactionView> {
  await counted()
  return person.call(getSatisfaction, { from: day(), to: day(), ...more })
}

describe('the figures', () => {
  test('count invitations, answers, 4 and 5, low ones, and the sum of scores', async () => {
    for (const score of [5, 4, 3, 1, null]) await asked({ score })
    const { total, scores, overTime } = await report()
    expect(total).toEqual({ invited: 5, answered: 4, satisfied: 2, low: 2, total: 13 })
    expect(scores).toEqual([1, 0, 1, 1, 1])
    expect(overTime).toEqual([{ at: day(), ...total }])
  })

  test('a changed score counts once, as it is now', async () => {
    const change = await asked({ score: 1 })
    await change(5)
    const { total, scores } = await report()
    expect(total).toEqual({ invited: 1, answered: 1, satisfied: 1, low: 0, total: 5 })
    expect(scores).toEqual([0, 0, 0, 0, 1])
  })

  test('are cut by agent, group, channel and category, and each cut adds up to the whole', async () => {
    const stock = await category(app)
    await asked({ score: 5, category: stock })
    await asked({ score: 2, by: people.xiaoli, channel: 'phone' })
    await asked({ score: 4, by: people.zhang, group: people.groupB })
    const view = await report(people.boss)
    expect(view.agents.map(({ name, answered }) => [name, answered]).sort()).toEqual([
      ['小李', 1],
      ['小王', 1],
      ['张强', 1],
    ])
    expect(view.groups.map(({ name, total }) => [name, total]).sort()).toEqual([
      ['售前客服组', 7],
      ['售后客服组', 4],
    ])
    expect(view.channels.map(({ key, low }) => [key, low]).sort()).toEqual([
      ['phone', 1],
      ['web_chat', 0],
    ])
    expect(view.categories.map(({ key, name, answered }) => [key, name, answered])).toEqual([
      [null, '', 2],
      [stock, '库存', 1],
    ])
    for (const cut of [view.agents, view.groups, view.channels, view.categories, view.overTime])
      expect(cut.reduce((sum, { answered }) => sum + answered, 0)).toBe(view.total.answered)
  })

  test('equal the surveys themselves', async () => {
    for (const score of [5, 5, 4, 2, 1, null, null]) await asked({ score })
    const { total } = await report()
    const rows = await app.platform.db.selectFrom('survey').select(['score', 'low']).execute()
    const given = rows.flatMap(({ score }) => score ?? [])
    expect(total).toEqual({
      invited: rows.length,
      answered: given.length,
      satisfied: given.filter((score) => score >= 4).length,
      low: rows.filter(({ low }) => low).length,
      total: given.reduce((sum, score) => sum + score, 0),
    })
  })

  test('name the parts of a period in which nothing happened', async () => {
    await asked({ score: 5 })
    const weekAgo = day(new Date(Date.now() - 6 * 86_400_000))
    const { overTime } = await report(people.li, { from: weekAgo })
    expect(overTime).toHaveLength(7)
    expect(overTime.map(({ answered }) => answered)).toEqual([0, 0, 0, 0, 0, 0, 1])
    expect((await report(people.li, { from: weekAgo, grain: 'month' })).overTime.length).toBeLessThanOrEqual(2)
  })

  test('can be asked of one group, person or channel', async () => {
    await asked({ score: 5 })
    await asked({ score: 3, by: people.zhang, group: people.groupB, channel: 'phone' })
    const low = async (more: object) => (await report(people.boss, more)).total.low
    expect(await low({ groupId: people.groupA })).toBe(0)
    expect(await low({ groupId: people.groupB })).toBe(1)
    expect(await low({ staffId: people.xiaowang.id })).toBe(0)
    expect(await low({ channel: 'phone' })).toBe(1)
  })
})

describe('who reads what', () => {
  beforeEach(async () => {
    await asked({ score: 5 })
    await asked({ score: 2, by: people.xiaoli })
    await asked({ score: 1, by: people.zhang, group: people.groupB })
  })

  test('an agent the own ones, seniors and supervisors the group’s, management all', async () => {
    const answered = async (person: Person) => (await report(person)).total.answered
    expect(await answered(people.xiaowang)).toBe(1)
    expect(await answered(people.zhang)).toBe(1)
    expect(await answered(people.chen)).toBe(2)
    expect(await answered(people.li)).toBe(2)
    expect(await answered(people.boss)).toBe(3)
    expect((await report(people.xiaowang)).agents.map(({ name }) => name)).toEqual(['小王'])
    expect((await report(people.xiaowang)).scores).toEqual([0, 0, 0, 0, 1])
  })

  test('asking for somebody else’s shows nothing of them', async () => {
    const foreign = await report(people.xiaowang, { staffId: people.zhang.id })
    expect(foreign.total.invited).toBe(0)
    expect((await report(people.li, { groupId: people.groupB })).categories).toEqual([])
  })

  test('others are refused', async () => {
    for (const person of [people.admin, people.officer, people.qin, people.he])
      expect(await person.refusal(getSatisfaction, { from: day(), to: day() })).toBe('not_allowed')
  })
})

test.each([
  ['2026-03-02', '2026-03-01'],
  ['2024-01-01', '2026-01-01'],
  ['2026-02-30', '2026-03-01'],
  ['yesterday', '2026-03-01'],
])('a period from %s to %s is refused', async (from, to) => {
  expect(await people.li.refusal(getSatisfaction, { from, to })).toBe('invalid_input')
})
