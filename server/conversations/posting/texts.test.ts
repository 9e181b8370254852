import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { type Guest, guest, servedBy, shopPage, visitOf } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let customer: Guest & { talk: string }
beforeAll(async () => {
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
})

const path = (id: string) => `/api/widget/conversations/${id}/messages`
const count = async () => (await customer.call(widget.visitorTalk, { id: customer.talk })).talk.lastSeq

describe('is stored and given back exactly:', () => {
  test.each([
    ['10,000 characters', '汉'.repeat(10_000)],
    ['emoji with joiners and skin', '👩‍👩‍👧‍👦 👍🏽 🇹🇼 e\u0301 ﷽'],
    ['right-to-left marks', '\u202Eevil\u202C \u200F\u061C العربية'],
    ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)> &amp; {{x}}'],
    ['quotes and backslashes', `'; drop table message; -- "\\" \\u0041 \\0`],
    ['white space', '  \t两端\r\n\n  '],
    ['zero-width and unusual characters', '\u200B\uFEFF\uFFFD\uFFFE\u0001\u{10FFFF}'],
  ])('%s', async (_what, body) => {
    const { seq } = await customer.say(customer.talk, body)
    const [stored] = (await people.xiaowang.call(desk.listMessages, { id: customer.talk, after: seq - 1 })).items
    expect(stored?.body).toBe(body)
    const { message } = await people.xiaowang.call(desk.postMessage, {
      id: customer.talk,
      messageId: app.clock.newId(),
      body,
    })
    const mine = await customer.call(widget.visitorMessages, { id: customer.talk, after: message.seq - 1 })
    expect(mine.items[0]?.body).toBe(body)
    expect(await customer.get(`/api/widget/conversations/${customer.talk}/transcript`)).toMatchObject({ status: 200 })
  })
})

describe('is refused in the reader’s language, and changes nothing:', () => {
  const languages = { 'zh-CN': /[\u4e00-\u9fff]/, 'zh-TW': /[\u4e00-\u9fff]/, en: /[a-z]/ }
  const messageId = () => app.clock.newId()
  test.each([
    ['NUL', '"a\\u0000b"', 400],
    ['a lone surrogate', '"\\ud83d"', 400],
    ['10,001 characters', JSON.stringify('a'.repeat(10_001)), 400],
    ['100 kB', JSON.stringify('a'.repeat(100_000)), 400],
    ['2 MB', JSON.stringify('a'.repeat(2_000_000)), 413],
    ['a number', '7', 400],
    ['nothing', 'null', 400],
  ])('%s', async (_what, body, status) => {
    const before = await count()
    for (const [locale, letters] of Object.entries(languages)) {
      const sent = `{"messageId":"${messageId()}","body":${body}}`
      const headers = { 'accept-language': locale }
      const answer = await customer.post(path(customer.talk), sent, { headers })
      expect(answer.status).toBe(status)
      expect(answer.body.error.message).toMatch(letters)
    }
    expect(await count()).toBe(before)
  })

  test.each([
    ['no JSON', '{"messageId":'],
    ['a list', '[]'],
    ['an unknown field', '{"messageId":"x","body":"a","admin":true}'],
    ['an id that is no UUIDv7', '{"messageId":"00000000-0000-4000-8000-000000000000","body":"a"}'],
    ['a polluted prototype', '{"__proto__":{"body":"a"}}'],
  ])('%s', async (_what, sent) => {
    const before = await count()
    expect(await customer.post(path(customer.talk), sent)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_input' } },
    })
    expect(await count()).toBe(before)
  })
})

test('NUL in any other text is bad input, never a failure of the server', async () => {
  const nul = 'a\0b'
  const newcomer = await guest(app, people)
  const page = { ...shopPage, title: nul }
  const start = { conversationId: app.clock.newId(), messageId: app.clock.newId(), body: '好' }
  const answers = await Promise.all([
    customer.post('/api/widget/visit', { ...visitOf(app, people), page }),
    customer.post('/api/widget/visit', { ...visitOf(app, people), siteKey: `${people.site.key}${nul}` }),
    newcomer.post('/api/widget/conversations', { ...start, page: shopPage, orderNo: nul }),
    customer.post('/api/widget/identify', { identity: nul }),
    people.xiaowang.put(`/api/conversations/${customer.talk}/draft`, { body: nul }),
    people.xiaowang.get('/api/search/conversations?q=a%00b'),
    people.xiaowang.get('/api/conversations?category=a%00b'),
    people.xiaowang.post(`/api/conversations/${customer.talk}/record`, {
      category: nul,
      stage: 'presales',
      result: '好',
      resolved: true,
    }),
  ])
  for (const answer of answers) {
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  }
})
