import { once } from 'node:events'
import { WebSocket } from 'ws'
import { listMessages } from '../domain/conversations/contract.ts'
import type { ConversationView, MessageView, TalkView } from '../domain/conversations/views.ts'
import { visitorMessages } from '../domain/conversations/widget-contract.ts'
import { setPresence } from '../domain/identity/contract.ts'
import { type ClientFrame, type ServerFrame, serverFrame } from '../domain/live/frames.ts'
import type { TestApp } from './app.ts'
import type { Person } from './cast.ts'
import type { Http } from './http.ts'
import type { Guest } from './visitor.ts'

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>
type Replay = (conversation: string, stream: 'talk' | 'note', after: number) => Promise<MessageView[]>
type Opening = { headers: Record<string, string>; hello: Extract<ClientFrame, { type: 'hello' }>; replay: Replay }

/** A live connection that keeps state as the real clients do: the next seq only, the higher revision wins, gaps are read again. */
export type Live = {
  frames: ServerFrame[]
  conversations: Map<string, ConversationView>
  talks: Map<string, TalkView>
  /** By `conversation/stream`. */
  streams: Map<string, MessageView[]>
  cursor(): number
  send(frame: ClientFrame | string | Buffer): void
  /** Waits until what the frames brought fulfils `check`, without sleeping. */
  until<T>(check: (live: Live) => T | undefined | false | null, what?: string): Promise<T>
  /** The first frame of a type, from now on or among those that came. */
  frame<T extends ServerFrame['type']>(type: T, fits?: (frame: FrameOf<T>) => boolean): Promise<FrameOf<T>>
  messages(conversation: string, stream?: 'talk' | 'note'): MessageView[]
  /** Reads from the table what came before it watched. */
  catchUp(conversation: string): void
  replaying(): Promise<void>
  isOpen(): boolean
  closed: Promise<{ code: number; reason: string }>
  close(): Promise<void>
}

/** A colleague at the console: online and connected. */
export async function atDesk(app: TestApp, person: Person, { cursor }: { cursor?: number } = {}): Promise<Live> {
  await person.signIn()
  await person.call(setPresence, { state: 'online' })
  return staffLive(app, person, { cursor })
}

export async function staffLive(
  app: TestApp,
  person: Http,
  { cursor }: { cursor?: number | undefined } = {},
): Promise<Live> {
  const live = await connect(app, {
    headers: { cookie: person.cookies(), origin: app.url },
    hello: { type: 'hello', as: 'staff', ...(cursor !== undefined && { cursor }) },
    replay: async (id, stream, after) => (await person.call(listMessages, { id, stream, after, limit: 200 })).items,
  })
  await live.frame('welcome')
  return live
}

export async function guestLive(app: TestApp, who: Guest): Promise<Live> {
  const live = await connect(app, {
    headers: { origin: app.url },
    hello: { type: 'hello', as: 'visitor', token: who.token() },
    replay: async (id, _stream, after) => (await who.call(visitorMessages, { id, after, limit: 200 })).items,
  })
  await live.frame('welcome')
  return live
}

