import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { shippedCalendars } from '../../domain/clocks/calendars.ts'
import {
  type CalendarView,
  createCalendar,
  createPolicy,
  listCalendars,
  listPolicies,
  orderPolicies,
  type PolicyFields,
  previewClock,
  removeCalendar,
  removePolicy,
  updateCalendar,
  updatePolicy,
} from '../../domain/clocks/contract.ts'
import { shippedPolicies } from '../../domain/clocks/policies.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { contextFor, transact } from '../platform/context.ts'
import { clocksOf, pauseClocks, resumeClocks, startServiceClock } from './actions.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const mainlandId = shippedCalendars[1]?.id ?? ''
const anything = { urgency: null, category: null, channel: null, customerLevel: null, groupId: null }
const fields = (more: Partial<PolicyFields> = {}): PolicyFields => ({
  ...anything,
  targetMinutes: 240,
  calendarId: null,
  reminders: null,
  active: true,
  ...more,
})
const policies = async () => (await people.admin.call(listPolicies)).items
const calendars = async () => (await people.admin.call(listCalendars)).items
const shop = (): Omit<CalendarView, 'id' | 'shipped' | 'usedBy'> => ({
  name: { 'zh-CN': '门店', 'zh-TW': '門市', en: 'Store' },
  timeZone: 'Asia/Taipei',
  week: {
    1: [],
    2: [],
    3: [],
    4: [],
    5: [],
    6: [
      ['10:00', '12:00'],
      ['14:00', '22:00'],
    ],
    7: [['22:00', '02:00']],
  },
  holidays: [{ date: '2026-10-10', name: '國慶日' }],
  makeUpDays: ['2026-10-12'],
})
const preview = (startedAt: string, more = {}) =>
  people.xiaowang.call(previewClock, {
    ...anything,
    kind: 'first_response',
    urgency: 'normal',
    startedAt: new Date(startedAt).toISOString(),
    ...more,
  })
const events = (kind: string) => app.platform.db.selectFrom('event').selectAll().where('kind', '=', kind).execute()

