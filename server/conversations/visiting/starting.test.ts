import { SignJWT } from 'jose'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import type { SiteSettings } from '../../../domain/settings/site.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { openHttp } from '../../../test/http.ts'
import { atDesk } from '../../../test/live.ts'
import { guest, shopPage, visitOf, whenNotBusy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const newIds = () => ({ conversationId: app.clock.newId(), messageId: app.clock.newId() })
const everyLanguage = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
async function changeSite(change: Partial<SiteSettings>): Promise<void> {
  const settings = JSON.stringify({ ...people.site.settings, ...change })
  await app.platform.db.updateTable('site').set({ settings }).where('id', '=', people.site.id).execute()
  app.platform.hints.publish({ topic: 'settings.changed' })
}
const count = async (table: 'conversation' | 'message' | 'visitor' | 'consent' | 'customerContact') =>
  (await app.platform.db.selectFrom(table).selectAll().execute()).length

describe('a start', () => {
  test('welcomes the customer in the same transaction, within 10 s (SOP 000 二(一))', async () => {
    const customer = await guest(app, people)
    const { id, messages, talk } = await customer.start('在吗')
    expect(messages[0]).toMatchObject({ seq: 1, sender: { type: 'system' }, system: { key: 'welcome' } })
    expect(messages[1]).toMatchObject({ seq: 2, body: '在吗', sender: { id: null } })
    expect(talk).toMatchObject({ state: 'queued', lastSeq: 2, position: 1 })
    const { db } = app.platform
    const xids = await db
      .selectFrom('event')
      .select('tx')
      .where('subjectId', '=', id)
      .where('kind', 'in', ['conversation.started', 'conversation.queued'])
      .execute()
    expect(new Set(xids.map((row) => row.tx)).size).toBe(1)
    const clock = await db.selectFrom('clock').select('state').where('kind', '=', 'auto_welcome').executeTakeFirst()
    expect(clock?.state).toBe('met')
  })

  test.each([
    ['zh-TW', /歡迎/],
    ['en', /welcome|hello|hi/i],
  ] as const)('without words of the site’s own is welcomed by the house, in %s', async (locale, words) => {
    const { seedContent } = await import('../../scripts/actions.ts')
    const { contextFor, transact } = await import('../../platform/context.ts')
    await transact(contextFor(app.platform, { kind: 'system' }), (tx) => seedContent(tx))
    await changeSite({ welcome: everyLanguage('') })
    const customer = await guest(app, people, { locale })
    expect((await customer.start()).messages[0]?.body).toMatch(words)
  })

  test('tried again finds what it made; 10 at once are one conversation', async () => {
    const customer = await guest(app, people)
    const start = { ...newIds(), body: '在吗', page: shopPage }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => whenNotBusy(() => customer.call(widget.startConversation, start))),
    )
    expect(new Set(answers.map((answer) => answer.talk.id))).toEqual(new Set([start.conversationId]))
    expect([await count('conversation'), await count('message')]).toEqual([1, 2])
  })

  test('in a second tab joins the open talk', async () => {
    const customer = await guest(app, people)
    const first = await customer.start('第一页')
    const second = await customer.start('第二页')
    expect(second.id).toBe(first.id)
    expect(second.messages.map((message) => message.body).slice(1)).toEqual(['第一页', '第二页'])
  })

  test('with another customer’s conversation id is refused', async () => {
    const { id } = await (await guest(app, people)).start()
    const other = await guest(app, people)
    const start = { conversationId: id, messageId: app.clock.newId(), body: '在吗', page: shopPage }
    expect(await other.refusal(widget.startConversation, start)).toBe('idempotency_mismatch')
  })

  test('with nothing said is refused', async () => {
    const customer = await guest(app, people)
    expect(await customer.refusal(widget.startConversation, { ...newIds(), page: shopPage })).toBe('invalid_input')
    expect(await count('conversation')).toBe(0)
  })
})

