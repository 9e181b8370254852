import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { type Guest, guest, reply, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let customer: Guest & { talk: string }
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
})

const rows = (stream = 'talk') =>
  app.platform.db
    .selectFrom('message')
    .select(['id', 'seq', 'body', 'senderType'])
    .where('conversationId', '=', customer.talk)
    .where('stream', '=', stream)
    .orderBy('seq')
    .execute()
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a message sent twice (reliability/contract 1)', () => {
  test('with the same body gets the first answer again, from both sides', async () => {
    const messageId = app.clock.newId()
    const first = await customer.say(customer.talk, '在吗', messageId)
    expect(await customer.say(customer.talk, '在吗', messageId)).toEqual(first)
    const answer = { id: customer.talk, messageId: app.clock.newId(), body: '在的' }
    const second = await people.xiaowang.call(desk.postMessage, answer)
    expect(await people.xiaowang.call(desk.postMessage, answer)).toEqual(second)
  })

  test('with another body is refused, and the first stays', async () => {
    const messageId = app.clock.newId()
    await customer.say(customer.talk, '要红色的', messageId)
    const other = { id: customer.talk, messageId, body: '要蓝色的' }
    expect(await customer.refusal(widget.postVisitorMessage, other)).toBe('idempotency_mismatch')
    expect((await rows()).at(-1)?.body).toBe('要红色的')
  })

  test('into another conversation is refused', async () => {
    const messageId = app.clock.newId()
    await customer.say(customer.talk, '在吗', messageId)
    const other = await servedBy(app, people, people.xiaowang)
    expect(await other.refusal(widget.postVisitorMessage, { id: other.talk, messageId, body: '在吗' })).toBe(
      'idempotency_mismatch',
    )
  })

  test('20 times at once is one message and 20 equal answers', async () => {
    const messageId = app.clock.newId()
    const before = (await rows()).length
    const answers = await Promise.all(numbers(20).map(() => customer.say(customer.talk, '只此一条', messageId)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await rows()).toHaveLength(before + 1)
  })

  test('still gets its answer after the conversation has ended', async () => {
    const messageId = app.clock.newId()
    const first = await customer.say(customer.talk, '谢谢', messageId)
    await people.xiaowang.call(desk.endConversation, { id: customer.talk })
    expect(await customer.say(customer.talk, '谢谢', messageId)).toEqual(first)
    const { talk } = await customer.call(widget.visitorTalk, { id: customer.talk })
    expect(talk.state).toBe('wrap_up')
  })
})

describe('the order of messages (reliability/contract 2)', () => {
  test('has no gap and no double after 200 sends of both sides at once', async () => {
    const before = (await rows()).length
    const sends = numbers(100).flatMap((number) => [
      customer.say(customer.talk, `客 ${number}`),
      reply(app, people.xiaowang, customer.talk, `服 ${number}`),
    ])
    const acked = await Promise.all(sends)
    const stored = await rows()
    expect(stored.map((row) => row.seq)).toEqual(numbers(before + 200))
    expect(new Set(acked.map((message) => message.seq)).size).toBe(200)
    const bySeq = new Map(stored.map((row) => [row.seq, row.body]))
    for (const message of acked) expect(bySeq.get(message.seq)).toBe(message.body)
  })

  test('is kept by notes in a stream of their own', async () => {
    const note = (number: number) =>
      people.xiaowang.call(desk.postMessage, {
        id: customer.talk,
        messageId: app.clock.newId(),
        stream: 'note',
        body: `内 ${number}`,
      })
    const talked = (await rows()).length
    await Promise.all(numbers(20).map(note))
    expect((await rows('note')).map((row) => row.seq)).toEqual(numbers(20))
    expect(await rows()).toHaveLength(talked)
  })

  test('leaves at most one clock of a kind running, however the two sides interleave', async () => {
    await Promise.all(
      numbers(30).flatMap((number) => [
        customer.say(customer.talk, `${number}`),
        reply(app, people.xiaowang, customer.talk, `${number}`),
      ]),
    )
    const last = (await rows()).at(-1)?.senderType
    const clocks = await app.platform.db
      .selectFrom('clock')
      .select(['kind', 'state'])
      .where('subjectId', '=', customer.talk)
      .where('state', 'in', ['running', 'breached'])
      .execute()
    expect(clocks.map((clock) => clock.kind)).toEqual([last === 'agent' ? 'customer_idle' : 'turn_response'])
  })
})

test('an answer is given only for what another connection can read (reliability/contract 3)', async () => {
  for (const number of numbers(20)) {
    const { id, seq } = await customer.say(customer.talk, `第 ${number} 条`)
    expect((await rows()).at(-1)).toMatchObject({ id, seq })
  }
})

describe('the replay (reliability/contract 4)', () => {
  test('gives what stands after or before a seq, in order, page by page', async () => {
    for (const number of numbers(9)) await customer.say(customer.talk, `${number}`)
    const all = (await customer.call(widget.visitorMessages, { id: customer.talk })).items
    const seqs = (items: { seq: number }[]) => items.map((item) => item.seq)
    expect(seqs(all)).toEqual(numbers(all.length))
    const page = await customer.call(widget.visitorMessages, { id: customer.talk, after: 4, limit: 3 })
    expect([seqs(page.items), page.more]).toEqual([[5, 6, 7], true])
    const earlier = await people.xiaowang.call(desk.listMessages, { id: customer.talk, before: 4, limit: 2 })
    expect([seqs(earlier.items), earlier.more]).toEqual([[2, 3], true])
    const rest = await people.xiaowang.call(desk.listMessages, { id: customer.talk, after: all.length })
    expect(rest).toEqual({ items: [], more: false })
  })

  test('shows both sides the same words', async () => {
    await customer.say(customer.talk, '您好')
    const mine = (await customer.call(widget.visitorMessages, { id: customer.talk })).items
    const theirs = (await people.xiaowang.call(desk.listMessages, { id: customer.talk })).items
    const shown = ({ seq, body }: { seq: number; body: string }) => ({ seq, body })
    expect(mine.map(shown)).toEqual(theirs.map(shown))
  })
})

describe('a quote', () => {
  test('shows whom and what it quotes', async () => {
    const { seq } = await customer.say(customer.talk, '多少钱？')
    const { message } = await people.xiaowang.call(desk.postMessage, {
      id: customer.talk,
      messageId: app.clock.newId(),
      body: '99 元',
      quoteSeq: seq,
    })
    expect(message.quote).toEqual({ seq, name: customer.visit.visitor.name, preview: '多少钱？' })
  })

  test('of what is not there is refused', async () => {
    const quote = { id: customer.talk, messageId: app.clock.newId(), body: '？', quoteSeq: 999 }
    expect(await customer.refusal(widget.postVisitorMessage, quote)).toBe('invalid_input')
  })
})

test('an empty message is refused', async () => {
  const empty = { id: customer.talk, messageId: app.clock.newId(), body: '' }
  expect(await customer.refusal(widget.postVisitorMessage, empty)).toBe('invalid_input')
  expect(await people.xiaowang.refusal(desk.postMessage, empty)).toBe('invalid_input')
})

test('who is not in the conversation cannot write in it', async () => {
  const words = { id: customer.talk, messageId: app.clock.newId(), body: '我来说两句' }
  expect(await people.xiaoli.refusal(desk.postMessage, words)).toBe('not_found')
  expect(await people.chen.refusal(desk.postMessage, words)).toBe('not_allowed')
  const other = await guest(app, people)
  expect(await other.refusal(widget.postVisitorMessage, words)).toBe('not_found')
})