describe('service levels', () => {
  test('of a new centre are the shipped ones; supervisors look, administrators change', async () => {
    expect(await policies()).toHaveLength(shippedPolicies.length)
    expect((await people.li.call(listPolicies)).items[0]).toMatchObject({ kind: 'first_response', shipped: true })
    expect((await people.li.post('/api/settings/service-levels', { kind: 'resolution', ...fields() })).status).toBe(403)
    expect((await people.xiaowang.get('/api/settings/service-levels')).status).toBe(403)
  })

  test('of its own are asked first, and hold at once', async () => {
    const own = await people.admin.call(createPolicy, { kind: 'first_response', ...fields({ channel: 'phone' }) })
    expect((await policies()).find(({ kind }) => kind === 'first_response')).toEqual({ ...own, shipped: false })
    const { dueAt, why } = await preview('2026-03-05T09:00:00+08:00', { channel: 'phone' })
    expect(dueAt).toBe('2026-03-05T05:00:00.000Z')
    expect(why?.policyId).toBe(own.id)
    expect(await events('service_policy.added')).toMatchObject([{ payload: { clock: 'first_response' } }])
  })

  test('that are shipped are changed and switched off, never removed', async () => {
    const shipped = (await policies()).find((one) => one.kind === 'complaint_statutory')
    if (!shipped) throw new Error('it is there')
    const { id, kind: _, shipped: __, ...rest } = shipped
    await people.admin.call(updatePolicy, { id, ...rest, active: true, targetMinutes: 15 * 1440 })
    expect((await policies()).find((one) => one.id === id)).toMatchObject({ active: true, shipped: true })
    expect((await people.admin.delete(`/api/settings/service-levels/${id}`)).body.error.code).toBe('still_in_use')
    await people.admin.call(updatePolicy, { id, ...rest, active: false })
    const off = await preview('2026-03-05T09:00:00+08:00', { kind: 'complaint_statutory' })
    expect(off).toEqual({ dueAt: null, why: null, reminders: [], timeZone: null, steps: [], isShortened: false })
  })

  test('of its own can be removed, and what runs keeps its time', async () => {
    const own = await people.admin.call(createPolicy, { kind: 'resolution', ...fields({ targetMinutes: 10 }) })
    const id = app.clock.newId()
    const facts = { ...anything, urgency: 'normal' as const }
    const system = contextFor(app.platform, { kind: 'system' })
    await transact(system, (tx) =>
      startServiceClock(tx, { subject: { type: 'ticket', id }, kind: 'resolution', facts }),
    )
    await people.admin.call(removePolicy, { id: own.id })
    expect((await policies()).some((one) => one.id === own.id)).toBe(false)
    expect((await clocksOf(system, [id]))[0]?.why).toMatchObject({ policyId: own.id, targetMinutes: 10 })
  })

  test('are put in order; an order that forgets one is refused', async () => {
    const kind = 'first_response' as const
    await people.admin.call(createPolicy, { kind, ...fields({ channel: 'phone' }) })
    const ids = (await policies()).filter((one) => one.kind === kind).map(({ id }) => id)
    const turned = ids.toReversed()
    await people.admin.call(orderPolicies, { kind, ids: turned })
    expect((await policies()).filter((one) => one.kind === kind).map(({ id }) => id)).toEqual(turned)
    const short = { kind, ids: ids.slice(1) }
    expect((await people.admin.put('/api/settings/service-levels/order', short)).body.error.code).toBe('stale')
  })

  test.each([
    ['no time at all', { targetMinutes: 0 }, 400],
    ['half a minute', { targetMinutes: 0.5 }, 400],
    ['a reminder when it is over', { reminders: [100] }, 400],
    ['a calendar that is not there', { calendarId: '00000000-0000-7000-8000-00000000ffff' }, 404],
    ['a category that is not there', { category: 'nowhere' }, 404],
    ['an urgency that is none', { urgency: 'extreme' }, 400],
  ])('with %s are refused', async (_, wrong, status) => {
    const body = { kind: 'resolution', ...fields(), ...wrong }
    expect((await people.admin.post('/api/settings/service-levels', body)).status).toBe(status)
    expect(await policies()).toHaveLength(shippedPolicies.length)
  })
})

