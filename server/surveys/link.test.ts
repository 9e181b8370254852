import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import { atDesk } from '../../test/live.ts'
import { openTicket } from '../../test/tickets.ts'
import { contextFor, transact } from '../platform/context.ts'
import { inviteToRate, surveyLinkOf } from './actions.ts'
import { surveyOf } from './queries.ts'

let app: TestApp
let people: Cast
let talk: { id: string; customerId: string }
let link: string

beforeAll(async () => {
  app = await startTestApp()
})
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  talk = await insertConversation(app, people, { state: 'wrap_up', assigneeId: people.xiaowang.id })
  link = await invited()
})
afterAll(() => app.close())

const system = () => contextFor(app.platform, { kind: 'system' })
const subject = () => ({ type: 'conversation', id: talk.id }) as const

type About = { type: 'conversation' | 'ticket'; id: string }

async function invited(scale: 'five' | 'three' = 'five', of = talk, about?: About): Promise<string> {
  const invitation = {
    subject: about ?? ({ type: 'conversation', id: of.id } as const),
    customerId: of.customerId,
    staffId: people.xiaowang.id,
    groupId: people.groupA,
    channel: 'web_chat',
    category: null,
  }
  return transact(system(), async (tx) => {
    const made = await inviteToRate(tx, { ...invitation, scale })
    return new URL(await surveyLinkOf(tx, made?.id ?? '')).pathname
  })
}

const open = (path = link) => fetch(new URL(path, app.url), { redirect: 'manual' })
const send = (fields: Record<string, string>, path = link, headers: Record<string, string> = {}) =>
  fetch(new URL(path, app.url), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers })
const rate = (score: number, comment = '') => send({ act: 'rate', score: String(score), comment })
const stored = async () => surveyOf(system(), subject())

describe('the page behind a private link', () => {
  test('is a form that needs no script and no cookie, and leaks its address to nobody', async () => {
    const answer = await open()
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toContain('<html lang="zh-CN">')
    expect(page).toContain('非常满意')
    expect(page.match(/type="radio"/g)).toHaveLength(5)
    expect(page).not.toContain('<script')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toMatch(/style-src 'nonce-[\w+/=]{20,}';/)
    expect(policy).not.toContain('script-src')
  })

  test('takes a score and a comment, and thanks', async () => {
    expect((await rate(5, '很好\r\n谢谢')).status).toBe(303)
    expect(await stored()).toMatchObject({ state: 'answered', score: 5, low: false, comment: '很好\n谢谢' })
    const page = await (await open()).text()
    expect(page).toContain('感谢您的评价')
    expect(page).not.toContain('通常在 2 小时内')
  })

  test('is told to the desk that shows the conversation', async () => {
    const live = await atDesk(app, people.xiaowang)
    await rate(4)
    await live.until(() => live.conversations.get(talk.id)?.rating?.score === 4)
  })

  test('names the ticket it is about', async () => {
    const { id, no } = await openTicket(app, people.xiaowang)
    const about = { type: 'ticket', id } as const
    await app.platform.db
      .updateTable('survey')
      .set({ sentAt: new Date(0) })
      .execute()
    expect(await (await open(await invited('five', talk, about))).text()).toContain(`服务单 ${no}`)
  })

  test('promises the call-back after a low score (R53)', async () => {
    await rate(2)
    expect(await (await open()).text()).toContain('通常在 2 小时内')
  })

  test('may be used again for 24 h, and not later', async () => {
    await rate(2)
    expect(await (await open(`${link}?change=1`)).text()).toContain('value="2" required checked')
    await rate(4)
    app.clock.advance(24 * 3600 + 60)
    expect((await rate(1)).status).toBe(303)
    expect(await stored()).toMatchObject({ score: 4 })
    expect(await (await open(`${link}?change=1`)).text()).not.toContain('<form')
  })

  test('says after 7 days that it is closed', async () => {
    app.clock.advance(7 * 24 * 3600 + 60)
    expect(await (await open()).text()).toContain('评价已截止')
    expect((await rate(5)).status).toBe(303)
    expect(await stored()).toMatchObject({ score: null })
  })

  test('shows three buttons where the site asks so, and counts them 5, 3, 1 (C4)', async () => {
    const other = await insertConversation(app, people, { state: 'wrap_up' })
    const three = await invited('three', other)
    const page = await (await open(three)).text()
    expect(page.match(/type="radio"/g)).toHaveLength(3)
    expect((await send({ act: 'rate', score: '4' }, three)).status).toBe(422)
    expect((await send({ act: 'rate', score: '3' }, three)).status).toBe(303)
  })

  test('speaks the language of the conversation', async () => {
    const { db } = app.platform
    await db.updateTable('conversation').set({ locale: 'zh-TW' }).where('id', '=', talk.id).execute()
    expect(await (await open()).text()).toContain('請為本次服務評分')
    await db.updateTable('conversation').set({ locale: 'en' }).where('id', '=', talk.id).execute()
    expect(await (await open()).text()).toContain('How did we do?')
  })

  test('stops asking for good when the customer wants so', async () => {
    expect((await send({ act: 'opt_out' })).status).toBe(303)
    expect(await (await open()).text()).toContain('已为您停止评价邀请')
    expect(await stored()).toMatchObject({ state: 'opted_out' })
    expect((await rate(5)).status).toBe(303)
    expect(await stored()).toMatchObject({ score: null })
    app.clock.advance(90 * 24 * 3600)
    const again = { ...(await insertConversation(app, people)), customerId: talk.customerId }
    const made = await transact(system(), (tx) =>
      inviteToRate(tx, {
        subject: { type: 'conversation', id: again.id },
        customerId: talk.customerId,
        staffId: null,
        groupId: null,
        channel: 'web_chat',
        category: null,
        scale: 'five',
      }),
    )
    expect(made).toBeNull()
    const event = app.platform.db.selectFrom('event').select('reason').where('subjectId', '=', again.id)
    expect(await event.execute()).toEqual([{ reason: 'opted_out' }])
  })
})

