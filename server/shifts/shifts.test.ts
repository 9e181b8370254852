import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as shifts from '../../domain/shifts/contract.ts'
import { addDays, mondayOf } from '../../domain/shifts/times.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type PartName } from '../../test/cast.ts'
import { contextFor } from '../platform/context.ts'
import { localDay } from './queries.ts'

let app: TestApp
let people: Cast
let today: string

const ctx = () => contextFor(app.platform, { kind: 'system' })
const early = { from: '08:00', until: '16:00' }
const night = { from: '23:00', until: '07:00' }
const plan = (who: PartName, day: string, times: { from: string; until: string }[] | null, by: PartName = 'li') =>
  people[by].call(shifts.planDay, { id: people[who].id, day, times })
const week = (by: PartName, query: { first?: string; groupId?: string } = {}) => people[by].call(shifts.getWeek, query)
const dayOf = (plans: shifts.WeekPlan, who: PartName, day: string) =>
  plans.people.find(({ staff }) => staff.id === people[who].id)?.days.find((one) => one.day === day)

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  today = await localDay(ctx(), app.clock.now())
})
afterAll(() => app.close())

describe('a day', () => {
  test('is planned by the supervisor of the group and seen by everybody in it', async () => {
    const day = addDays(today, 1)
    const planned = await plan('xiaowang', day, [early])
    expect(planned.days.find((one) => one.day === day)).toEqual({ day, source: 'day', times: [early] })
    const seen = await week('xiaoli', { first: mondayOf(day), groupId: people.groupA })
    expect(dayOf(seen, 'xiaowang', day)?.times).toEqual([early])
    expect(seen).toMatchObject({ mayManage: false, groups: [{ id: people.groupA, name: '售前客服组' }] })
    expect(seen.people.map(({ staff }) => staff.name)).toEqual(['小王', '小李', '陈静', '李主管'])
    expect((await week('li', { groupId: people.groupA })).mayManage).toBe(true)
  })

  test('of mine needs no group', async () => {
    await plan('xiaowang', today, [early, { from: '18:00', until: '20:00' }])
    const mine = await week('xiaowang')
    expect(mine.people.map(({ staff }) => staff.id)).toEqual([people.xiaowang.id])
    expect(dayOf(mine, 'xiaowang', today)?.times).toEqual([early, { from: '18:00', until: '20:00' }])
  })

  test('may be a day off, or follow the weekly pattern again', async () => {
    const every = Array.from({ length: 7 }, (_, index) => ({ weekday: index + 1, ...early }))
    await people.li.call(shifts.planPattern, { id: people.xiaowang.id, days: every })
    expect(dayOf(await week('xiaowang'), 'xiaowang', today)).toEqual({ day: today, source: 'pattern', times: [early] })
    await plan('xiaowang', today, [])
    expect(dayOf(await week('xiaowang'), 'xiaowang', today)).toEqual({ day: today, source: 'day', times: [] })
    await plan('xiaowang', today, null)
    expect(dayOf(await week('xiaowang'), 'xiaowang', today)?.source).toBe('pattern')
  })

  test('leaves an event without words about anybody', async () => {
    await plan('xiaowang', today, [early])
    const row = await app.platform.db
      .selectFrom('event')
      .select(['subjectId', 'payload'])
      .where('kind', '=', 'shift.planned')
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ subjectId: people.xiaowang.id, payload: { day: today, times: [early] } })
  })
})

describe('is refused', () => {
  const refused = (by: PartName, who: PartName, day = today) =>
    people[by].refusal(shifts.planDay, { id: people[who].id, day, times: [early] })

  test('to agents, and for people of other groups', async () => {
    expect(await refused('xiaowang', 'xiaowang')).toBe('not_allowed')
    expect(await refused('chen', 'xiaowang')).toBe('not_allowed')
    expect(await refused('boss', 'xiaowang')).toBe('not_allowed')
    expect(await refused('li', 'zhang')).toBe('not_found')
    await plan('zhang', today, [early], 'admin')
  })

  test('to look at a group that is not mine, unless I am management or administrator', async () => {
    expect(await people.xiaowang.refusal(shifts.getWeek, { groupId: people.groupB })).toBe('not_found')
    for (const who of ['boss', 'admin'] as const)
      expect((await week(who, { groupId: people.groupB })).people.map(({ staff }) => staff.name)).toEqual(['张强'])
    expect((await week('boss', { groupId: people.groupB })).mayManage).toBe(false)
  })

  test('what is past: who was on duty is a fact', async () => {
    expect(await refused('li', 'xiaowang', addDays(today, -1))).toBe('wrong_state')
  })

  test.each([
    [[early, { from: '15:00', until: '18:00' }], 409],
    [[{ from: '06:00', until: '23:00' }], 400],
    [[{ from: '08:00', until: '08:00' }], 400],
    [[{ from: '24:00', until: '08:00' }], 400],
    [[early, early, early, early], 400],
    ['none', 400],
  ])('hours like %j', async (times, status) => {
    const answer = await people.li.put(`/api/shifts/${people.xiaowang.id}/${today}`, { times })
    expect(answer.status).toBe(status)
    expect(dayOf(await week('xiaowang'), 'xiaowang', today)?.times).toEqual([])
  })

  test('a night that runs into the next morning’s shift', async () => {
    await plan('xiaowang', addDays(today, 1), [{ from: '06:00', until: '12:00' }])
    const into = { id: people.xiaowang.id, day: today, times: [night] }
    expect(await people.li.refusal(shifts.planDay, into)).toBe('shifts_overlap')
    await plan('xiaowang', addDays(today, 1), [{ from: '07:00', until: '12:00' }])
    await plan('xiaowang', today, [night])
  })

  test('for somebody who has left', async () => {
    await app.platform.db
      .updateTable('staff')
      .set({ disabledAt: app.clock.now() })
      .where('id', '=', people.xiaoli.id)
      .execute()
    expect(await refused('li', 'xiaoli')).toBe('not_found')
    expect((await week('li', { groupId: people.groupA })).people.map(({ staff }) => staff.name)).not.toContain('小李')
  })
})