/** An open socket that has said nothing yet. */
export async function rawSocket(app: TestApp, headers: Record<string, string> = { origin: app.url }) {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/live`, { headers })
  const closed = once(socket, 'close').then(([code, reason]) => ({ code: code as number, reason: String(reason) }))
  await once(socket, 'open')
  return { socket, closed }
}

async function connect(app: TestApp, { headers, hello, replay }: Opening): Promise<Live> {
  const { socket, closed } = await rawSocket(app, headers)
  const waiting = new Set<() => void>()
  const look = () => {
    for (const one of waiting) one()
  }
  const held = holder(replay, look)
  const frames: ServerFrame[] = []
  socket.on('message', (data) => {
    const frame = serverFrame.parse(JSON.parse(String(data)))
    frames.push(frame)
    held.apply(frame)
    look()
  })
  const live: Live = {
    frames,
    ...held,
    cursor: () => Math.max(0, ...frames.map((frame) => ('cursor' in frame ? frame.cursor : 0))),
    send: (frame) => socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame)),
    until: (check, what = String(check)) => {
      const explain = () =>
        `waited in vain for ${what}; the last frames: ${frames.slice(-8).map((frame) => frame.type)}`
      return waitFor(waiting, () => check(live), explain)
    },
    frame: (type, fits = () => true) =>
      live.until(
        () => frames.find((frame): frame is FrameOf<typeof type> => frame.type === type && fits(frame as never)),
        `a frame ${type}`,
      ),
    isOpen: () => socket.readyState === WebSocket.OPEN,
    closed,
    async close() {
      socket.close()
      await closed
    },
  }
  live.send(hello)
  return live
}

const patienceMs = 10_000

/** Looks now and after every frame. */
function waitFor<T>(
  waiting: Set<() => void>,
  check: () => T | undefined | false | null,
  explain: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      waiting.delete(look)
      clearTimeout(late)
      done()
    }
    const look = () => {
      const found = check()
      if (found !== undefined && found !== false && found !== null) settle(() => resolve(found))
    }
    const late = setTimeout(() => settle(() => reject(new Error(explain()))), patienceMs)
    waiting.add(look)
    look()
  })
}

/** The state of one client and how frames change it. */
function holder(replay: Replay, changed: () => void) {
  const conversations = new Map<string, ConversationView>()
  const talks = new Map<string, TalkView>()
  const { streams, receive, catchUp, replaying } = openStreams(replay, changed)
  const apply = (frame: ServerFrame) => {
    if (frame.type === 'message') {
      receive(frame.message)
      noteLast(talks, frame.message)
    }
    if (frame.type === 'conversation') {
      const held = conversations.get(frame.conversation.id)
      if (!held || frame.conversation.revision > held.revision)
        conversations.set(frame.conversation.id, frame.conversation)
    }
    if (frame.type === 'gone') conversations.delete(frame.conversation)
    if (frame.type === 'talk') {
      const held = talks.get(frame.talk.id)
      if (!held || frame.talk.revision >= held.revision) talks.set(frame.talk.id, frame.talk)
    }
    if (frame.type === 'marks') applyMarks(frame, conversations, talks)
    if (frame.type === 'visitor') {
      const { conversation, online, pageUrl, pageTitle } = frame
      const held = conversations.get(conversation)
      if (held) conversations.set(conversation, { ...held, visitor: { online, pageUrl, pageTitle } })
    }
  }
  const messages = (id: string, stream: 'talk' | 'note' = 'talk') => streams.get(`${id}/${stream}`) ?? []
  return { conversations, talks, streams, apply, messages, catchUp, replaying }
}

/** A message tells the customer's window how far the talk has come. */
function noteLast(talks: Map<string, TalkView>, { conversationId, seq }: MessageView): void {
  const held = talks.get(conversationId)
  if (held && seq > held.lastSeq) talks.set(conversationId, { ...held, lastSeq: seq })
}

function openStreams(replay: Replay, changed: () => void) {
  const streams = new Map<string, MessageView[]>()
  const reading = new Map<string, Promise<void>>()
  const streamOf = (key: string) => streams.get(key) ?? streams.set(key, []).get(key) ?? []
  const receive = (message: MessageView): void => {
    const key = `${message.conversationId}/${message.stream}`
    const known = streamOf(key)
    const last = known.at(-1)?.seq ?? 0
    if (message.seq <= last) return
    if (message.seq > last + 1) readGap(message.conversationId, message.stream)
    else {
      known.push(message)
      amend(message)
    }
  }
  const readGap = (id: string, stream: 'talk' | 'note'): void => {
    const key = `${id}/${stream}`
    if (reading.has(key)) return
    const read = async () => {
      const items = await replay(id, stream, streamOf(key).at(-1)?.seq ?? 0).catch(() => [])
      reading.delete(key)
      for (const message of items) receive(message)
      if (items.length === 200) readGap(id, stream)
      changed()
    }
    reading.set(key, read())
  }
  /** A line that takes back or pins changes an earlier message; pins of the talk are told among the notes. */
  const amend = ({ conversationId, stream, system }: MessageView) => {
    const seq = Number(system?.params.seq)
    const change = (of: string, by: (item: MessageView) => MessageView) =>
      streams.set(`${conversationId}/${of}`, streamOf(`${conversationId}/${of}`).map(by))
    if (system?.key === 'recalled') change(stream, (item) => withoutRecalled(item, seq))
    if (system?.key === 'pinned' || system?.key === 'unpinned')
      change('talk', (item) => (item.seq === seq ? { ...item, pinned: system.key === 'pinned' } : item))
  }
  const replaying = async () => {
    while (reading.size > 0) await Promise.all(reading.values())
  }
  const catchUp = (id: string) => {
    readGap(id, 'talk')
    readGap(id, 'note')
  }
  return { streams, receive, catchUp, replaying }
}

function withoutRecalled(item: MessageView, seq: number): MessageView {
  if (item.seq === seq) return { ...item, recalled: true, body: '', attachment: null, quote: null }
  return item.quote?.seq === seq ? { ...item, quote: { ...item.quote, preview: '' } } : item
}

type MarksFrame = FrameOf<'marks'>
function applyMarks(
  { conversation, side, marks }: MarksFrame,
  conversations: Map<string, ConversationView>,
  talks: Map<string, TalkView>,
): void {
  const key = side === 'customer' ? 'customerMarks' : 'agentMarks'
  const grown = (held: MarksFrame['marks']) => ({
    received: Math.max(held.received, marks.received),
    read: Math.max(held.read, marks.read),
  })
  const view = conversations.get(conversation)
  if (view) conversations.set(conversation, { ...view, [key]: grown(view[key]) })
  const talk = talks.get(conversation)
  if (talk) talks.set(conversation, { ...talk, [key]: grown(talk[key]) })
}
