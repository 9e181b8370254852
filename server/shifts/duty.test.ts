import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type PartName } from '../../test/cast.ts'
import { contextFor, transact } from '../platform/context.ts'
import { setPattern } from './actions.ts'
import * as duty from './queries.ts'

let app: TestApp
let people: Cast

const ctx = () => contextFor(app.platform, { kind: 'system' })
/** 2026-11-25 is a Wednesday; the centre is in Shanghai, 8 h ahead of UTC. */
const at = (wall: string, day = '2026-11-25') => new Date(`${day}T${wall}:00+08:00`)
const everyDay = (from: string, until: string) =>
  Array.from({ length: 7 }, (_, index) => ({ weekday: index + 1, from, until }))
const pattern = (who: PartName, from: string, until: string) =>
  transact(ctx(), (tx) => setPattern(tx, people[who].id, everyDay(from, until)))
const shift = (who: PartName, day: string, times: [Date, Date] | null) =>
  app.platform.db
    .insertInto('shift')
    .values({
      id: app.clock.newId(),
      staffId: people[who].id,
      day,
      ...(times && { startsAt: times[0], endsAt: times[1] }),
    })
    .execute()
const names = (ids: readonly string[]) =>
  (Object.keys(people) as PartName[]).filter((name) => ids.includes(people[name]?.id ?? '')).sort()

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})
afterAll(() => app.close())

describe('on duty', () => {
  test.each([
    ['07:59', []],
    ['08:00', ['xiaowang']],
    ['15:59', ['xiaowang']],
    ['16:00', []],
  ])('by the weekly pattern, at %s', async (wall, expected) => {
    await pattern('xiaowang', '08:00', '16:00')
    expect(names(await duty.onDuty(ctx(), { at: at(wall) }))).toEqual(expected)
  })

  test.each([
    ['22:59', []],
    ['23:00', ['xiaowang']],
    ['03:00', ['xiaowang']],
    ['06:59', ['xiaowang']],
    ['07:00', []],
  ])('over midnight, at %s', async (wall, expected) => {
    await pattern('xiaowang', '23:00', '07:00')
    expect(names(await duty.onDuty(ctx(), { at: at(wall) }))).toEqual(expected)
  })

  test('the plan of a day replaces the pattern of that day, and a day off empties it', async () => {
    await pattern('xiaowang', '08:00', '16:00')
    await pattern('xiaoli', '08:00', '16:00')
    await shift('xiaowang', '2026-11-25', [at('18:00'), at('20:00')])
    await shift('xiaoli', '2026-11-25', null)
    expect(names(await duty.onDuty(ctx(), { at: at('10:00') }))).toEqual([])
    expect(names(await duty.onDuty(ctx(), { at: at('19:00') }))).toEqual(['xiaowang'])
    expect(names(await duty.onDuty(ctx(), { at: at('10:00', '2026-11-26') }))).toEqual(['xiaoli', 'xiaowang'])
  })

  test('of a group, a role, a permission; never who has left', async () => {
    for (const who of ['xiaowang', 'zhang', 'li', 'admin'] as const) await pattern(who, '08:00', '16:00')
    const now = { at: at('10:00') }
    expect(names(await duty.onDuty(ctx(), { ...now, groupId: people.groupA }))).toEqual(['li', 'xiaowang'])
    expect(names(await duty.onDuty(ctx(), { ...now, role: 'agent' }))).toEqual(['xiaowang', 'zhang'])
    expect(
      names(await duty.onDuty(ctx(), { ...now, permission: 'conversations.take', groupId: people.groupB })),
    ).toEqual(['zhang'])
    await app.platform.db
      .updateTable('staff')
      .set({ disabledAt: at('09:00') })
      .where('id', '=', people.zhang.id)
      .execute()
    expect(names(await duty.onDuty(ctx(), { ...now, role: 'agent' }))).toEqual(['xiaowang'])
  })

  test('keeps the hours of the wall clock when daylight saving begins', async () => {
    await app.platform.db.updateTable('centre').set({ timeZone: 'Europe/Berlin' }).execute()
    app.platform.hints.publish({ topic: 'settings.changed' })
    await pattern('xiaowang', '08:00', '16:00')
    const onDutyAt = async (instant: string) => names(await duty.onDuty(ctx(), { at: new Date(instant) }))
    // Winter: 08:00 is 07:00 UTC. Summer, from 2026-03-29: 06:00 UTC.
    expect(await onDutyAt('2026-03-28T06:30:00Z')).toEqual([])
    expect(await onDutyAt('2026-03-29T06:30:00Z')).toEqual(['xiaowang'])
  })
})

