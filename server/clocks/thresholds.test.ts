import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ServiceKind } from '../../domain/clocks/kinds.ts'
import type { ServiceFacts, Urgency } from '../../domain/clocks/policies.ts'
import { startTestApp } from '../../test/app.ts'
import { contextFor, type Tx, transact } from '../platform/context.ts'
import {
  cancelClocks,
  clocksOf,
  pauseClocks,
  resumeClocks,
  retargetClock,
  startClockUntil,
  startServiceClock,
  startServiceClocks,
  stopClocks,
} from './actions.ts'
import { startKeeper } from './keeper.ts'
import type { ClockEffects, DueClock } from './queries.ts'

const app = await startTestApp()
await app.keeper.stop()
/** What the effects saw, in the order in which it was committed. */
let seen: DueClock[] = []
let broken: string | null = null
const note = async (_tx: Tx, clock: DueClock) => {
  if (clock.subjectId === broken) throw new Error('broken')
  seen.push(clock)
}
const effects: ClockEffects = {
  first_response: note,
  commitment: note,
  resolution: { together: async (tx, clocks) => void (await Promise.all(clocks.map((clock) => note(tx, clock)))) },
}
const keepers = [1, 2].map(() => startKeeper(app.platform, { effects, time: { sync: () => {} } }))
afterAll(async () => {
  await Promise.all(keepers.map((keeper) => keeper.stop()))
  await app.close()
})
beforeEach(async () => {
  await app.reset()
  seen = []
  broken = null
})

const system = () => contextFor(app.platform, { kind: 'system' })
const inTx = <T>(work: (tx: Tx) => Promise<T>) => transact(system(), work)
const facts = (urgency: Urgency, more: Partial<ServiceFacts> = {}): ServiceFacts => ({
  urgency,
  category: null,
  channel: null,
  customerLevel: null,
  groupId: null,
  ...more,
})
async function start(urgency: Urgency, kind: ServiceKind = 'first_response') {
  const subject = { type: 'ticket', id: app.clock.newId() }
  const started = await inTx((tx) => startServiceClock(tx, { subject, kind, facts: facts(urgency) }))
  return { id: subject.id, dueAt: started.dueAt as Date, why: started.why }
}
async function pass(seconds: number) {
  app.clock.advance(seconds)
  await Promise.all(keepers.map((keeper) => keeper.runDue()))
}
const moments = (id: string) => seen.filter((one) => one.subjectId === id).map((one) => `${one.moment} ${one.percent}`)
const openOf = async (id: string) => (await clocksOf(system(), [id], 'open'))[0]
const events = (id: string, kind: string) =>
  app.platform.db
    .selectFrom('event')
    .selectAll()
    .where('subjectId', '=', id)
    .where('kind', '=', kind)
    .orderBy('id')
    .execute()
const minute = 60

describe('a clock by policy', () => {
  test('has the time of its urgency, and says why', async () => {
    const now = app.clock.now().getTime()
    const { id, dueAt, why } = await start('urgent')
    expect((dueAt.getTime() - now) / 60_000).toBeCloseTo(120, 1)
    expect(why).toMatchObject({ targetMinutes: 120, urgency: 'urgent', time: 'plain', calendar: null })
    expect(await openOf(id)).toMatchObject({ state: 'running', dueAt: dueAt.toISOString(), percentGone: 0, why })
  })

  test('that the centre has no limit for is not started', async () => {
    const { id, dueAt } = await start('normal', 'complaint_statutory')
    expect(dueAt).toBeNull()
    expect(await clocksOf(system(), [id])).toEqual([])
  })

  test('of several kinds starts in one statement, each with its own time', async () => {
    const subject = { type: 'ticket', id: app.clock.newId() }
    const kinds = ['first_response', 'resolution', 'complaint_statutory'] as const
    const started = await inTx((tx) =>
      startServiceClocks(
        tx,
        kinds.map((kind) => ({ subject, kind, facts: facts('critical') })),
      ),
    )
    const minutes = started.map(
      ({ dueAt }) => dueAt && Math.round((dueAt.getTime() - app.clock.now().getTime()) / 60_000),
    )
    expect(minutes).toEqual([30, 120, null])
  })

  test('started again moves the due time and says so (model 2.6, 10)', async () => {
    const { id, dueAt } = await start('normal')
    app.clock.advance(60)
    const subject = { type: 'ticket', id }
    await inTx((tx) => startServiceClock(tx, { subject, kind: 'first_response', facts: facts('normal') }))
    expect(await clocksOf(system(), [id])).toHaveLength(1)
    const [moved] = await events(id, 'clock.retargeted')
    expect(moved).toMatchObject({ reason: 'restarted', payload: { before: dueAt.toISOString() } })
  })
})

