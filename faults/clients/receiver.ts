import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import type { ConversationView, MessageView, TalkView } from '../../domain/conversations/views.ts'
import { type ServerFrame, serverFrame } from '../../domain/live/frames.ts'
import { headersOf, messagesPath, type Person } from './person.ts'
import type { Urls } from './sender.ts'

type View = ConversationView | TalkView
export type Receiver = {
  person: Person
  /** What the person sees, in order. */
  list: MessageView[]
  /** The conversation as the frames left it. */
  view(): View | null
  /** When each message came on screen. */
  arrivals(): ReadonlyMap<string, number>
  /** Frames of messages that were on screen already; they change nothing. */
  repeats(): number
  attempts(): number
  failures(): number
  isUp(): boolean
  /** Stops reading, as a browser in a sleeping tab does. */
  pause(): void
  resume(): void
  close(): void
}
export type Manner = {
  urls: Urls
  /** Before coming back: 50 ms + random up to this. The product's clients take 8,000. */
  spreadMs?: number
  /** Nothing heard for so long: the line is dead. The product's clients take 40,000. */
  silenceMs?: number
}

/** A live connection with the rules of the real clients: the next seq only, gaps are read from the table, it always comes back. */
export function openReceiver(person: Person, { urls, spreadMs = 500, silenceMs = 40_000 }: Manner): Receiver {
  const list: MessageView[] = []
  const arrivals = new Map<string, number>()
  const show = (message: MessageView) => {
    list.push(message)
    arrivals.set(message.id, performance.now())
  }
  const seen = { repeats: 0, attempts: 0, failures: 0 }
  let view: View | null = null
  let socket: WebSocket | null = null
  let heardAt = 0
  let up = false
  let wanted = true
  let cursor: number | undefined
  let replaying = false
  let askedAgain = false
  let again: NodeJS.Timeout | undefined

  const apply = (message: MessageView) => {
    const last = list.at(-1)?.seq ?? 0
    if (message.seq <= last) seen.repeats++
    else if (message.seq === last + 1) show(message)
    else void replay()
  }
  const replay = async () => {
    askedAgain = true
    if (replaying) return
    replaying = true
    while (askedAgain) {
      askedAgain = false
      await persist(async () => {
        while (await nextPage());
      })
    }
    replaying = false
  }
  /** A read that fails is tried again; while the line is down there is no hurry, its return reads anew. */
  const persist = async (work: () => Promise<void>) => {
    for (let tries = 0; wanted && tries < 20; tries++) {
      const isDone = await work().then(
        () => true,
        () => false,
      )
      if (isDone) return
      await pause(250)
    }
  }
  const nextPage = async () => {
    const page = await readPage(person, urls(), list.at(-1)?.seq ?? 0)
    for (const message of page) if (message.seq === (list.at(-1)?.seq ?? 0) + 1) show(message)
    return page.length === pageSize
  }
  const look = (fresh: View) => {
    if (fresh.revision > (view?.revision ?? 0)) view = fresh
    // As the window and the console do: the conversation tells how many messages there are.
    if (fresh.lastSeq > (list.at(-1)?.seq ?? 0)) void replay()
  }
  const refresh = async () => {
    await persist(async () => look(await readView(person, urls())))
  }
  const hear = (frame: ServerFrame) => {
    if ('cursor' in frame) cursor = Math.max(cursor ?? 0, frame.cursor)
    if (frame.type === 'welcome') {
      up = true
      if (person.side === 'agent') socket?.send(JSON.stringify({ type: 'watch', conversation: person.talk.id }))
      void replay()
      if (!view || person.side === 'customer') void refresh()
    }
    if (frame.type === 'message' && frame.message.conversationId === person.talk.id && frame.message.stream === 'talk')
      apply(frame.message)
    if (frame.type === 'conversation' || frame.type === 'talk') {
      const told = frame.type === 'talk' ? frame.talk : frame.conversation
      if (told.id === person.talk.id) look(told)
    }
    if (frame.type === 'resync') void refresh()
    if (frame.type === 'reconnect') comeBack(frame.inMs)
  }
  const connect = () => {
    if (!wanted) return
    seen.attempts++
    const url = urls()
    const { authorization: _, ...headers } = headersOf(person)
    const line = new WebSocket(`${url.replace('http', 'ws')}/live`, { headers, handshakeTimeout: 10_000 })
    socket = line
    heardAt = performance.now()
    line.on('open', () => line.send(JSON.stringify(helloOf(person, cursor))))
    line.on('message', (data) => {
      heardAt = performance.now()
      if (line === socket) hear(serverFrame.parse(JSON.parse(String(data))))
    })
    line.on('error', () => seen.failures++)
    line.on('close', () => line === socket && comeBack(Math.random() * spreadMs))
  }
  const comeBack = (inMs: number) => {
    const line = socket
    socket = null
    up = false
    line?.close()
    clearTimeout(again)
    if (wanted) again = setTimeout(connect, 50 + inMs)
  }
  const watch = setInterval(
    () => {
      if (!socket || performance.now() - heardAt < silenceMs) return
      socket.terminate()
      comeBack(Math.random() * spreadMs)
    },
    Math.min(silenceMs, 1000),
  )
  connect()
  return {
    person,
    list,
    view: () => view,
    arrivals: () => arrivals,
    repeats: () => seen.repeats,
    attempts: () => seen.attempts,
    failures: () => seen.failures,
    isUp: () => up,
    pause: () => socket?.pause(),
    resume: () => socket?.resume(),
    close() {
      wanted = false
      clearInterval(watch)
      clearTimeout(again)
      socket?.terminate()
    },
  }
}

function helloOf({ side, talk }: Person, cursor: number | undefined) {
  if (side === 'customer') return { type: 'hello', as: 'visitor', token: talk.visitor.token }
  return { type: 'hello', as: 'staff', ...(cursor !== undefined && { cursor }) }
}

const pageSize = 200

async function readPage(person: Person, url: string, after: number): Promise<MessageView[]> {
  const stream = person.side === 'agent' ? '&stream=talk' : ''
  return (await read(person, `${url}${messagesPath(person)}?after=${after}&limit=${pageSize}${stream}`)).items
}

/** The conversation as a fresh fetch shows it. */
export async function readView(person: Person, url: string): Promise<View> {
  const { id } = person.talk
  if (person.side === 'customer') return (await read(person, `${url}/api/widget/conversations/${id}`)).talk
  return (await read(person, `${url}/api/conversations/${id}`)).conversation
}

async function read(person: Person, address: string): Promise<ReturnType<typeof JSON.parse>> {
  const response = await fetch(address, { headers: headersOf(person), signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${response.status} from ${address}`)
  return response.json()
}
