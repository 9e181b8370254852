import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { atDesk, guestLive } from '../../../test/live.ts'
import { type Guest, reply, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let customer: Guest & { talk: string }
let id: string
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
  id = customer.talk
})

const secret = '价格底线七折千万别说'

describe('a message that is taken back', () => {
  test('is gone everywhere: on both sides, in quotes, lists, search and transcript', async () => {
    const [window, live] = [await guestLive(app, customer), await atDesk(app, people.xiaowang)]
    live.send({ type: 'watch', conversation: id })
    const { seq } = await reply(app, people.xiaowang, id, secret)
    const quoting = { id, messageId: app.clock.newId(), body: '什么意思', quoteSeq: seq }
    await customer.call(widget.postVisitorMessage, quoting)
    expect((await people.xiaowang.call(desk.searchConversations, { q: '底线' })).items).toHaveLength(1)
    const { conversation } = await people.xiaowang.call(desk.recallMessage, { id, seq })
    expect(JSON.stringify(conversation)).not.toContain(secret)
    for (const side of [window, live])
      await side.until(() => side.messages(id).some((message) => message.seq === seq && message.recalled))

    const seen = await Promise.all([
      customer.get(`/api/widget/conversations/${id}/messages?after=0`),
      customer.get(`/api/widget/conversations/${id}/transcript`),
      people.xiaowang.get(`/api/conversations/${id}`),
      people.xiaowang.get(`/api/conversations/${id}/messages?after=0`),
      people.xiaowang.get('/api/conversations'),
      people.xiaowang.get(`/api/search/conversations?q=${encodeURIComponent('底线')}`),
    ])
    for (const answer of seen) {
      expect(answer.status).toBe(200)
      expect(JSON.stringify(answer.body)).not.toContain(secret)
    }
    expect(seen[5]?.body.items).toEqual([])
    expect(JSON.stringify([window.messages(id), live.messages(id)])).not.toContain(secret)
    const { db } = app.platform
    const kept = await db
      .selectFrom('message')
      .select('body')
      .where('seq', '=', seq)
      .where('stream', '=', 'talk')
      .execute()
    expect(kept.map((row) => row.body)).toContain(secret)
  })

  test('leaves the notices that told of it without its words', async () => {
    const { seq } = await customer.say(id, secret)
    const notices = async () => JSON.stringify((await people.xiaowang.get('/api/notices')).body)
    expect(await notices()).toContain(secret)
    await customer.call(widget.recallVisitorMessage, { id, seq })
    expect(await notices()).not.toContain(secret)
    expect(await notices()).toContain(id)
  })

  test('was the last one: the list shows no words of it', async () => {
    const { seq } = await reply(app, people.xiaowang, id, secret)
    await people.xiaowang.call(desk.recallMessage, { id, seq })
    const { conversation } = await people.xiaowang.call(desk.getConversation, { id })
    expect(conversation.lastMessage).toMatchObject({ seq, preview: '' })
  })

  test('can be taken back for 2 minutes, by who wrote it, once', async () => {
    const { seq } = await customer.say(id, '说错了')
    const other = await reply(app, people.xiaowang, id)
    expect(await customer.refusal(widget.recallVisitorMessage, { id, seq: other.seq })).toBe('not_allowed')
    expect(await people.xiaowang.refusal(desk.recallMessage, { id, seq })).toBe('not_allowed')
    expect(await people.li.refusal(desk.recallMessage, { id, seq: other.seq })).toBe('not_allowed')
    expect(await customer.refusal(widget.recallVisitorMessage, { id, seq: 1 })).toBe('not_allowed')
    expect(await customer.refusal(widget.recallVisitorMessage, { id, seq: 999 })).toBe('not_found')
    app.clock.advance(118)
    await customer.call(widget.recallVisitorMessage, { id, seq })
    await customer.call(widget.recallVisitorMessage, { id, seq })
    app.clock.advance(3)
    expect(await people.xiaowang.refusal(desk.recallMessage, { id, seq: other.seq })).toBe('recall_too_late')
    const lines = (await customer.call(widget.visitorMessages, { id })).items
    expect(lines.filter((message) => message.system?.key === 'recalled')).toHaveLength(1)
  })
})

describe('a pin', () => {
  test('marks a message for the house, and comes off again', async () => {
    const live = await atDesk(app, people.xiaowang)
    live.send({ type: 'watch', conversation: id })
    await live.frame('viewers')
    const { seq } = await customer.say(id, '收货地址是海口')
    await people.xiaowang.call(desk.pinMessage, { id, seq, pinned: true })
    await live.until(() => live.messages(id, 'note').some((message) => message.system?.key === 'pinned'))
    const shown = await people.xiaowang.call(desk.getConversation, { id })
    expect(shown.talk.filter((message) => message.pinned).map((message) => message.seq)).toEqual([seq])
    await people.xiaowang.call(desk.pinMessage, { id, seq, pinned: false })
    const after = await people.xiaowang.call(desk.getConversation, { id })
    expect(after.talk.some((message) => message.pinned)).toBe(false)
  })

  test('is for who may write notes, on messages that are there', async () => {
    const { seq } = await customer.say(id, '收货地址是海口')
    expect(await people.xiaoli.refusal(desk.pinMessage, { id, seq, pinned: true })).toBe('not_found')
    expect(await people.xiaowang.refusal(desk.pinMessage, { id, seq: 99, pinned: true })).toBe('not_found')
  })
})

describe('a draft', () => {
  test('is kept for its writer alone, and gone once the reply is sent', async () => {
    await people.xiaowang.call(desk.saveDraft, { id, body: '我先查一下' })
    const draft = async (who: (typeof people)['li']) => (await who.call(desk.getConversation, { id })).draft
    expect([await draft(people.xiaowang), await draft(people.li)]).toEqual(['我先查一下', ''])
    await reply(app, people.xiaowang, id)
    expect(await draft(people.xiaowang)).toBe('')
  })

  test('cannot be kept in a conversation one does not see', async () => {
    expect(await people.xiaoli.refusal(desk.saveDraft, { id, body: '?' })).toBe('not_found')
  })
})

describe('a note', () => {
  test('tells who is mentioned', async () => {
    const live = await atDesk(app, people.li)
    const note = { id, messageId: app.clock.newId(), stream: 'note' as const, body: '请看', mentions: [people.li.id] }
    await people.xiaowang.call(desk.postMessage, note)
    expect((await live.frame('notice')).notice).toMatchObject({
      kind: 'mention',
      subject: { type: 'conversation', id },
    })
  })

  test('is the house’s alone: no whisper and no mention gets into the talk', async () => {
    const words = { id, messageId: app.clock.newId(), body: '您好', whisper: true, mentions: [people.li.id] }
    const { message } = await people.xiaowang.call(desk.postMessage, words)
    expect(message).toMatchObject({ stream: 'talk', whisper: false, mentions: [] })
  })
})

test('search folds Simplified and Traditional, and shows what one may see alone', async () => {
  await customer.say(id, '我要退貨，物流太慢')
  const hits = async (who: (typeof people)['li'], q: string) => (await who.call(desk.searchConversations, { q })).items
  for (const q of ['退货', '退貨', '物流'])
    expect((await hits(people.xiaowang, q)).map((hit) => hit.conversation.id)).toEqual([id])
  expect(await hits(people.xiaoli, '退货')).toEqual([])
  expect(await hits(people.boss, '退货')).toEqual([])
  for (const q of ["'", '\\', '& | !', ':*', '(', '!!!', '没有的词语'])
    expect(await hits(people.xiaowang, q)).toEqual([])
})
