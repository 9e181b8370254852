import type { Reply } from '../domain/contract.ts'
import { acceptConversation, postMessage } from '../domain/conversations/contract.ts'
import type { MessageView } from '../domain/conversations/views.ts'
import * as widget from '../domain/conversations/widget-contract.ts'
import type { Locale } from '../domain/locale.ts'
import { frameTicket } from '../server/conversations/visiting/frame-ticket.ts'
import { contextFor } from '../server/platform/context.ts'
import type { TestApp } from './app.ts'
import type { Cast, Person } from './cast.ts'
import { type Http, openHttp, Refused } from './http.ts'

type Come = { token?: string; identity?: string; locale?: Locale; siteKey?: string }
export type Started = Reply<typeof widget.startConversation> & { id: string }
export const shopPage = { url: 'http://shop.test/goods/7', title: '白瓷茶具' }

/** A customer's browser in front of the widget: everything goes through the real API with the visitor's token. */
export type Guest = Http & {
  id: string
  token(): string
  visit: Reply<typeof widget.startVisit>
  /** Begins a conversation with a first message. */
  start(body?: string): Promise<Started>
  say(conversationId: string, body: string, messageId?: string): Promise<MessageView>
  identify(identity: string): Promise<Reply<typeof widget.identifyVisitor>>
}

export async function guest(app: TestApp, people: Cast, come: Come = {}): Promise<Guest> {
  const { newId } = app.clock
  const visit = await openHttp(app).call(widget.startVisit, visitOf(app, people, come))
  let { token } = visit
  const http = openHttp(app, undefined, () => ({
    authorization: `Bearer ${token}`,
    'accept-language': come.locale ?? 'zh-CN',
  }))
  return {
    ...http,
    id: visit.visitor.id,
    token: () => token,
    visit,
    async start(body = '您好，请问这套茶具还有货吗？') {
      const id = newId()
      const started = await http.call(widget.startConversation, {
        conversationId: id,
        messageId: newId(),
        body,
        page: shopPage,
      })
      return { ...started, id: started.talk.id }
    },
    async say(id, body, messageId = newId()) {
      return (await whenNotBusy(() => http.call(widget.postVisitorMessage, { id, messageId, body }))).message
    },
    async identify(identity) {
      const known = await http.call(widget.identifyVisitor, { identity })
      token = known.token
      return known
    },
  }
}

/** What the frame sends when it opens. */
export function visitOf(app: TestApp, people: Cast, { siteKey = people.site.key, ...come }: Come = {}) {
  const frame = frameTicket(contextFor(app.platform, { kind: 'system' }), siteKey)
  return { siteKey, locale: 'zh-CN' as const, page: shopPage, frame, ...come }
}

/** A branch and a leaf of the category tree; the leaf's key. */
export async function category(app: TestApp): Promise<string> {
  const name = JSON.stringify({ 'zh-CN': '库存', 'zh-TW': '庫存', en: 'Stock' })
  await app.platform.db
    .insertInto('category')
    .values([
      { key: 'stock', name },
      { key: 'stock.left', parent: 'stock', stage: 'presales', name },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return 'stock.left'
}

/** A customer whom `agent` has accepted. */
export async function servedBy(app: TestApp, people: Cast, agent: Person): Promise<Guest & { talk: string }> {
  const customer = await guest(app, people)
  const { id } = await customer.start()
  await agent.call(acceptConversation, { id })
  return { ...customer, talk: id }
}

/** A reply of `agent`. */
export async function reply(app: TestApp, agent: Person, id: string, body = '有货，今天就能发。') {
  const message = { id, messageId: app.clock.newId(), body }
  return (await whenNotBusy(() => agent.call(postMessage, message))).message
}

/** Tries again after 503 `busy`, as the real clients do, always with the same id. */
export async function whenNotBusy<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'busy') || attempt === 20) throw error
    }
  }
}