describe('thresholds', () => {
  test.each([
    ['normal', [50, 80], 1440],
    ['urgent', [50, 75], 120],
    ['critical', [33, 66], 30],
  ] as const)(
    'of a %s ticket: reminders at %j %%, then the breach, each once with two keepers',
    async (urgency, percents, minutes) => {
      const { id } = await start(urgency)
      for (let step = 0; step < 110; step++) await pass((minutes * minute) / 100)
      expect(moments(id)).toEqual([...percents.map((percent) => `reminder ${percent}`), 'breach 100'])
      expect(await events(id, 'clock.fired')).toHaveLength(3)
      expect(await openOf(id)).toMatchObject({ state: 'breached', stoppedAt: null })
    },
  )

  test('that passed while nobody was there: the latest reminder, and the breach', async () => {
    const { id } = await start('normal')
    await pass(1441 * minute)
    expect(moments(id)).toEqual(['reminder 80', 'breach 100'])
  })

  test('fire once whatever the clock does: two hours ahead, one hour back', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => start('urgent', 'resolution').then(({ id }) => id)))
    for (const seconds of [70 * minute, -60 * minute, 120 * minute, -60 * minute, 120 * minute]) await pass(seconds)
    for (const id of ids) expect(moments(id)).toEqual(['reminder 50', 'reminder 75', 'breach 100'])
  })

  test('of a clock that was met, cancelled or paused do not fire', async () => {
    const [met, cancelled, paused] = [await start('critical'), await start('critical'), await start('critical')]
    await inTx(async (tx) => {
      await stopClocks(tx, met.id, ['first_response'])
      await cancelClocks(tx, cancelled.id, ['first_response'])
      await pauseClocks(tx, paused.id, ['first_response'])
    })
    await pass(60 * minute)
    expect(seen).toEqual([])
    expect((await clocksOf(system(), [met.id, cancelled.id, paused.id])).map(({ state }) => state)).toEqual([
      'met',
      'cancelled',
      'paused',
    ])
  })

  test('30 minutes before an agreed time', async () => {
    const subject = { type: 'commitment', id: app.clock.newId() }
    const dueAt = new Date(app.clock.now().getTime() + 60 * 60_000)
    await inTx((tx) => startClockUntil(tx, { subject, kind: 'commitment', dueAt, reminders: [30] }))
    await pass(31 * minute)
    expect(moments(subject.id)).toEqual(['reminder 50'])
    await pass(30 * minute)
    expect(moments(subject.id)).toEqual(['reminder 50', 'breach 100'])
  })

  test('of one clock whose effect fails come later, and hold up nobody', async () => {
    const [bad, good] = [await start('critical'), await start('critical')]
    broken = bad.id
    await pass(11 * minute)
    expect([moments(bad.id), moments(good.id)]).toEqual([[], ['reminder 33']])
    broken = null
    await pass(6)
    expect(moments(bad.id)).toEqual(['reminder 33'])
    expect(await events(bad.id, 'clock.fired')).toHaveLength(1)
  })

  test('of 600 clocks at once fire once each', async () => {
    const ids = Array.from({ length: 600 }, () => app.clock.newId())
    await inTx((tx) =>
      startServiceClocks(
        tx,
        ids.map((id) => ({ subject: { type: 'ticket', id }, kind: 'resolution', facts: facts('urgent') })),
      ),
    )
    await pass(121 * minute)
    expect(seen).toHaveLength(1200)
    expect(new Set(seen.map((one) => `${one.subjectId} ${one.moment}`)).size).toBe(1200)
  })
})

