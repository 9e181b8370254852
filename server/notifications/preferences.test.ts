import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RawInput } from '../../domain/contract.ts'
import {
  changeNoticePreference,
  deliveryFigures,
  getNoticePreference,
  listNotices,
  myDeliveries,
  reportShown,
} from '../../domain/notifications/contract.ts'
import type { NoticeKind } from '../../domain/notifications/kinds.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, signIn } from '../../test/cast.ts'
import { contextFor, transact } from '../platform/context.ts'
import type { Hint } from '../platform/live/hints.ts'
import { localDay } from '../shifts/queries.ts'
import { notify } from './actions.ts'
import { notificationJobs } from './jobs.ts'

let app: TestApp
let people: Cast
const hints: Hint[] = []

beforeAll(async () => {
  app = await startTestApp()
  app.platform.hints.subscribe((hint) => void (hint.topic === 'notice' && hints.push(hint)))
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  hints.length = 0
})
afterAll(() => app.close())

type Preference = RawInput<typeof changeNoticePreference>
const none: Preference = { choices: {}, quiet: null, onlyOnShift: false }
const choose = (wanted: Partial<Preference>) => people.xiaowang.call(changeNoticePreference, { ...none, ...wanted })

function tell(kind: NoticeKind = 'message') {
  const params = { customer: '王小明', no: 'GD1', time: '', agent: '', reason: '', total: '1' }
  return transact(contextFor(app.platform, { kind: 'system' }), (tx) =>
    notify(tx, { staffId: people.xiaowang.id, kind, subject: null, params, urgent: true }),
  )
}

const waysOfLast = () => hints.at(-1)?.ways
const wallTime = (addMinutes: number) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' }).format(
    new Date(app.clock.now().getTime() + addMinutes * 60_000),
  )

describe('a choice', () => {
  test('is kept as far as it differs from what is shipped', async () => {
    expect(await people.xiaowang.call(getNoticePreference)).toEqual(none)
    const choices = { message: ['in_page'], mention: ['in_page', 'desktop', 'sound', 'push'] } as const
    const kept = await choose({ choices: { message: [...choices.message], mention: [...choices.mention] } })
    expect(kept).toEqual({ ...none, choices: { message: ['in_page'] } })
    expect(await people.xiaowang.call(getNoticePreference)).toEqual(kept)
    expect(await people.xiaoli.call(getNoticePreference)).toEqual(none)
  })

  test('is followed by the next notice', async () => {
    await choose({ choices: { message: ['in_page', 'sound'] } })
    await tell('message')
    expect(waysOfLast()).toEqual(['in_page', 'sound'])
    await tell('mention')
    expect(waysOfLast()).toEqual(['in_page', 'desktop', 'sound', 'push'])
  })

  test('of nothing at all keeps it out of the list and the counter', async () => {
    await choose({ choices: { message: [] } })
    await tell('message')
    expect(await people.xiaowang.call(listNotices)).toEqual({ items: [], unread: 0 })
    expect(hints).toEqual([])
  })

  test('cannot switch off the breach of a ticket or an escalation', async () => {
    for (const kind of ['ticket_breached', 'escalation_raised', 'escalation_level'] as const)
      expect(await people.xiaowang.refusal(changeNoticePreference, { ...none, choices: { [kind]: ['push'] } })).toBe(
        'invalid_input',
      )
    await choose({ choices: { ticket_breached: ['in_page'] } })
    await tell('ticket_breached')
    expect(waysOfLast()).toEqual(['in_page'])
  })

  test.each([
    { choices: { nonsense: ['in_page'] } },
    { choices: { message: ['pigeon'] } },
    { choices: { message: ['push', 'push', 'push', 'push', 'push'] } },
    { quiet: { from: '25:00', until: '07:00' } },
    { quiet: { from: '7:00', until: '08:00' } },
    { quiet: { from: '07:00', until: '07:00' } },
    { quiet: { from: '22:00' } },
    { onlyOnShift: 'yes' },
  ])('that makes no sense is refused: %j', async (wrong) => {
    const answer = await people.xiaowang.put('/api/me/notices', { ...none, ...wrong })
    expect(answer.status).toBe(400)
    expect(await people.xiaowang.call(getNoticePreference)).toEqual(none)
  })
})

