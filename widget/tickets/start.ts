import type { RawInput, Reply } from '../../domain/contract.ts'
import type * as contract from '../../domain/tickets/customer-contract.ts'
import type { CustomerTicket } from '../../domain/tickets/customer-contract.ts'
import { type Api, ApiError } from '../delivery/api.ts'
import { retryDelay } from '../delivery/outbox.ts'
import { uuidv7 } from '../delivery/uuid.ts'
import { errorText } from '../frame/notices.ts'
import type { State } from '../frame/state.ts'
import type { Store } from '../frame/store.ts'
import { translator } from '../frame/texts.ts'
import { createAnswers, openAnswerStore } from './answers.ts'
import { Card, Entry, Link } from './Entry.tsx'
import { Screen } from './Screen.tsx'
import { loadTicketTexts } from './texts.ts'
import type { TicketActs, TicketsDone, TicketsPart, UnsentAnswer } from './types.ts'

type Calls = Pick<typeof contract, 'listMyTickets' | 'answerMyTicket' | 'confirmMyTicket' | 'disputeMyTicket'>
const routes: { [K in keyof Calls]: `${Calls[K]['method']} ${Calls[K]['path']}` } = {
  listMyTickets: 'GET /api/widget/tickets',
  answerMyTicket: 'POST /api/widget/tickets/:id/answer',
  confirmMyTicket: 'POST /api/widget/tickets/:id/confirm',
  disputeMyTicket: 'POST /api/widget/tickets/:id/dispute',
}

type Ports = { store: Store<State>; api: Api; siteKey: string }

/** The customer's tickets: read when something moved, answered once, kept while the line is down. */
export async function startTickets({ store, api, siteKey }: Ports): Promise<TicketActs> {
  const call = <K extends keyof Calls>(name: K, input: RawInput<Calls[K]>): Promise<Reply<Calls[K]>> =>
    api.ask(routes[name], input as Record<string, unknown>)
  const part = () => store.get().tickets as TicketsPart
  const set = (change: Partial<TicketsPart>) => store.set({ tickets: { ...part(), ...change } })
  let locale = store.get().locale
  let version = 0
  let reading: Promise<void> | null = null
  let again = false

  const put = (ticket: CustomerTicket) => {
    version++
    set({ items: part().items.map((one) => (one.id === ticket.id ? ticket : one)) })
  }
  async function readOnce() {
    const before = version
    const reply = await call('listMyTickets', {}).catch(() => null)
    if (version !== before) again = true
    else if (reply) set({ items: reply.items, unread: false })
  }
  async function readAll() {
    while (again) {
      again = false
      if (store.get().locale !== locale) set({ texts: await loadTicketTexts(store.get().locale) })
      locale = store.get().locale
      await readOnce()
    }
  }
  const answers = createAnswers({
    store: openAnswerStore(siteKey),
    send: async ({ ticketId: id, noteId, body, attachments }: UnsentAnswer) => {
      const attachmentIds = attachments.map((one) => one.id)
      put((await call('answerMyTicket', { id, noteId, body, attachmentIds })).ticket)
    },
    refusal: (error) => (isPassing(error) ? null : errorText(translator(store.get().texts), error)),
    changed: (unsent) => set({ unsent }),
    later: (attempt, flush) => void setTimeout(flush, retryDelay(attempt, Math.random())),
  })
  const attempt = async (work: Promise<{ ticket: CustomerTicket }>): Promise<TicketsDone> => {
    try {
      put((await work).ticket)
      return 'done'
    } catch (error) {
      void acts.refresh()
      return { problem: errorText(translator(store.get().texts), error) }
    }
  }
  const acts: TicketActs = {
    open: (no = '') => {
      // What is not on the screen is not read.
      store.set({ isAtNewest: false })
      set({ at: no })
    },
    close: () => {
      set({ at: null })
      store.set({ isAtNewest: true })
    },
    refresh() {
      again = true
      answers.flush()
      reading ??= readAll().finally(() => {
        reading = null
      })
      return reading
    },
    answer: ({ id: ticketId }, body, attachments) =>
      answers.add({ noteId: uuidv7(), ticketId, body, attachments, at: new Date().toISOString() }),
    retry: (answer) => answers.retry(answer, uuidv7()),
    discard: answers.discard,
    confirm: ({ id }) => attempt(call('confirmMyTicket', { id })),
    dispute: ({ id }, reason) => attempt(call('disputeMyTicket', { id, reason })),
  }
  const texts = await loadTicketTexts(locale)
  store.set({ tickets: { Entry, Card, Screen, Link, texts, items: [], unsent: [], unread: true, at: null, acts } })
  answers.load()
  addEventListener('online', answers.flush)
  return acts
}

const isPassing = (error: unknown) => error instanceof ApiError && (error.isPassing || error.code === 'not_signed_in')