describe('a week', () => {
  const next = () => addDays(mondayOf(today), 7)

  test('is copied for the whole group; who had nothing planned still has nothing', async () => {
    const monday = next()
    await plan('xiaowang', monday, [early])
    await plan('xiaowang', addDays(monday, 6), [night])
    await plan('chen', addDays(monday, 2), [])
    const to = addDays(monday, 7)
    const copied = await people.li.call(shifts.copyWeek, { groupId: people.groupA, from: monday, to })
    expect(copied.first).toBe(to)
    expect(dayOf(copied, 'xiaowang', to)).toMatchObject({ source: 'day', times: [early] })
    expect(dayOf(copied, 'xiaowang', addDays(to, 6))).toMatchObject({ times: [night] })
    expect(dayOf(copied, 'chen', addDays(to, 2))).toMatchObject({ source: 'day', times: [] })
    expect(dayOf(copied, 'xiaoli', to)?.source).toBe('none')
  })

  test('that is over is not copied to, nor by who does not plan the group', async () => {
    const past = { groupId: people.groupA, from: next(), to: addDays(mondayOf(today), -7) }
    expect(await people.li.refusal(shifts.copyWeek, past)).toBe('wrong_state')
    const other = { groupId: people.groupB, from: next(), to: addDays(next(), 7) }
    expect(await people.li.refusal(shifts.copyWeek, other)).toBe('not_found')
    expect(await people.xiaowang.refusal(shifts.copyWeek, { ...other, groupId: people.groupA })).toBe('not_allowed')
  })

  test('keeps its Sunday night out of the Monday that follows', async () => {
    const monday = next()
    await plan('xiaowang', addDays(monday, 6), [night])
    await plan('xiaowang', addDays(monday, 14), [{ from: '06:00', until: '10:00' }])
    const input = { groupId: people.groupA, from: monday, to: addDays(monday, 7) }
    expect(await people.li.refusal(shifts.copyWeek, input)).toBe('shifts_overlap')
    expect(
      dayOf(await week('li', { first: addDays(monday, 7), groupId: people.groupA }), 'xiaowang', addDays(monday, 13))
        ?.times,
    ).toEqual([])
  })
})

describe('a pattern', () => {
  const pattern = (days: { weekday: number; from: string; until: string }[]) =>
    people.li.refusal(shifts.planPattern, { id: people.xiaowang.id, days })

  test('has each weekday once and no overlap around Sunday', async () => {
    expect(
      await pattern([
        { weekday: 1, ...early },
        { weekday: 1, ...night },
      ]),
    ).toBe('shifts_overlap')
    expect(
      await pattern([
        { weekday: 7, ...night },
        { weekday: 1, from: '06:00', until: '10:00' },
      ]),
    ).toBe('shifts_overlap')
    expect(await pattern([{ weekday: 8, ...early }])).toBe('invalid_input')
  })
})

describe('templates', () => {
  test('are the shipped ones until a centre has its own', async () => {
    expect((await week('li')).templates.map(({ name }) => name['zh-CN'])).toEqual(['早班', '中班', '晚班', '夜班'])
    const items = [{ name: { 'zh-CN': '周末班', 'zh-TW': '週末班', en: 'Weekend' }, from: '09:30', until: '17:30' }]
    expect(await people.li.call(shifts.changeTemplates, { items })).toEqual({ items })
    expect((await week('xiaowang')).templates).toEqual(items)
    expect(await people.xiaowang.refusal(shifts.changeTemplates, { items })).toBe('not_allowed')
    expect(await people.li.refusal(shifts.changeTemplates, { items: [] })).toBe('invalid_input')
  })
})
