import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as desk from '../../domain/conversations/contract.ts'
import { endVisitorConversation } from '../../domain/conversations/widget-contract.ts'
import { listNotices } from '../../domain/notifications/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type Person } from '../../test/cast.ts'
import { atDesk, type Live } from '../../test/live.ts'
import { guest } from '../../test/visitor.ts'

let app: TestApp
let people: Cast
let live: Live

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  live = await atDesk(app, people.xiaowang)
})
afterEach(() => live.close())
afterAll(() => app.close())

async function offered(): Promise<{ id: string; leave: () => Promise<unknown> }> {
  const customer = await guest(app, people)
  const { id } = await customer.start()
  await live.until(() => live.conversations.get(id)?.offeredTo === people.xiaowang.id, 'the offer')
  return { id, leave: () => customer.call(endVisitorConversation, { id }) }
}

async function told(person: Person) {
  await app.relay.idle()
  const { items, unread } = await person.call(listNotices)
  return { unread, settled: items.map(({ kind, settledAt }) => [kind, settledAt !== null]) }
}

test('the notice of an offer counts until it is answered', async () => {
  await offered()
  expect(await told(people.xiaowang)).toEqual({ unread: 1, settled: [['offered', false]] })
})

test('it is stale once the offer was passed on', async () => {
  const { id } = await offered()
  await people.xiaowang.call(desk.declineOffer, { id })
  expect(await told(people.xiaowang)).toEqual({ unread: 0, settled: [['offered', true]] })
})

test('it is stale once a colleague took the customer', async () => {
  const { id } = await offered()
  await people.xiaoli.call(desk.acceptConversation, { id })
  expect(await told(people.xiaowang)).toEqual({ unread: 0, settled: [['offered', true]] })
})

test('it is stale once the customer gave up', async () => {
  const { leave } = await offered()
  await leave()
  expect(await told(people.xiaowang)).toEqual({ unread: 0, settled: [['offered', true]] })
})
