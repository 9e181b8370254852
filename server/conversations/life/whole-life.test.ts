import { afterAll, beforeEach, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { atDesk, guestLive } from '../../../test/live.ts'
import { category, guest } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

test('a chat lives from the first word to the record, and both sides see the same', async () => {
  const { xiaowang } = people
  const console_ = await atDesk(app, xiaowang)
  const customer = await guest(app, people)
  expect(customer.visit.open).toBe(true)
  const window = await guestLive(app, customer)
  const { id, messages, talk } = await customer.start('茶具还有货吗？')
  expect(messages.map((message) => message.body)).toEqual([people.site.settings.welcome['zh-CN'], '茶具还有货吗？'])
  expect(talk).toMatchObject({ state: 'queued', position: 1 })

  // The offer may come a moment before the first message is counted.
  const offer = await console_.frame(
    'conversation',
    ({ conversation }) => conversation.offeredTo === xiaowang.id && conversation.unread === 1,
  )
  expect(offer.conversation).toMatchObject({ id, state: 'queued' })
  console_.send({ type: 'watch', conversation: id })
  await console_.frame('viewers')
  const accepted = await xiaowang.call(desk.acceptConversation, { id })
  expect(accepted.conversation).toMatchObject({ state: 'active', assignee: { staffNo: xiaowang.staffNo } })
  await window.until(() => window.talks.get(id)?.agent?.staffNo === xiaowang.staffNo)

  await xiaowang.call(desk.postMessage, { id, messageId: app.clock.newId(), body: '有货，今天就能发。' })
  await window.until(() => window.messages(id).some((message) => message.body === '有货，今天就能发。'))
  await customer.say(id, '那我买两套。')
  await console_.until(() => console_.messages(id).some((message) => message.body === '那我买两套。'))
  await xiaowang.call(desk.endConversation, { id })
  await window.until(() => window.talks.get(id)?.survey !== null)
  const rated = await customer.call(widget.rateConversation, { id, score: 5, comment: '很快' })
  expect(rated.talk.survey).toMatchObject({ score: 5, comment: '很快' })

  await category(app)
  const record = { category: 'stock.left', stage: 'presales', result: '告知有货', resolved: true } as const
  const { conversation } = await xiaowang.call(desk.saveRecord, { id, ...record })
  expect(conversation).toMatchObject({ state: 'closed', ...record, rating: { score: 5 } })
  await console_.until(() => console_.conversations.get(id)?.state === 'closed')
})
