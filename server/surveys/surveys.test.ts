import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getCentre, updateCentre } from '../../domain/settings/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import { jobsOf } from '../jobs.ts'
import { contextFor, transact } from '../platform/context.ts'
import { categoriseSurvey, inviteToRate, rateSubject } from './actions.ts'
import { surveyOf, surveysOf } from './queries.ts'

const centreFields = { name: '明德商城客服中心', locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const
let app: TestApp
let people: Cast
let talk: { id: string; customerId: string }

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  talk = await insertConversation(app, people, { state: 'wrap_up', assigneeId: people.xiaowang.id })
})
afterAll(() => app.close())

const hours = (count: number) => app.clock.advance(count * 3600)
const system = () => contextFor(app.platform, { kind: 'system' })

function invite(subject = talk, scale: 'five' | 'three' = 'five') {
  const { xiaowang, groupA } = people
  const invitation = {
    subject: { type: 'conversation', id: subject.id } as const,
    customerId: subject.customerId,
    staffId: xiaowang.id,
    groupId: groupA,
    channel: 'web_chat',
    category: null,
  }
  return transact(system(), (tx) => inviteToRate(tx, { ...invitation, scale })).then((made) => made !== null)
}

function rate(score: number, comment = '', id = talk.id) {
  return transact(system(), (tx) => rateSubject(tx, { subject: { type: 'conversation', id }, score, comment }))
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: { code: string }) => error.code,
  )

function surveyEvents() {
  return app.platform.db
    .selectFrom('event')
    .select(['kind', 'payload'])
    .where('subjectId', '=', talk.id)
    .where('kind', 'like', 'survey.%')
    .orderBy('id')
    .execute()
}

describe('an invitation (SOP 000 二(四), R52)', () => {
  test('is one per conversation and runs for 7 days', async () => {
    expect(await invite()).toBe(true)
    expect(await invite()).toBe(false)
    const shown = (await surveysOf(system(), [talk.id])).get(talk.id)
    expect(shown).toMatchObject({ scale: 'five', score: null, comment: '' })
    const days = (Date.parse(shown?.expiresAt ?? '') - app.clock.now().getTime()) / 86_400_000
    expect(days).toBeCloseTo(7, 2)
    expect(await surveyEvents()).toEqual([
      {
        kind: 'survey.invited',
        payload: {
          scale: 'five',
          staffId: people.xiaowang.id,
          groupId: people.groupA,
          channel: 'web_chat',
          category: null,
        },
      },
    ])
  })

  test('of another conversation comes to the same customer only after 24 h', async () => {
    await invite()
    const second = { ...(await insertConversation(app, people)), customerId: talk.customerId }
    hours(23.9)
    expect(await invite(second)).toBe(false)
    hours(0.2)
    expect(await invite(second)).toBe(true)
  })

  test('of two at once is one', async () => {
    const made = await Promise.all([invite(), invite(), invite()])
    expect(made.filter(Boolean)).toHaveLength(1)
  })
})

describe('nobody is asked too often', () => {
  const events = (id: string) =>
    app.platform.db.selectFrom('event').select(['kind', 'reason']).where('subjectId', '=', id).orderBy('id').execute()
  const another = async () => ({ ...(await insertConversation(app, people)), customerId: talk.customerId })

  test('and the log says why not', async () => {
    await invite()
    const second = await another()
    expect(await invite(second)).toBe(false)
    expect(await events(second.id)).toEqual([{ kind: 'survey.skipped', reason: 'asked_recently' }])
  })

  test('of two that end at the same moment one is asked about', async () => {
    const second = await another()
    const made = await Promise.all([invite(), invite(second)])
    expect(made.filter(Boolean)).toHaveLength(1)
  })

  test('how often is the centre’s to say; 0 hours is no rest at all', async () => {
    await invite()
    await people.admin.call(updateCentre, { ...centreFields, surveyRestHours: 0 })
    expect(await invite(await another())).toBe(true)
    await people.admin.call(updateCentre, { ...centreFields, surveyRestHours: 72 })
    hours(71)
    expect(await invite(await another())).toBe(false)
    hours(2)
    expect(await invite(await another())).toBe(true)
  })

  test('and only settings that make sense are taken', async () => {
    const refused = (change: object) => people.admin.refusal(updateCentre, { ...centreFields, ...change })
    expect(await refused({ surveyRestHours: -1 })).toBe('invalid_input')
    expect(await refused({ lowScore: 5 })).toBe('invalid_input')
    expect(await people.li.refusal(updateCentre, { ...centreFields, lowScore: 2 })).toBe('not_allowed')
    expect(await people.li.call(getCentre)).toMatchObject({ surveyRestHours: 24, lowScore: 3 })
  })
})