describe('in quiet hours', () => {
  test('a notice waits in the page and rings when they are over', async () => {
    await choose({ quiet: { from: wallTime(-60), until: wallTime(60) } })
    await tell()
    expect(waysOfLast()).toEqual(['in_page'])
    await choose({ quiet: { from: wallTime(60), until: wallTime(120) } })
    await tell()
    expect(waysOfLast()).toEqual(['in_page', 'desktop', 'sound', 'push'])
  })
})

describe('only on shift', () => {
  const plan = async (startsInHours: number) => {
    const startsAt = new Date(app.clock.now().getTime() + startsInHours * 3_600_000)
    const day = await localDay(contextFor(app.platform, { kind: 'system' }), startsAt)
    const endsAt = new Date(startsAt.getTime() + 8 * 3_600_000)
    const row = { id: app.clock.newId(), staffId: people.xiaowang.id, day, startsAt, endsAt }
    await app.platform.db.insertInto('shift').values(row).execute()
  }

  test('rings during the shift', async () => {
    await plan(-1)
    await choose({ onlyOnShift: true })
    await tell()
    expect(waysOfLast()).toContain('sound')
  })

  test('is silent outside it', async () => {
    await plan(2)
    await choose({ onlyOnShift: true })
    await tell()
    expect(waysOfLast()).toEqual(['in_page'])
  })

  test('rings for somebody whose shifts nobody plans', async () => {
    await choose({ onlyOnShift: true })
    await tell()
    expect(waysOfLast()).toContain('sound')
  })
})

describe('what became of a notice', () => {
  test('is told to its person alone', async () => {
    const { id } = await tell()
    await people.xiaowang.call(reportShown, { ids: [id], way: 'desktop' })
    await people.xiaowang.call(reportShown, { ids: [id], way: 'desktop' })
    await people.xiaoli.call(reportShown, { ids: [id], way: 'in_page' })
    expect(await people.xiaowang.call(myDeliveries)).toMatchObject({
      items: [
        { noticeId: id, kind: 'message', way: 'desktop', result: 'shown' },
        { noticeId: id, way: 'in_page', result: 'sent' },
      ],
    })
    expect((await people.xiaoli.call(myDeliveries)).items).toEqual([])
  })

  test('says that somebody wanted to be left alone', async () => {
    await choose({ choices: { message: [] } })
    await tell()
    expect(await people.xiaowang.call(myDeliveries)).toMatchObject({ items: [{ way: 'in_page', result: 'muted' }] })
  })

  test('is figures without people for the administrator, and nothing for others', async () => {
    await tell()
    await tell()
    const figures = await people.admin.call(deliveryFigures)
    expect(figures.items).toEqual([{ way: 'in_page', result: 'sent', count: 2, lastAt: expect.any(String) }])
    expect(await people.xiaowang.refusal(deliveryFigures)).toBe('not_allowed')
    app.clock.advance(86_400 + 1)
    const later = await signIn(app, 'admin')
    expect((await later.call(deliveryFigures)).items).toEqual([])
  })

  test('is forgotten after a month, the notice after a quarter', async () => {
    const forget = notificationJobs(app.platform).find(({ name }) => name === 'notifications.forget-old')
    const left = async () => {
      const { db } = app.platform
      const [notices, ways] = [
        await db.selectFrom('notice').selectAll().execute(),
        await db.selectFrom('noticeDelivery').selectAll().execute(),
      ]
      return [notices.length, ways.length]
    }
    await tell()
    for (const [days, expected] of [
      [29, [1, 1]],
      [2, [1, 0]],
      [60, [0, 0]],
    ] as const) {
      app.clock.advance(days * 86_400)
      await forget?.run({})
      expect(await left()).toEqual(expected)
    }
  })
})