describe('in charge of a group', () => {
  const inCharge = async (groupId: string | null) => names(await duty.supervisorsInCharge(ctx(), groupId))
  const supervise = (who: PartName) =>
    app.platform.db
      .updateTable('staff')
      .set({ roles: ['supervisor'] })
      .where('id', '=', people[who].id)
      .execute()
  const onShiftNow = (who: PartName) => {
    const now = app.clock.now().getTime()
    return duty
      .localDay(ctx(), new Date(now))
      .then((day) => shift(who, day, [new Date(now - 3_600_000), new Date(now + 3_600_000)]))
  }
  const online = (who: PartName) =>
    app.platform.db
      .insertInto('presence')
      .values({
        staffId: people[who].id,
        state: 'online',
        since: app.clock.now(),
        idleSince: app.clock.now(),
        connected: true,
      })
      .onConflict((row) => row.column('staffId').doUpdateSet({ state: 'online', connected: true }))
      .execute()

  test('who is on shift, before who is online, before all of its supervisors', async () => {
    await supervise('chen')
    expect(await inCharge(people.groupA)).toEqual(['chen', 'li'])
    await online('chen')
    expect(await inCharge(people.groupA)).toEqual(['chen'])
    await onShiftNow('li')
    expect(await inCharge(people.groupA)).toEqual(['li'])
  })

  test('every supervisor where the group has none, and where there is no group', async () => {
    expect(await inCharge(people.groupB)).toEqual(['li'])
    expect(await inCharge(null)).toEqual(['li'])
  })

  test('never an administrator, management or who has left', async () => {
    await app.platform.db
      .updateTable('staff')
      .set({ disabledAt: app.clock.now() })
      .where('id', '=', people.li.id)
      .execute()
    expect(await inCharge(people.groupA)).toEqual([])
    await supervise('zhang')
    expect(await inCharge(people.groupA)).toEqual(['zhang'])
  })
})

test('the head of a department, else all of its contacts', async () => {
  const heads = async () => names(await duty.departmentHeads(ctx(), people.department))
  expect(await heads()).toEqual(['he'])
  await app.platform.db
    .updateTable('staff')
    .set({ departmentId: people.department, departmentHead: true })
    .where('id', '=', people.boss.id)
    .execute()
  expect(await heads()).toEqual(['boss'])
  expect(names(await duty.management(ctx()))).toEqual(['boss'])
})

test('the end of a shift: the last of the day, tomorrow morning for a night', async () => {
  await pattern('xiaowang', '23:00', '07:00')
  await shift('xiaoli', '2026-11-25', [at('08:00'), at('12:00')])
  await shift('xiaoli', '2026-11-25', [at('14:00'), at('18:00')])
  const { xiaowang, xiaoli, chen } = people
  expect(await duty.shiftEndOf(ctx(), xiaowang.id, '2026-11-25')).toEqual(at('07:00', '2026-11-26'))
  expect(await duty.shiftEndOf(ctx(), xiaoli.id, '2026-11-25')).toEqual(at('18:00'))
  expect(await duty.shiftEndOf(ctx(), chen.id, '2026-11-25')).toBeNull()
  const ending = await duty.shiftsEndingBetween(ctx(), at('06:30'), at('18:00'))
  expect(ending.map(({ staffId, endsAt }) => [names([staffId])[0], endsAt])).toEqual([
    ['xiaowang', at('07:00')],
    ['xiaoli', at('12:00')],
  ])
})