describe('what does not belong there', () => {
  test.each(['nothing', '', '9', '0', '4.5', 'x', '1e1'])('a score of "%s" comes back as the form', async (score) => {
    const answer = await send({ act: 'rate', comment: '保留我写的字', ...(score !== 'nothing' && { score }) })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('请先选择一个分数')
    expect(page).toContain('保留我写的字')
    expect(await stored()).toMatchObject({ score: null })
  })

  test('a comment of a book is refused in words, markup stays text', async () => {
    const book = await send({ act: 'rate', score: '1', comment: '长'.repeat(1001) })
    expect(book.status).toBe(422)
    expect(await book.text()).toContain('1000 字以内')
    const evil = '</textarea><script>alert(1)</script>"\''
    await rate(1, evil)
    const page = await (await open(`${link}?change=1`)).text()
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;/textarea&gt;&lt;script&gt;')
  })

  test('a token that is none, or of nobody, is one page', async () => {
    const pages = await Promise.all(['/s/x', `/s/${'a'.repeat(43)}`, `${link}x`].map((path) => open(path)))
    expect(pages.map((answer) => answer.status)).toEqual([404, 404, 404])
    const bodies = await Promise.all(pages.map(async (answer) => (await answer.text()).replace(/nonce="[^"]+"/, '')))
    expect(new Set(bodies).size).toBe(1)
  })

  test('other bodies than a form', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"score":5}' }
    expect((await fetch(new URL(link, app.url), json)).status).toBe(415)
    const big = await send({ act: 'rate', score: '5', comment: 'x'.repeat(70_000) })
    expect(big.status).toBe(413)
  })

  test('the table keeps no token, and no form is read elsewhere', async () => {
    const { rows } = await app.platform.db
      .selectFrom('survey')
      .selectAll()
      .execute()
      .then((found) => ({ rows: JSON.stringify(found) }))
    expect(rows).not.toContain(link.slice(3))
    const elsewhere = await send({ email: 'x' }, '/api/session')
    expect(elsewhere.status).toBe(415)
  })

  test('a browser that says no-referrer posts with the origin "null", which is taken here alone', async () => {
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' }
    expect((await send({ act: 'rate', score: '5' }, link, headers)).status).toBe(303)
    expect((await send({}, '/api/session', headers)).status).toBe(403)
  })
})