describe('a pause', () => {
  test('stops the time, and what was left is left after it', async () => {
    const { id, dueAt } = await start('urgent', 'resolution')
    await pass(30 * minute)
    await inTx((tx) => pauseClocks(tx, id, ['resolution']))
    await pass(600 * minute)
    expect(await openOf(id)).toMatchObject({ state: 'paused', percentGone: 25 })
    await inTx((tx) => resumeClocks(tx, id, ['resolution']))
    const after = new Date((await openOf(id))?.dueAt ?? 0)
    expect(Math.round((after.getTime() - dueAt.getTime()) / 60_000)).toBe(600)
    expect(await events(id, 'clock.paused')).toHaveLength(1)
    expect((await events(id, 'clock.resumed'))[0]?.payload).toMatchObject({ before: dueAt.toISOString() })
    await pass(31 * minute)
    expect(moments(id)).toEqual(['reminder 50'])
  })

  test('does not save what is due already', async () => {
    const { id } = await start('critical')
    app.clock.advance(31 * minute)
    await inTx((tx) => pauseClocks(tx, id, ['first_response']))
    await pass(0)
    expect(await openOf(id)).toMatchObject({ state: 'breached' })
  })

  test('twice is once, and to resume what runs changes nothing', async () => {
    const { id, dueAt } = await start('urgent')
    await inTx((tx) => resumeClocks(tx, id, ['first_response']))
    for (const _ of [1, 2]) await inTx((tx) => pauseClocks(tx, id, ['first_response']))
    expect(await events(id, 'clock.paused')).toHaveLength(1)
    expect(await openOf(id)).toMatchObject({ dueAt: dueAt.toISOString() })
  })
})

describe('a change of urgency', () => {
  test('counts anew from the original start', async () => {
    const { id, dueAt } = await start('normal')
    await pass(20 * minute)
    const moved = await inTx((tx) => retargetClock(tx, id, 'first_response', facts('critical')))
    expect(moved).toMatchObject({ before: dueAt, isMoreLenient: false })
    expect(dueAt.getTime() - (moved?.after?.getTime() ?? 0)).toBe(1410 * 60_000)
    expect((await events(id, 'clock.retargeted'))[0]?.payload).toMatchObject({ urgency: 'critical' })
    await pass(1)
    expect(moments(id)).toEqual(['reminder 66'])
  })

  test('to and fro reminds of nothing twice', async () => {
    const { id } = await start('normal')
    await pass(21 * minute)
    for (const urgency of ['critical', 'normal', 'critical', 'critical'] as const) {
      await inTx((tx) => retargetClock(tx, id, 'first_response', facts(urgency)))
      await pass(1)
    }
    expect(moments(id)).toEqual(['reminder 66'])
  })

  test('to something milder is told to be so', async () => {
    const { id } = await start('critical')
    const moved = await inTx((tx) => retargetClock(tx, id, 'first_response', facts('normal')))
    expect(moved?.isMoreLenient).toBe(true)
  })

  test('that comes too late is breached at once; a breach stays one', async () => {
    const { id } = await start('normal')
    await pass(40 * minute)
    await inTx((tx) => retargetClock(tx, id, 'first_response', facts('critical')))
    await pass(1)
    expect(moments(id)).toEqual(['reminder 66', 'breach 100'])
    expect(await inTx((tx) => retargetClock(tx, id, 'first_response', facts('normal')))).toBeNull()
  })
})

test('whatever happens to a clock, due times move only with an event, and each moment fires once', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
    fc.record({ do: fc.constantFrom('pause' as const, 'resume' as const) }),
    fc.record({ do: fc.constant('retarget' as const), to: fc.constantFrom<Urgency>('normal', 'urgent', 'critical') }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      const { id, dueAt } = await start('normal')
      for (const one of steps) {
        if (one.do === 'pass') await pass(one.minutes * minute)
        if (one.do === 'pause') await inTx((tx) => pauseClocks(tx, id, ['first_response']))
        if (one.do === 'resume') await inTx((tx) => resumeClocks(tx, id, ['first_response']))
        if (one.do === 'retarget') await inTx((tx) => retargetClock(tx, id, 'first_response', facts(one.to)))
      }
      const moves = [...(await events(id, 'clock.retargeted')), ...(await events(id, 'clock.resumed'))].sort(
        (a, b) => a.id - b.id,
      )
      let due = dueAt.toISOString()
      for (const { payload } of moves as { payload: { before: string; after: string } }[]) {
        expect(payload.before).toBe(due)
        due = payload.after
      }
      expect((await openOf(id))?.dueAt).toBe(due)
      const fired = seen.filter((clock) => clock.subjectId === id)
      expect(new Set(fired.map((clock) => `${clock.dueAt.getTime()} ${clock.percent}`)).size).toBe(fired.length)
      expect(fired.filter((clock) => clock.moment === 'breach').length).toBeLessThanOrEqual(1)
      await inTx((tx) => cancelClocks(tx, id, ['first_response']))
    }),
    { numRuns: 25 },
  )
})