test('a ticket is asked about like a conversation, beside it', async () => {
  const ticket = { type: 'ticket', id: app.clock.newId() } as const
  await transact(system(), async (tx) => {
    const about = { customerId: talk.customerId, staffId: null, groupId: people.groupA, scale: 'five' } as const
    await inviteToRate(tx, { ...about, subject: ticket, channel: 'phone', category: 'logistics.lost' })
    await rateSubject(tx, { subject: ticket, score: 3, comment: '' })
  })
  expect(await surveyOf(system(), ticket)).toMatchObject({ channel: 'phone', category: 'logistics.lost', low: true })
  expect(await surveyOf(system(), { type: 'conversation', id: ticket.id })).toBeUndefined()
})

test('an invitation nobody answered in 7 days is expired once, whichever node looks', async () => {
  await invite()
  const expire = () =>
    jobsOf(app.platform)
      .find((job) => job.name === 'surveys.expire')
      ?.run({})
  await expire()
  hours(7 * 24 + 0.1)
  await Promise.all([expire(), expire()])
  expect(await surveyOf(system(), { type: 'conversation', id: talk.id })).toMatchObject({ state: 'expired' })
  expect((await surveyEvents()).map(({ kind }) => kind)).toEqual(['survey.invited', 'survey.expired'])
})

test('a category that is known later is kept with the survey', async () => {
  await invite()
  const subject = { type: 'conversation', id: talk.id } as const
  await transact(system(), (tx) => categoriseSurvey(tx, subject, 'quality.defect'))
  expect(await surveyOf(system(), subject)).toMatchObject({ category: 'quality.defect' })
})

describe('an answer', () => {
  test('is kept and told to the log without the customer’s words', async () => {
    await invite()
    expect(await rate(2, '等了很久')).toEqual({ score: 2, comment: '等了很久', changed: false })
    expect((await surveysOf(system(), [talk.id])).get(talk.id)).toMatchObject({ score: 2, comment: '等了很久' })
    const [, answered] = await surveyEvents()
    expect(answered).toMatchObject({
      kind: 'survey.answered',
      payload: { score: 2, low: true, previous: null, staffId: people.xiaowang.id, groupId: people.groupA },
    })
    expect(JSON.stringify(answered)).not.toContain('等了很久')
  })

  test('sent twice is one answer', async () => {
    await invite()
    await rate(5)
    expect(await rate(5)).toEqual({ score: 5, comment: '', changed: false })
    expect(await surveyEvents()).toHaveLength(2)
  })

  test('may be changed for 24 h, and the log keeps what it was', async () => {
    await invite()
    await rate(2)
    hours(23.9)
    expect(await rate(4, '已解决')).toEqual({ score: 4, comment: '已解决', changed: true })
    const events = await surveyEvents()
    expect(events.at(-1)).toMatchObject({ payload: { score: 4, low: false, previous: 2 } })
    hours(0.2)
    expect(await refusal(rate(1))).toBe('link_expired')
    expect((await surveysOf(system(), [talk.id])).get(talk.id)).toMatchObject({ score: 4 })
  })

  test('without an invitation or after 7 days is refused', async () => {
    expect(await refusal(rate(5))).toBe('wrong_state')
    await invite()
    hours(7 * 24 - 0.1)
    expect(await refusal(rate(5))).toBe('taken')
    const late = await insertConversation(app, people)
    await invite(late)
    hours(7 * 24 + 0.1)
    expect(await refusal(rate(5, '', late.id))).toBe('link_expired')
  })

  test('stands on the scale that was asked for', async () => {
    await invite(talk, 'three')
    expect(await refusal(rate(4))).toBe('invalid_input')
    expect(await refusal(rate(3))).toBe('taken')
  })
})
