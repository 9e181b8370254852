import type { MessageView, TalkView } from '../../domain/conversations/views.ts'
import { type Api, ApiError, type CallReply } from '../delivery/api.ts'
import { applyMessage, mergeMessages, newerTalk } from '../delivery/order.ts'
import type { Memory } from './memory.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

type Ports = {
  store: Store<State>
  api: Api
  memory: Memory
  siteKey: string
  ticket: string
  /** A message this window had not seen before; not for the history a visit begins with. */
  onNews(message: MessageView): void
}
export type Session = ReturnType<typeof createSession>

const retryMs = 3000

/** The visit and the truth about its conversation: what the server says, in order, without gaps. */
export function createSession({ store, api, memory, siteKey, ticket, onNews }: Ports) {
  let identity: string | undefined
  let visiting: Promise<void> | null = null
  let catching: Promise<void> | null = null
  let again = false

  function accept(reply: CallReply<'identifyVisitor'>) {
    memory.saveToken(reply.token)
    const hasLeft = reply.talk !== null && reply.talk.id === store.get().leftTalkId
    store.set({
      visitorName: reply.visitor.identified ? reply.visitor.name : '',
      ...(hasLeft ? {} : { talk: reply.talk, messages: reply.messages }),
    })
  }

  async function begin() {
    const { locale, page } = store.get()
    const token = memory.token() ?? undefined
    const input = { siteKey, token, identity, locale, page, frame: ticket }
    const reply = await api.call('startVisit', input).catch((error: unknown) => {
      // The shop's token may be expired or forged: the visitor then stays a stranger, as without it.
      if (!identity || !(error instanceof ApiError) || error.isPassing) throw error
      identity = undefined
      return api.call('startVisit', { ...input, identity })
    })
    accept(reply)
    store.set({ phase: 'ready', site: reply.site, open: reply.open })
  }

  function replaceTalk(talk: TalkView) {
    const known = store.get().talk
    if (talk.id === store.get().leftTalkId) return
    const kept = newerTalk(known, talk)
    if (kept === known) return
    store.set(kept.id === known?.id ? { talk: kept } : { talk: kept, messages: [], quote: null, isEnding: false })
    if (kept.lastSeq > (store.get().messages.at(-1)?.seq ?? 0)) void catchUp()
  }

  function take(page: readonly MessageView[]) {
    const { messages, talk } = store.get()
    const last = messages.at(-1)?.seq ?? 0
    const mine = page.filter((message) => message.conversationId === talk?.id)
    store.set({ messages: mergeMessages(messages, mine) })
    for (const message of mine) if (message.seq > last) onNews(message)
  }

  async function readOn() {
    for (let more = true; more; ) {
      const { talk, messages } = store.get()
      if (!talk) return
      const reply = await api.call('visitorMessages', { id: talk.id, after: messages.at(-1)?.seq ?? 0, limit: 200 })
      if (store.get().talk?.id === talk.id) take(reply.items)
      more = reply.more && reply.items.length > 0
    }
  }

  /** Reads what was missed from the table. Asked again while it runs, it runs once more. */
  function catchUp(): Promise<void> {
    again = true
    catching ??= (async () => {
      while (again) {
        again = false
        await readOn()
      }
    })()
      .catch((error: unknown) => {
        // With the line its return asks again; the line may stand, though, while the database is away.
        if (error instanceof ApiError && error.isPassing) setTimeout(() => void catchUp(), retryMs)
      })
      .finally(() => {
        catching = null
      })
    return catching
  }

  return {
    take,
    catchUp,
    replaceTalk,
    visit: () => {
      visiting ??= begin().finally(() => {
        visiting = null
      })
      return visiting
    },
    /** One message from the live line. */
    hear(message: MessageView) {
      if (message.conversationId !== store.get().talk?.id) return
      const last = store.get().messages.at(-1)?.seq ?? 0
      const { messages, gap } = applyMessage(store.get().messages, message)
      if (gap) return void catchUp()
      store.set({ messages })
      if (message.seq > last) onNews(message)
    },
    async refresh() {
      const { talk } = store.get()
      if (talk) replaceTalk((await api.call('visitorTalk', { id: talk.id })).talk)
    },
    async loadOlder() {
      const { talk, messages, isLoadingOlder } = store.get()
      const first = messages[0]?.seq ?? 1
      if (!talk || first <= 1 || isLoadingOlder) return
      store.set({ isLoadingOlder: true })
      const reply = await api.call('visitorMessages', { id: talk.id, before: first, limit: 50 }).catch(() => null)
      const isSame = store.get().talk?.id === talk.id
      store.set({
        isLoadingOlder: false,
        ...(reply && isSame && { messages: mergeMessages(store.get().messages, reply.items) }),
      })
    },
    /** Signs in the shop's customer; before the visit it is simply part of it. */
    async identify(token: string) {
      identity = token
      if (store.get().phase !== 'ready') return
      accept(await api.call('identifyVisitor', { identity: token }))
    },
  }
}
