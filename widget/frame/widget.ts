import { createApi } from '../delivery/api.ts'
import { createLive, type Live } from '../delivery/live.ts'
import { aloneAmongTabs, createOutbox } from '../delivery/outbox.ts'
import { openOutboxStore } from '../delivery/outbox-store.ts'
import { uuidv7 } from '../delivery/uuid.ts'
import type { Attaching } from './attaching.ts'
import type { Boot } from './boot.ts'
import { createDelivery } from './deliver.ts'
import { createFrameReader } from './frames.ts'
import { createHost, followByHost } from './host.ts'
import { createMemory } from './memory.ts'
import { createReading, createTyping } from './reading.ts'
import { createSession } from './session.ts'
import { firstState } from './state.ts'
import { createStore } from './store.ts'
import { createTalking } from './talking.ts'
import { createTicketsReader } from './tickets-reader.ts'
import { createVisit } from './visit.ts'

export type Widget = Awaited<ReturnType<typeof createWidget>>

/** Puts the window together. The only file that knows everything. */
export async function createWidget({ siteKey, ticket, locale, texts, ticketsPart }: Boot) {
  const store = createStore(firstState({ locale, texts }))
  const memory = createMemory(siteKey)
  const api = createApi({ token: memory.token, locale: () => store.get().locale })
  const host = createHost((message) => visit.hearHost(message))
  const session = createSession({ store, api, memory, siteKey, ticket, onNews: host.tellMessage })
  let saidToken = ''
  const wasHere = memory.token()
  // Who comes for the first time has none.
  const tickets = createTicketsReader(ticketsPart, { store, api, siteKey }, () => wasHere || store.get().visitorName)
  const live: Live = createLive({
    hello: () => {
      saidToken = memory.token() ?? ''
      return { type: 'hello', as: 'visitor', token: saidToken, locale: store.get().locale }
    },
    onFrame: createFrameReader({
      store,
      session,
      memory,
      saidToken: () => saidToken,
      again: () => visit.again(),
      tickets: tickets.read,
    }),
    onUp: () => {
      tickets.up()
      visit.up()
    },
    onDown: () => visit.down(),
  })
  const outbox = createOutbox({
    store: await openOutboxStore(siteKey),
    deliver: async (item) => {
      const landed = await createDelivery({ store, api, memory, session })(item)
      live.hurry()
      return landed
    },
    alone: aloneAmongTabs(siteKey),
    changed: (unsent) => store.set({ unsent }),
    wait: (ms, then) => {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
    newId: uuidv7,
  })
  const reading = createReading(store, () => live)
  const visit = createVisit({ store, session, live, outbox, reading })
  const talking = createTalking({ store, api, outbox, session, tell: host.tell })
  let files: Promise<Attaching> | undefined
  const attaching = () => {
    files ??= import('./attaching.ts').then((part) => part.createAttaching({ store, api, send: talking.sayAttachment }))
    return files
  }
  followByHost(store, host)
  host.tell({ type: 'loaded' })

  return {
    store,
    memory,
    talking,
    attaching,
    attach: (chosen: File[]) => void attaching().then((part) => part.add(chosen)),
    headers: api.headers,
    typing: createTyping(store, () => live),
    loadOlder: session.loadOlder,
    close: () => host.tell({ type: 'close' }),
    /** `/files/:id` asks again who wants it; an <img> or a download sends no header (domain/attachments). */
    fileUrl: (path: string) =>
      `${path}${path.includes('?') ? '&' : '?'}token=${encodeURIComponent(memory.token() ?? '')}`,
  }
}
