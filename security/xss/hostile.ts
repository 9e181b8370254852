import { expect } from 'vitest'
import * as staff from '../../domain/conversations/contract.ts'
import { startConversation, startVisit } from '../../domain/conversations/widget-contract.ts'
import { notify } from '../../server/notifications/actions.ts'
import { contextFor, transact } from '../../server/platform/context.ts'
import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import { openHttp } from '../../test/http.ts'
import { visitOf } from '../../test/visitor.ts'
import { identityToken } from '../world/callers.ts'
import { addresses, payloads } from './payloads.ts'

export type Talk = { id: string; customerId: string; payload: string }
type Place = { app: TestApp; people: Cast }
const perTalk = 45

/** Pre-chat questions, so that answers are shown too. */
async function askBefore(app: TestApp, people: Cast): Promise<void> {
  const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
  const field = (key: string, kind: 'text' | 'order_no') => ({
    key,
    kind,
    label: named(key),
    required: false,
    choices: [],
  })
  const fields = [field('name', 'text'), field('question', 'text'), field('order', 'order_no')]
  const settings = { ...people.site.settings, prechat: { enabled: true, fields, consent: named('同意') } }
  await app.platform.db
    .updateTable('site')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', people.site.id)
    .execute()
}

export async function hostileTalks(app: TestApp, people: Cast): Promise<Talk[]> {
  await askBefore(app, people)
  const made: Talk[] = []
  for (let at = 0; at < payloads.length; at += perTalk)
    made.push(await hostileTalk({ app, people }, payloads.slice(at, at + perTalk), at))
  return made
}

/** A visitor types payloads wherever it may, and colleagues carry them further: notes, mentions, tags. */
async function hostileTalk({ app, people }: Place, texts: readonly string[], turn: number): Promise<Talk> {
  const payload = texts[turn % texts.length] as string
  const short = payload.slice(0, 60)
  const address = addresses[turn % addresses.length] as string
  const page = { url: address, title: payload.slice(0, 300), referrer: address }
  const identity = turn % 2 ? await identityToken(people.site.key, `c-${turn}`) : undefined
  const visit = await openHttp(app).call(startVisit, { ...visitOf(app, people), page, ...(identity && { identity }) })
  const http = openHttp(app, undefined, () => ({
    authorization: `Bearer ${visit.token}`,
    'accept-language': 'zh-CN',
    'user-agent': short.replace(/[^\x20-\x7e]/g, '?'),
  }))
  const { talk } = await http.call(startConversation, {
    conversationId: app.clock.newId(),
    messageId: app.clock.newId(),
    body: `zqxss ${payload}`,
    prechat: { name: short, question: payload, order: short },
    page,
  })
  for (const body of texts)
    await http.post(`/api/widget/conversations/${talk.id}/messages`, { messageId: app.clock.newId(), body })
  await upload(app, { token: visit.token, id: talk.id, name: payload })
  const { li } = people
  await li.call(staff.acceptConversation, { id: talk.id })
  await li.call(staff.postMessage, {
    id: talk.id,
    messageId: app.clock.newId(),
    stream: 'note',
    body: payload,
    mentions: [people.chen.id],
  })
  await li.call(staff.postMessage, { id: talk.id, messageId: app.clock.newId(), body: payload, quoteSeq: 2 })
  const { customer } = (await li.call(staff.getConversation, { id: talk.id })).conversation
  await li.patch(`/api/customers/${customer.id}`, {
    tags: [tagOf(payload)],
  })
  await insertOrder(app, customer.id, short)
  await app.platform.db.updateTable('customer').set({ displayName: short }).where('id', '=', customer.id).execute()
  const notice = {
    staffId: li.id,
    kind: 'message',
    subject: { type: 'conversation', id: talk.id },
    params: { text: payload },
  } as const
  await transact(contextFor(app.platform, { kind: 'system' }), (tx) => notify(tx, notice))
  return { id: talk.id, customerId: customer.id, payload }
}

const tagOf = (payload: string) =>
  payload
    .replace(/[\r\n]/g, ' ')
    .trim()
    .slice(0, 30)

type Upload = { token: string; id: string; name: string }

async function upload(app: TestApp, { token, id, name }: Upload): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob(['text'], { type: 'text/plain' }), `${name}.txt`)
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${app.url}/api/widget/attachments`, { method: 'POST', headers, body: form })
  expect(answer.status).toBe(200)
  const { attachment } = await answer.json()
  const body = JSON.stringify({ messageId: app.clock.newId(), attachmentId: attachment.id })
  await fetch(`${app.url}/api/widget/conversations/${id}/messages`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  })
}

async function insertOrder(app: TestApp, customerId: string, text: string): Promise<void> {
  await app.platform.db
    .insertInto('customerOrder')
    .values({
      id: app.clock.newId(),
      customerId,
      orderNo: `${text}-${customerId}`,
      status: text,
      amount: '1',
      currency: 'CNY',
      items: JSON.stringify([{ name: text, quantity: 1, price: 1 }]),
      placedAt: app.clock.now(),
    })
    .execute()
}
