import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import type { Answer } from '../../../test/http.ts'
import { guestLive } from '../../../test/live.ts'
import { type Guest, guest, reply, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let anna: Guest & { talk: string }
let bob: Guest
beforeAll(async () => {
  people = await cast(app)
  anna = await servedBy(app, people, people.xiaowang)
  bob = await guest(app, people)
  await bob.start()
})

const id = () => app.clock.newId()
/** Every route of the widget that names a conversation. */
const routes: [string, (who: Guest, talk: string) => Promise<Answer>][] = [
  ['state', (who, talk) => who.get(`/api/widget/conversations/${talk}`)],
  ['messages', (who, talk) => who.get(`/api/widget/conversations/${talk}/messages`)],
  ['send', (who, talk) => who.post(`/api/widget/conversations/${talk}/messages`, { messageId: id(), body: '好' })],
  ['recall', (who, talk) => who.post(`/api/widget/conversations/${talk}/recall`, { seq: 2 })],
  ['end', (who, talk) => who.post(`/api/widget/conversations/${talk}/end`)],
  ['rating', (who, talk) => who.post(`/api/widget/conversations/${talk}/rating`, { score: 1 })],
  ['transcript', (who, talk) => who.get(`/api/widget/conversations/${talk}/transcript`)],
]

describe('another visitor’s conversation answers exactly like one that is not there:', () => {
  test.each(routes)('%s', async (_name, ask) => {
    const theirs = await ask(bob, anna.talk)
    const nowhere = await ask(bob, id())
    const senseless = await ask(bob, 'not-an-id')
    expect(theirs.status).toBe(404)
    expect([theirs.status, theirs.body]).toEqual([nowhere.status, nowhere.body])
    expect([theirs.status, theirs.body]).toEqual([senseless.status, senseless.body])
  })

  test.each(routes)('%s: and nothing to somebody without a token', async (_name, ask) => {
    const headers = { authorization: 'Bearer nothing' }
    const nobody = { ...anna, get: (path: string) => anna.get(path, { headers }) }
    nobody.post = (path, body) => anna.post(path, body, { headers })
    expect((await ask(nobody, anna.talk)).status).toBe(401)
  })
})

test('live frames of one never reach the other', async () => {
  const [hers, his] = [await guestLive(app, anna), await guestLive(app, bob)]
  his.send({ type: 'typing', conversation: anna.talk, on: true })
  expect((await his.frame('error')).code).toBe('not_found')
  his.send({ type: 'marks', conversation: anna.talk, read: 2 })
  his.send({ type: 'watch', conversation: anna.talk })
  await his.frame('error', (frame) => frame.code === 'not_allowed')
  await reply(app, people.xiaowang, anna.talk, '只给安娜')
  await hers.until(() => hers.messages(anna.talk).some((message) => message.body === '只给安娜'))
  his.send({ type: 'ping' })
  await his.frame('pong')
  expect(JSON.stringify(his.frames)).not.toContain(anna.talk)
  const { conversation } = await people.xiaowang.call(desk.getConversation, { id: anna.talk })
  expect(conversation.customerMarks.read).toBe(0)
})

test('a customer sees nothing of the house: no ids, no notes, no pins, no whispers', async () => {
  const window = await guestLive(app, anna)
  const note = { id: anna.talk, stream: 'note', body: '此客户难缠', whisper: true } as const
  await people.li.call(desk.postMessage, { ...note, messageId: id(), mentions: [people.xiaowang.id] })
  const { seq } = await reply(app, people.xiaowang, anna.talk, '请稍等')
  await people.xiaowang.call(desk.pinMessage, { id: anna.talk, seq, pinned: true })
  await window.until(() => window.messages(anna.talk).some((message) => message.body === '请稍等'))
  const seen = await Promise.all([
    anna.get(`/api/widget/conversations/${anna.talk}`),
    anna.get(`/api/widget/conversations/${anna.talk}/messages?after=0`),
    anna.get(`/api/widget/conversations/${anna.talk}/transcript`),
  ])
  const all = JSON.stringify([seen.map((answer) => answer.body), window.frames])
  expect(all).toContain('请稍等')
  expect(all).not.toContain('难缠')
  expect(all).not.toContain('"pinned":true')
  for (const person of [people.xiaowang, people.li]) expect(all).not.toContain(person.id)
})

describe('files', () => {
  const upload = async (path: string, headers: Record<string, string>, name: string) => {
    const form = new FormData()
    form.set('file', new Blob(['内容'], { type: 'text/plain' }), name)
    const answer = await fetch(new URL(path, app.url), { method: 'POST', body: form, headers })
    return ((await answer.json()) as { attachment: { id: string; url: string } }).attachment
  }
  const fetchAs = (url: string, who: Guest) => fetch(new URL(`${url}?token=${who.token()}`, app.url))
  const upload_ = (name: string) => upload('/api/widget/attachments', { authorization: `Bearer ${anna.token()}` }, name)
  const send = (attachmentId: string, messageId = id()) =>
    anna.post(`/api/widget/conversations/${anna.talk}/messages`, { messageId, attachmentId })

  test('of a talk are its customer’s alone; of a note nobody’s outside', async () => {
    const file = await upload_('a.txt')
    expect((await send(file.id)).status).toBe(200)
    expect((await fetchAs(file.url, anna)).status).toBe(200)
    expect((await fetchAs(file.url, bob)).status).toBe(404)
    const inside = await upload('/api/attachments', { cookie: people.xiaowang.cookies() }, 'b.txt')
    const note = { id: anna.talk, messageId: id(), stream: 'note', attachmentId: inside.id } as const
    await people.xiaowang.call(desk.postMessage, note)
    expect((await fetchAs(inside.url, anna)).status).toBe(404)
  })

  test('go when their message is taken back', async () => {
    const file = await upload_('c.txt')
    const { body } = await send(file.id)
    expect((await anna.post(`/api/widget/conversations/${anna.talk}/recall`, { seq: body.message.seq })).status).toBe(
      200,
    )
    expect((await fetchAs(file.url, anna)).status).toBe(404)
    expect((await people.xiaowang.get(file.url)).status).toBe(404)
  })

  test('are sent once, however often the send is tried', async () => {
    const file = await upload_('d.txt')
    const messageId = id()
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(file.id, messageId)))
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
    expect((await send(file.id)).status).toBe(404)
  })
})
