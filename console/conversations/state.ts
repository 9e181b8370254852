import type { Reply } from '../../domain/contract.ts'
import type { getConversation } from '../../domain/conversations/contract.ts'
import type { ConversationView, MessageView } from '../../domain/conversations/views.ts'

/** Messages of one stream as far as they are loaded: ascending, without gaps, ending at `last`. */
export type Timeline = { items: readonly MessageView[]; last: number; hasEarlier: boolean }
export type StreamName = MessageView['stream']
export type Viewer = { id: string; name: string; typing: boolean }
type Loaded = Reply<typeof getConversation>
/** One open conversation: what was fetched, kept fresh by frames (reliability/contract 4, oracle O10). */
export type Opened = Omit<Loaded, 'talk' | 'notes' | 'may'> & {
  talk: Timeline
  notes: Timeline
  viewers: readonly Viewer[]
  customerTyping: boolean
}

export function openedFrom(loaded: Loaded): Opened {
  const { talk, notes, may: _, ...rest } = loaded
  return { ...rest, talk: timelineOf(talk), notes: timelineOf(notes), viewers: [], customerTyping: false }
}

/** A fetch that was under way while frames came must not take back what they brought. */
export function withFetched(held: Opened | undefined, fetched: Opened): Opened {
  if (!held) return fetched
  const merged = withReplay(withReplay(fetched, held.talk.items), held.notes.items)
  const conversation = newer(fetched.conversation, held.conversation)
  return { ...merged, conversation, viewers: held.viewers, customerTyping: held.customerTyping }
}

export function timelineOf(messages: readonly MessageView[]): Timeline {
  const items = messages.toSorted((one, other) => one.seq - other.seq)
  return { items, last: items.at(-1)?.seq ?? 0, hasEarlier: (items[0]?.seq ?? 1) > 1 }
}

/** Applies a message only when it is the next one. A duplicate changes nothing; after a gap the table is asked (`isGap`). */
export function withMessage(opened: Opened, message: MessageView): { opened: Opened; isGap: boolean } {
  const timeline = streamOf(opened, message.stream)
  if (message.seq <= timeline.last) return { opened, isGap: false }
  if (message.seq > timeline.last + 1) return { opened, isGap: true }
  const items = [...timeline.items, message]
  const longer = withStream(opened, message.stream, { ...timeline, items, last: message.seq })
  return { opened: withEffect(longer, message), isGap: false }
}

/** Applies what the server replayed from the table. */
export function withReplay(opened: Opened, messages: readonly MessageView[]): Opened {
  const inOrder = messages.toSorted((one, other) => one.seq - other.seq)
  return inOrder.reduce((state, message) => withMessage(state, message).opened, opened)
}

export function withEarlier(timeline: Timeline, messages: readonly MessageView[], hasMore: boolean): Timeline {
  const first = timeline.items[0]?.seq ?? timeline.last + 1
  const earlier = messages.filter((message) => message.seq < first).toSorted((one, other) => one.seq - other.seq)
  return { ...timeline, items: [...earlier, ...timeline.items], hasEarlier: hasMore }
}

/** Some system lines change an earlier message; pins of the talk are told among the notes, where the customer sees nothing. */
function withEffect(opened: Opened, { system, stream }: MessageView): Opened {
  const seq = Number(system?.params.seq)
  const change = (of: StreamName, changed: (item: MessageView) => MessageView) => {
    const timeline = streamOf(opened, of)
    return withStream(opened, of, { ...timeline, items: timeline.items.map(changed) })
  }
  const pin = (pinned: boolean) => change('talk', (item) => (item.seq === seq ? { ...item, pinned } : item))
  if (system?.key === 'recalled') return change(stream, (item) => withoutRecalled(item, seq))
  if (system?.key === 'pinned') return pin(true)
  return system?.key === 'unpinned' ? pin(false) : opened
}

/** What was taken back is gone, also where it was quoted. */
function withoutRecalled(item: MessageView, seq: number): MessageView {
  if (item.seq === seq) return { ...item, recalled: true, body: '', attachment: null, quote: null }
  return item.quote?.seq === seq ? { ...item, quote: { ...item.quote, preview: '' } } : item
}

/** The higher revision wins; marks only grow, whatever the order of frames. */
export function newer(held: ConversationView, incoming: ConversationView): ConversationView {
  return incoming.revision > held.revision ? incoming : held
}

type Marks = ConversationView['customerMarks']
export function withMarks(held: ConversationView, side: 'customer' | 'agent', marks: Marks): ConversationView {
  const key = side === 'customer' ? 'customerMarks' : 'agentMarks'
  const grown = { received: Math.max(held[key].received, marks.received), read: Math.max(held[key].read, marks.read) }
  if (grown.received === held[key].received && grown.read === held[key].read) return held
  const isAllRead = side === 'agent' && grown.read >= held.lastSeq
  return { ...held, [key]: grown, unread: isAllRead ? 0 : held.unread }
}

export function withVisitor(held: ConversationView, visitor: ConversationView['visitor']): ConversationView {
  return { ...held, visitor }
}

/** Whether the server holds messages that no frame has brought here. */
export function isBehind(opened: Opened, stream: StreamName): boolean {
  return stream === 'talk'
    ? opened.conversation.lastSeq > opened.talk.last
    : opened.conversation.lastNoteSeq > opened.notes.last
}

export function streamOf(opened: Opened, stream: StreamName): Timeline {
  return stream === 'talk' ? opened.talk : opened.notes
}

export function withStream(opened: Opened, stream: StreamName, timeline: Timeline): Opened {
  return stream === 'talk' ? { ...opened, talk: timeline } : { ...opened, notes: timeline }
}

/** How far a message of ours has come (reliability/contract 3): stored on the server, on the customer's device, seen. */
export function deliveryOf(message: MessageView, marks: Marks): 'stored' | 'received' | 'read' {
  if (marks.read >= message.seq) return 'read'
  return marks.received >= message.seq ? 'received' : 'stored'
}
