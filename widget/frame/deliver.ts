import { type Api, ApiError } from '../delivery/api.ts'
import type { Unsent } from '../delivery/unsent.ts'
import type { Memory } from './memory.ts'
import type { Session } from './session.ts'
import { isRunning, type State } from './state.ts'
import type { Store } from './store.ts'

type Ports = { store: Store<State>; api: Api; memory: Memory; session: Session }

/** Sends one message of the outbox by the call its kind asks for, and applies what the server committed. */
export function createDelivery({ store, api, memory, session }: Ports) {
  async function begin(item: Unsent) {
    const { conversationId, messageId, body, attachment, prechat = {}, consent = false, orderNo } = item
    const { page } = store.get()
    const begun =
      item.kind === 'leave'
        ? await api.call('leaveMessage', {
            conversationId,
            messageId,
            body,
            name: item.name ?? '',
            contact: item.contact ?? '',
            consent: true,
            page,
          })
        : await api.call('startConversation', {
            conversationId,
            messageId,
            body,
            attachmentId: attachment?.id,
            prechat,
            consent,
            orderNo,
            page,
          })
    session.replaceTalk(begun.talk)
    session.take(begun.messages)
    return { conversationId: begun.talk.id }
  }

  async function post(item: Unsent, id: string) {
    const { messageId, body, attachment, quoteSeq } = item
    const { message } = await api.call('postVisitorMessage', {
      id,
      messageId,
      body,
      attachmentId: attachment?.id,
      quoteSeq,
    })
    session.hear(message)
    return { conversationId: id }
  }

  async function send(item: Unsent) {
    if (store.get().phase !== 'ready') await session.visit()
    const { talk } = store.get()
    // Written before the visit had answered: the open conversation it brought is the one to go on with.
    if (item.kind === 'start' && talk && isRunning(talk)) return post(item, talk.id)
    return item.kind === 'post' ? post(item, item.conversationId) : begin(item)
  }

  return (item: Unsent) =>
    send(item).catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'not_signed_in') {
        memory.saveToken(null)
        store.set({ phase: 'starting' })
      }
      throw error
    })
}
