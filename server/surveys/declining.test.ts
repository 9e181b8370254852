import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { endConversation } from '../../domain/conversations/contract.ts'
import { declineRating, rateConversation } from '../../domain/conversations/widget-contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { type Guest, guest, servedBy } from '../../test/visitor.ts'

let app: TestApp
let people: Cast
let customer: Guest & { talk: string }

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
})
afterAll(() => app.close())

const ended = (id = customer.talk) => people.xiaowang.call(endConversation, { id })
const lines = async () =>
  (await customer.get(`/api/widget/conversations/${customer.talk}/messages`)).body.items
    .map((item: { system: { key: string } | null }) => item.system?.key)
    .filter((key: string | undefined) => key?.startsWith('rat'))

test('who wants to be asked no more sees no form again, and is asked after no other talk', async () => {
  await ended()
  const { talk } = await customer.call(declineRating, { id: customer.talk })
  expect(talk.survey).toBeNull()
  expect(await customer.refusal(rateConversation, { id: customer.talk, score: 5 })).toBe('wrong_state')
  app.clock.advance(30 * 24 * 3600)
  const next = await customer.start()
  await people.xiaowang.signIn()
  await app.platform.db
    .updateTable('session')
    .set({ lastSeenAt: app.clock.now(), createdAt: app.clock.now() })
    .execute()
  await people.xiaowang.post(`/api/conversations/${next.id}/accept`, {})
  await ended(next.id)
  const asked = await app.platform.db.selectFrom('survey').select('subjectId').execute()
  expect(asked.map(({ subjectId }) => subjectId)).toEqual([customer.talk])
})

test('declining twice is declining once', async () => {
  await ended()
  await customer.call(declineRating, { id: customer.talk })
  await customer.call(declineRating, { id: customer.talk })
  expect(await lines()).toEqual(['rating_declined'])
  const consents = await app.platform.db.selectFrom('consent').select(['purpose', 'state']).execute()
  expect(consents).toEqual([{ purpose: 'survey', state: 'withdrawn' }])
})

test('what was rated before stays', async () => {
  await ended()
  await customer.call(rateConversation, { id: customer.talk, score: 4 })
  const { talk } = await customer.call(declineRating, { id: customer.talk })
  expect(talk.survey).toMatchObject({ score: 4 })
})

test('nobody declines for another, nor before there is something to decline', async () => {
  expect(await customer.refusal(declineRating, { id: customer.talk })).toBe('wrong_state')
  await ended()
  const stranger = await guest(app, people)
  expect(await stranger.refusal(declineRating, { id: customer.talk })).toBe('not_found')
})