describe('a visit', () => {
  test('with its token goes on where it was, also after a reload', async () => {
    const customer = await guest(app, people)
    const { id } = await customer.start('在吗')
    const again = await guest(app, people, { token: customer.token() })
    expect(again.id).toBe(customer.id)
    expect(again.visit.talk?.id).toBe(id)
    expect(again.visit.messages.at(-1)?.body).toBe('在吗')
    expect(await count('visitor')).toBe(1)
  })

  test('without a ticket of this site’s frame is refused', async () => {
    const http = openHttp(app)
    const visit = visitOf(app, people)
    for (const frame of ['', 'x.1.y', visit.frame.replace(people.site.key, 'shop-other'), `${visit.frame}x`])
      expect(await http.refusal(widget.startVisit, { ...visit, frame })).toBe('wrong_origin')
    app.clock.advance(8 * 86_400)
    expect(await http.refusal(widget.startVisit, visit)).toBe('wrong_origin')
    expect(await http.refusal(widget.startVisit, { ...visit, siteKey: 'shop-nobody' })).toBe('not_found')
  })

  test('with a token that is not one begins anew', async () => {
    const customer = await guest(app, people, { token: 'made-up' })
    expect(customer.visit.talk).toBeNull()
    expect((await openHttp(app).get(`/api/widget/conversations/${app.clock.newId()}`)).status).toBe(401)
  })
})

describe('the questions before the talk', () => {
  const field = (key: string, kind: 'text' | 'contact' | 'order_no', required = true) => ({
    key,
    kind,
    label: everyLanguage(key),
    required,
    choices: [],
  })
  const fields = [field('name', 'text'), field('phone', 'contact'), field('order', 'order_no', false)]
  const prechat = { name: '王芳', phone: '13800138000', order: 'SO-77' }
  beforeEach(() => changeSite({ prechat: { enabled: true, fields, consent: everyLanguage('用于回访') } }))
  const start = async (answers: Record<string, string>, consent = true) => {
    const customer = await guest(app, people)
    const ask = { ...newIds(), body: '在吗', prechat: answers, consent, page: shopPage }
    return { customer, ask }
  }

  test('reach the agent, the contact masked and sealed, with the consent', async () => {
    const { customer, ask } = await start(prechat)
    const { talk } = await customer.call(widget.startConversation, ask)
    await people.xiaowang.call(desk.acceptConversation, { id: talk.id })
    const shown = await people.xiaowang.call(desk.getConversation, { id: talk.id })
    expect(shown.prechat).toEqual([
      { label: 'name', value: '王芳' },
      { label: 'order', value: 'SO-77' },
    ])
    expect(shown.conversation.customer.name).toBe('王芳')
    const contact = await app.platform.db.selectFrom('customerContact').selectAll().executeTakeFirstOrThrow()
    expect(contact.sealed.includes('13800138000')).toBe(false)
    expect(JSON.stringify(shown)).not.toContain('13800138000')
    expect(await count('consent')).toBe(1)
  })

  test.each([
    ['a required answer is missing', { name: '王芳' }, true],
    ['a contact comes without consent', prechat, false],
    ['an answer was not asked for', { ...prechat, secret: '1' }, true],
  ])('are refused when %s', async (_why, answers, consent) => {
    const { customer, ask } = await start(answers, consent)
    expect(await customer.refusal(widget.startConversation, ask)).toBe('invalid_input')
    expect([await count('conversation'), await count('customerContact')]).toEqual([0, 0])
  })
})

describe('a message that is left (R17)', () => {
  const left = () => ({
    ...newIds(),
    name: '王芳',
    contact: 'wang@example.com',
    body: '请回电',
    consent: true as const,
    page: shopPage,
  })

  test('waits for the next agent, without clocks, and keeps the contact sealed', async () => {
    const customer = await guest(app, people)
    expect(customer.visit.open).toBe(false)
    const { talk } = await customer.call(widget.leaveMessage, left())
    expect(talk).toMatchObject({ leftMessage: true, state: 'queued', position: null })
    expect([await count('consent'), await count('customerContact')]).toEqual([1, 1])
    const desk_ = await atDesk(app, people.xiaowang)
    await desk_.until(() => desk_.conversations.get(talk.id)?.offeredTo === people.xiaowang.id)
  })

  test('stays in the queue when its customer closes the window', async () => {
    const customer = await guest(app, people)
    const { talk } = await customer.call(widget.leaveMessage, left())
    const ended = await customer.call(widget.endVisitorConversation, { id: talk.id })
    expect(ended.talk.state).toBe('queued')
  })

  test('needs consent', async () => {
    const customer = await guest(app, people)
    const answer = await customer.post('/api/widget/left-messages', { ...left(), consent: false })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
    expect(await count('conversation')).toBe(0)
  })
})

