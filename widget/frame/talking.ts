import type { AttachmentView } from '../../domain/conversations/views.ts'
import { type Api, ApiError } from '../delivery/api.ts'
import type { Outbox } from '../delivery/outbox.ts'
import type { Unsent } from '../delivery/unsent.ts'
import { uuidv7 } from '../delivery/uuid.ts'
import type { ToHost } from '../protocol.ts'
import { errorText } from './notices.ts'
import type { Session } from './session.ts'
import { conversationFor, type Opening, type State } from './state.ts'
import type { Store } from './store.ts'
import { translator } from './texts.ts'

type Ports = { store: Store<State>; api: Api; outbox: Outbox; session: Session; tell(message: ToHost): void }
/** domain/conversations/contract `messageBody`: longer texts belong in a file. */
export const maxBodyLength = 10_000

/** Everything the customer can do in a conversation. */
export function createTalking({ store, api, outbox, session, tell }: Ports) {
  const explain = (error: unknown) => store.set({ notice: errorText(translator(store.get().texts), error) })
  const attempt = async (work: () => Promise<unknown>) => {
    store.set({ notice: null })
    await work().catch(explain)
  }

  /** The id is made here, before the bubble is shown, and never changes (reliability/contract 1). */
  function enqueue(item: Omit<Unsent, 'messageId' | 'at'>) {
    const waiting: Unsent = { messageId: uuidv7(), at: new Date().toISOString(), ...item }
    store.set({ unsent: [...store.get().unsent, waiting], isAtNewest: true, notice: null, quote: null })
    void outbox.add(waiting).catch(explain)
  }

  function say(opening: Opening) {
    const { quote, site, prechat, orderNo } = store.get()
    const conversationId = conversationFor(store.get(), new Date())
    if (conversationId) return enqueue({ kind: 'post', conversationId, quoteSeq: quote?.seq, ...opening })
    if (site?.prechat.enabled && !prechat) return store.set({ opening })
    const answers = { prechat: prechat?.answers, consent: prechat?.consent, orderNo: orderNo ?? undefined }
    enqueue({ kind: 'start', conversationId: uuidv7(), ...answers, ...opening })
  }

  return {
    say: (body: string) => say({ body }),
    sayAttachment: (attachment: AttachmentView) => say({ body: '', attachment }),
    answerPrechat(answers: Record<string, string>, consent: boolean) {
      const { opening } = store.get()
      store.set({ prechat: { answers, consent }, opening: null })
      if (opening?.sent) void outbox.retry({ ...opening.sent, prechat: answers, consent })
      else if (opening) say(opening)
    },
    cancelPrechat: () => store.set({ opening: null }),
    leaveMessage: (form: { name: string; contact: string; body: string }) =>
      enqueue({ kind: 'leave', conversationId: uuidv7(), ...form }),
    retry(item: Unsent) {
      // Written before the site's form was known, or sent on from a conversation that was over.
      const needsAnswers = item.kind === 'start' && !item.prechat && store.get().site?.prechat.enabled
      if (needsAnswers) store.set({ opening: { body: item.body, attachment: item.attachment, sent: item } })
      else void outbox.retry(item)
    },
    discard: (item: Unsent) => void outbox.discard(item.messageId),
    end: () =>
      attempt(async () => {
        const { talk } = store.get()
        if (talk) session.replaceTalk((await api.call('endVisitorConversation', { id: talk.id })).talk)
        store.set({ isEnding: false })
      }),
    rate: (score: number, comment: string) =>
      attempt(async () => {
        const { talk } = store.get()
        if (!talk) return
        session.replaceTalk((await api.call('rateConversation', { id: talk.id, score, comment })).talk)
        tell({ type: 'rated', detail: { score } })
      }),
    declineRating: () =>
      attempt(async () => {
        const { talk } = store.get()
        if (talk) session.replaceTalk((await api.call('declineRating', { id: talk.id })).talk)
      }),
    recall: (seq: number) =>
      attempt(async () => {
        const { talk } = store.get()
        if (talk) await api.call('recallVisitorMessage', { id: talk.id, seq })
      }),
    startAgain() {
      const { talk } = store.get()
      store.set({ leftTalkId: talk?.id ?? null, talk: null, messages: [], quote: null, isEnding: false, prechat: null })
    },
    download: () =>
      attempt(async () => {
        const { talk, texts } = store.get()
        if (!talk) throw new ApiError('not_found')
        const link = document.createElement('a')
        link.href = URL.createObjectURL(await api.transcript(talk.id))
        link.download = `${texts['transcript.file']}-${talk.startedAt.slice(0, 10)}.txt`
        link.click()
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
      }),
  }
}
