import { listMessages } from '../../domain/conversations/contract.ts'
import type { ServerFrame } from '../../domain/live/frames.ts'
import { call } from '../api.ts'
import { liveState, onFrame } from '../live.ts'
import { queryClient } from '../query.ts'
import {
  changeOpened,
  dropConversation,
  openedKey,
  openedNow,
  putConversation,
  refetchInbox,
  touchConversation,
} from './cache.ts'
import { confirmSent } from './outbox.ts'
import { isBehind, type StreamName, streamOf, withMarks, withMessage, withReplay, withVisitor } from './state.ts'

type Frame<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>
const streams: readonly StreamName[] = ['talk', 'note']
const openIds = new Map<string, number>()
/** Watched, but the server has not yet said that frames flow. */
const unconfirmed = new Set<string>()

/** What each frame does to the inbox. Returns how to stop. */
export function startFeed(): () => void {
  const stops = [
    onFrame('conversation', ({ conversation }) => {
      putConversation(conversation)
      catchUpSoon(conversation.id)
    }),
    onFrame('gone', ({ conversation }) => dropConversation(conversation)),
    onFrame('message', ({ message }) => receive(message)),
    onFrame('marks', ({ conversation, side, marks }) =>
      touchConversation(conversation, (view) => withMarks(view, side, marks)),
    ),
    onFrame('visitor', ({ conversation, online, pageUrl, pageTitle }) =>
      touchConversation(conversation, (view) => withVisitor(view, { online, pageUrl, pageTitle })),
    ),
    onFrame('typing', showTyping),
    onFrame('viewers', showViewers),
    onFrame('resync', () => {
      refetchInbox()
      void queryClient.invalidateQueries({ queryKey: ['conversation'] })
    }),
    liveState.subscribe(() => {
      if (liveState.get() === 'on') for (const id of openIds.keys()) catchUp(id)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** The conversations on screen, to be replayed after every reconnect. */
export function keepCurrent(id: string): () => void {
  openIds.set(id, (openIds.get(id) ?? 0) + 1)
  unconfirmed.add(id)
  return () => {
    const left = (openIds.get(id) ?? 1) - 1
    if (left > 0) openIds.set(id, left)
    else openIds.delete(id)
  }
}

export function receive(message: Frame<'message'>['message']): void {
  const id = message.conversationId
  confirmSent(message.id)
  const opened = openedNow(id)
  if (!opened) return
  const { opened: changed, isGap } = withMessage(opened, message)
  const isCustomer = message.sender.type === 'customer'
  changeOpened(id, () => (isCustomer ? { ...changed, customerTyping: false } : changed))
  if (isGap) void replay(id, message.stream)
}

// Whoever closed the window never says that they stopped.
const typingRestMs = 10_000
const typingTimers = new Map<string, ReturnType<typeof setTimeout>>()

function showTyping(frame: Frame<'typing'>): void {
  const { conversation, side, name, on } = frame
  const key = `${conversation}/${side}/${name}`
  clearTimeout(typingTimers.get(key))
  typingTimers.delete(key)
  if (on)
    typingTimers.set(
      key,
      setTimeout(() => showTyping({ ...frame, on: false }), typingRestMs),
    )
  changeOpened(conversation, (opened) => {
    if (side === 'customer') return { ...opened, customerTyping: on }
    const viewers = opened.viewers.map((viewer) => (viewer.name === name ? { ...viewer, typing: on } : viewer))
    return { ...opened, viewers }
  })
}

/** Comes when watching begins: from here on frames arrive, so what was written before is asked for once. */
function showViewers({ conversation, staff }: Frame<'viewers'>): void {
  onceLoaded(conversation, () => {
    changeOpened(conversation, (opened) => ({ ...opened, viewers: staff }))
    if (unconfirmed.delete(conversation)) catchUp(conversation)
  })
}

function onceLoaded(id: string, then: () => void): void {
  if (openedNow(id)) then()
  else if (openIds.has(id)) setTimeout(() => onceLoaded(id, then), 200)
}

// The message frame usually follows within a breath; asking at once would fetch what is already on its way.
function catchUpSoon(id: string): void {
  if (!openIds.has(id)) return
  setTimeout(() => {
    const opened = openedNow(id)
    if (opened) for (const stream of streams) if (isBehind(opened, stream)) void replay(id, stream)
  }, 250)
}

function catchUp(id: string): void {
  for (const stream of streams) void replay(id, stream)
}

const replaying = new Set<string>()
const askedAgain = new Set<string>()

/** Reads from the table what frames did not bring. Asked again while it runs, it runs once more. */
export async function replay(id: string, stream: StreamName): Promise<void> {
  const key = `${id}/${stream}`
  const opened = openedNow(id)
  if (!opened) return
  if (replaying.has(key)) return void askedAgain.add(key)
  replaying.add(key)
  try {
    for (let more = true; more; more ||= askedAgain.delete(key)) {
      const after = streamOf(openedNow(id) ?? opened, stream).last
      const reply = await call(listMessages, { id, stream, after, limit: 200 })
      changeOpened(id, (held) => withReplay(held, reply.items))
      for (const message of reply.items) confirmSent(message.id)
      more = reply.more && reply.items.length > 0
    }
  } catch {
    void queryClient.invalidateQueries({ queryKey: openedKey(id) })
  } finally {
    replaying.delete(key)
  }
}
