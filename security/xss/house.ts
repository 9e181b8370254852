import * as desk from '../../domain/conversations/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { editScript, listScripts } from '../../domain/scripts/contract.ts'
import { contextFor, transact } from '../../server/platform/context.ts'
import { seedContent } from '../../server/scripts/actions.ts'
import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import { changeSite } from '../widget/shop.ts'
import { payloads } from './payloads.ts'

type Place = { app: TestApp; people: Cast }
export const payload = (turn: number, length = 2000) => (payloads[turn % payloads.length] as string).slice(0, length)
const said = (turn: number, length?: number): Record<Locale, string> => {
  const text = `${turn} ${payload(turn, length)}`
  return { 'zh-CN': text, 'zh-TW': text, en: text }
}

/** Everything the house itself writes on the customer's window is hostile: names, site texts, questions, scripts. */
export async function hostileHouse({ app, people }: Place): Promise<void> {
  const { db } = app.platform
  const field = (turn: number, kind: 'text' | 'choice') => ({
    key: `field_${turn}`,
    kind,
    label: said(turn),
    required: false,
    choices: kind === 'choice' ? [said(turn + 1), said(turn + 2)] : [],
  })
  await changeSite(app, people, {
    name: payload(0, 80),
    brand: payload(3, 60),
    greeting: said(7),
    welcome: said(11),
    questions: [said(13), said(17), said(19)],
    prechat: { enabled: true, fields: [field(23, 'text'), field(29, 'choice')], consent: said(31) },
  })
  await db
    .updateTable('staff')
    .set({ name: payload(60) })
    .where('id', '=', people.xiaowang.id)
    .execute()
  await db
    .updateTable('staff')
    .set({ name: payload(90) })
    .where('id', '=', people.li.id)
    .execute()
  await transact(contextFor(app.platform, { kind: 'system' }), seedContent)
}

/** The words of the house's own welcome, where the site has none. */
export async function hostileScript({ people }: Place): Promise<void> {
  const { items } = await people.zhou.call(listScripts, { q: 'greet.auto.welcome' })
  const text = said(40)
  await people.zhou.call(editScript, { id: items[0]?.id ?? '', title: { 'zh-CN': 'x', 'zh-TW': 'x', en: 'x' }, text })
}

/** All that an agent and a supervisor can put into one conversation: every payload, quotes, files, system lines. */
export async function hostileAnswers({ app, people }: Place, id: string): Promise<void> {
  const { xiaowang, li } = people
  const newId = app.clock.newId
  for (const body of payloads) await xiaowang.call(desk.postMessage, { id, messageId: newId(), body })
  for (const quoteSeq of [4, 5, 6])
    await xiaowang.call(desk.postMessage, { id, messageId: newId(), body: `quoting ${quoteSeq}`, quoteSeq })
  for (const turn of [50, 70, 140]) {
    const attachmentId = await upload(app, xiaowang.cookies(), `${payload(turn, 150)}.txt`)
    await xiaowang.call(desk.postMessage, { id, messageId: newId(), body: payload(turn), attachmentId })
  }
  await li.call(desk.joinConversation, { id })
  await li.call(desk.postMessage, { id, messageId: newId(), body: 'the supervisor too' })
  await li.call(desk.takeOverConversation, { id, reason: payload(80, 500) })
}

async function upload(app: TestApp, cookie: string, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob(['text'], { type: 'text/plain' }), name)
  const answer = await fetch(`${app.url}/api/attachments`, { method: 'POST', headers: { cookie }, body: form })
  if (!answer.ok) throw new Error(`the file ${name} was not taken: ${answer.status}`)
  return (await answer.json()).attachment.id
}