describe('a customer signed in by the shop', () => {
  type Claims = { aud?: string; sub?: string; exp?: number; secret?: string; alg?: string }
  const sign = ({ aud = people.site.key, sub = 'u-7', exp = 300, secret, alg = 'HS256' }: Claims = {}) =>
    new SignJWT({ name: '林佳穎', level: 'vip' })
      .setProtectedHeader({ alg })
      .setAudience(aud)
      .setSubject(sub)
      .setExpirationTime(Math.floor(app.clock.now().getTime() / 1000) + exp)
      .sign(new TextEncoder().encode(secret ?? 'a-secret-of-the-shop-32-bytes-or-more'))

  test('takes the talk along, under a new token; the old one is worth nothing', async () => {
    const customer = await guest(app, people)
    const { id } = await customer.start()
    const old = customer.token()
    const known = await customer.identify(await sign())
    expect(known).toMatchObject({ visitor: { name: '林佳穎', identified: true }, talk: { id } })
    expect(customer.token()).not.toBe(old)
    const headers = { authorization: `Bearer ${old}` }
    expect((await openHttp(app).get(`/api/widget/conversations/${id}`, { headers })).status).toBe(401)
    await people.xiaowang.call(desk.acceptConversation, { id })
    const { conversation } = await people.xiaowang.call(desk.getConversation, { id })
    expect(conversation.customer).toMatchObject({ name: '林佳穎', verified: true, level: 'vip' })
  })

  test('is the same customer in another browser, who sees nothing of the first', async () => {
    const phone = await guest(app, people, { identity: await sign() })
    await phone.start()
    const laptop = await guest(app, people, { identity: await sign() })
    expect(laptop.visit.visitor.identified).toBe(true)
    expect(laptop.visit.talk).toBeNull()
    const customers = await app.platform.db.selectFrom('visitor').select('customerId').execute()
    expect(new Set(customers.map((row) => row.customerId)).size).toBe(1)
  })

  test('who was somebody else in this browser begins anew', async () => {
    const first = await guest(app, people, { identity: await sign({ sub: 'u-1' }) })
    await first.start('第一位的话')
    const second = await guest(app, people, { token: first.token(), identity: await sign({ sub: 'u-2' }) })
    expect(second.id).not.toBe(first.id)
    expect(second.visit.messages).toEqual([])
  })

  test.each([
    ['another site', { aud: 'shop-other' }],
    ['another secret', { secret: 'a-secret-of-somebody-else-32-bytes-long' }],
    ['the past', { exp: -60 }],
    ['too far ahead', { exp: 7200 }],
  ] as [string, Claims][])('by a token of %s is nobody', async (_what, claims) => {
    const customer = await guest(app, people)
    const token = customer.token()
    expect(await customer.refusal(widget.identifyVisitor, { identity: await sign(claims) })).toBe('wrong_credentials')
    expect(customer.token()).toBe(token)
    expect((await guest(app, people, { identity: await sign(claims) })).visit.visitor.identified).toBe(false)
  })

  test('by an unsigned token or a bare id is nobody', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const exp = Math.floor(app.clock.now().getTime() / 1000) + 60
    const unsigned = `${part({ alg: 'none' })}.${part({ aud: people.site.key, sub: 'u-7', exp })}.`
    const customer = await guest(app, people)
    for (const identity of [unsigned, 'u-7', 'a.b.c'])
      expect(await customer.refusal(widget.identifyVisitor, { identity })).toBe('wrong_credentials')
  })
})