describe('calendars', () => {
  test('three are shipped; a centre adds its own, changes and removes it', async () => {
    expect((await calendars()).map(({ name }) => name.en)).toEqual(shippedCalendars.map(({ name }) => name.en))
    const made = await people.admin.call(createCalendar, shop())
    expect(made).toEqual({ ...shop(), id: made.id, shipped: false, usedBy: 0 })
    const changed = await people.admin.call(updateCalendar, { ...shop(), id: made.id, makeUpDays: [] })
    expect(changed.makeUpDays).toEqual([])
    await people.admin.call(removeCalendar, { id: made.id })
    expect(await calendars()).toHaveLength(3)
    for (const kind of ['added', 'changed', 'removed']) expect(await events(`work_calendar.${kind}`)).toHaveLength(1)
  })

  test('that a service level or an open clock counts by stay', async () => {
    const { id } = await people.admin.call(createCalendar, shop())
    const own = await people.admin.call(createPolicy, { kind: 'resolution', ...fields({ calendarId: id }) })
    const remove = async () => (await people.admin.delete(`/api/settings/calendars/${id}`)).body.error?.code
    expect(await remove()).toBe('still_in_use')
    const facts = { ...anything, urgency: 'normal' as const }
    const system = contextFor(app.platform, { kind: 'system' })
    const subject = { type: 'ticket', id: app.clock.newId() }
    await transact(system, (tx) => startServiceClock(tx, { subject, kind: 'resolution', facts }))
    await people.admin.call(removePolicy, { id: own.id })
    expect(await remove()).toBe('still_in_use')
    await app.platform.db.updateTable('clock').set({ state: 'cancelled', stoppedAt: app.clock.now() }).execute()
    expect(await remove()).toBeUndefined()
  })

  test('that are shipped take the days of next year, and stay', async () => {
    const mainland = (await calendars()).find((one) => one.id === mainlandId)
    if (!mainland) throw new Error('it is there')
    const { shipped: _, usedBy: __, ...rest } = mainland
    const holidays = [...rest.holidays, { date: '2027-01-01', name: '元旦' }]
    expect((await people.admin.call(updateCalendar, { ...rest, holidays })).holidays).toHaveLength(holidays.length)
    expect(await calendars()).toHaveLength(3)
    expect((await people.admin.delete(`/api/settings/calendars/${mainlandId}`)).body.error.code).toBe('still_in_use')
  })

  test.each([
    ['never opens', { week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }],
    [
      'has hours that overlap',
      {
        week: {
          ...shop().week,
          1: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
    ],
    ['names a day twice', { holidays: [shop().holidays[0], shop().holidays[0]] }],
    ['stands in no time zone', { timeZone: 'Mars/Olympus' }],
    ['names a day that is none', { makeUpDays: ['2026-02-30'] }],
  ])('one that %s is refused', async (_, wrong) => {
    expect((await people.admin.post('/api/settings/calendars', { ...shop(), ...wrong })).status).toBe(400)
  })

  test('nobody but an administrator changes one', async () => {
    expect((await people.li.post('/api/settings/calendars', shop())).status).toBe(403)
    expect((await people.li.delete(`/api/settings/calendars/${mainlandId}`)).status).toBe(403)
  })
})

describe('when is this due, and why', () => {
  beforeEach(async () => {
    await people.admin.call(createPolicy, {
      kind: 'first_response',
      ...fields({ targetMinutes: 120, calendarId: mainlandId }),
    })
  })

  test('in business time, past Spring Festival (vector 2)', async () => {
    const told = await preview('2026-02-14T17:30:00+08:00')
    expect(told.dueAt).toBe('2026-02-24T02:30:00.000Z')
    expect(told.why).toMatchObject({ time: 'business', calendar: { id: mainlandId } })
    expect(told.steps.map(({ kind }) => kind)).toEqual(['open', ...Array(9).fill('holiday'), 'open'])
    expect(told.steps[0]).toMatchObject({ makeUp: true })
    expect(told.timeZone).toBe('Asia/Shanghai')
  })

  test('of what is urgent in plain hours, whatever the calendar (metrics 3.3)', async () => {
    const told = await preview('2026-02-14T17:30:00+08:00', { urgency: 'urgent' })
    expect(told.dueAt).toBe('2026-02-14T11:30:00.000Z')
    expect(told.why?.time).toBe('urgent_response')
    expect(told.reminders.map(({ percent }) => percent)).toEqual([50, 75])
  })

  test('a pause on a calendar leaves the business time that was left', async () => {
    const system = contextFor(app.platform, { kind: 'system' })
    const id = app.clock.newId()
    const facts = { ...anything, urgency: 'normal' as const }
    const inTx = (work: Parameters<typeof transact<void>>[1]) => transact(system, work)
    await inTx(async (tx) => {
      await startServiceClock(tx, { subject: { type: 'ticket', id }, kind: 'first_response', facts })
      await pauseClocks(tx, id, ['first_response'])
    })
    app.clock.advance(100 * 86_400)
    await inTx((tx) => resumeClocks(tx, id, ['first_response']))
    const [clock] = await clocksOf(system, [id])
    expect(clock).toMatchObject({ state: 'running', percentGone: 0 })
    const told = await preview(app.clock.now().toISOString())
    expect(Math.abs(Date.parse(clock?.dueAt ?? '') - Date.parse(told.dueAt ?? ''))).toBeLessThan(5000)
  })
})
