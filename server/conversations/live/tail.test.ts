import { afterAll, beforeEach, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { atDesk, guestLive } from '../../../test/live.ts'
import { guest } from '../../../test/visitor.ts'
import type { Hint } from '../../platform/live/hints.ts'

const app = await startTestApp()
const { hints } = app.platform
const publish = hints.publish
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  hints.publish = publish
  await app.reset()
  people = await cast(app)
  // The ids of the log began anew: two looks forget the old ones.
  await app.tail.round()
  await app.tail.round()
})

/** Another node does the work, and nothing carries its hints here. */
const loseHints = () => {
  const lost: Hint[] = []
  hints.publish = (hint) => void lost.push(hint)
  return lost
}

test('what no hint told, the tail of the log tells: messages, changes, and who is gone', async () => {
  const { xiaowang, xiaoli } = people
  const [first, second] = [await atDesk(app, xiaowang), await atDesk(app, xiaoli)]
  const customer = await guest(app, people)
  const window = await guestLive(app, customer)
  await app.tail.round()
  const lost = loseHints()
  const { id } = await customer.start('有人吗？')
  await app.tail.round()
  await window.until(() => window.messages(id).at(-1)?.body === '有人吗？')
  await Promise.all([first, second].map((live) => live.until(() => live.conversations.get(id)?.state === 'queued')))

  first.send({ type: 'watch', conversation: id })
  await first.frame('viewers')
  await xiaowang.call(desk.acceptConversation, { id })
  await xiaowang.call(desk.postMessage, { id, messageId: app.clock.newId(), body: '我在。' })
  await app.tail.round()
  await window.until(() => window.messages(id).at(-1)?.body === '我在。')
  await window.until(() => window.talks.get(id)?.agent?.staffNo === xiaowang.staffNo)
  await first.until(() => first.conversations.get(id)?.state === 'active')
  await second.frame('gone', (frame) => frame.conversation === id)
  expect(window.messages(id).map((message) => message.seq)).toEqual(window.messages(id).map((_, at) => at + 1))
  expect(lost.length).toBeGreaterThan(5)
})

test('what hints told is not told again', async () => {
  const { xiaowang } = people
  const console_ = await atDesk(app, xiaowang)
  const customer = await guest(app, people)
  const window = await guestLive(app, customer)
  await app.tail.round()
  const { id } = await customer.start()
  await xiaowang.call(desk.acceptConversation, { id })
  await customer.say(id, '一')
  await console_.until(() => console_.conversations.get(id)?.lastMessage?.preview === '一')
  await app.relay.idle()
  const told: Hint[] = []
  hints.subscribe((hint) => void told.push(hint))
  await app.tail.round()
  expect(told).toEqual([])
  expect(window.frames.filter((frame) => frame.type === 'message' && frame.message.body === '一')).toHaveLength(1)
})

test('an event of a slow transaction is told though later ones were told before it', async () => {
  const { db } = app.platform
  const console_ = await atDesk(app, people.xiaowang)
  const customer = await guest(app, people)
  const { id } = await customer.start()
  await console_.until(() => console_.conversations.get(id))
  const release = Promise.withResolvers<void>()
  const written = Promise.withResolvers<void>()
  const slow = db.transaction().execute(async (tx) => {
    const event = { subjectType: 'conversation', subjectId: id, kind: 'conversation.urgency_set' }
    await tx
      .insertInto('event')
      .values({ ...event, actorType: 'system', payload: '{}' })
      .execute()
    await tx.updateTable('conversation').set({ urgency: 'urgent', revision: 1000 }).where('id', '=', id).execute()
    written.resolve()
    await release.promise
  })
  await written.promise
  const other = await guest(app, people)
  await other.start()
  await app.tail.round()
  release.resolve()
  await slow
  await app.tail.round()
  await console_.until(() => console_.conversations.get(id)?.urgency === 'urgent')
})
