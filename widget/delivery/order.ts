import type { MessageView, TalkView } from '../../domain/conversations/views.ts'

/**
 * reliability/contract 4: live frames are hints. A message is applied only when its seq is the next one; an older one
 * replaces what is known; anything else is a gap, to be read again from the table.
 */
export function applyMessage(known: MessageView[], message: MessageView): { messages: MessageView[]; gap: boolean } {
  const last = known.at(-1)?.seq ?? 0
  if (message.seq > last + 1) return { messages: known, gap: true }
  return { messages: mergeMessages(known, [message]), gap: false }
}

/** Joins a page of the table (newer, older or overlapping) to what is known, each seq once, in order. */
export function mergeMessages(known: MessageView[], page: readonly MessageView[]): MessageView[] {
  const bySeq = new Map(known.map((message) => [message.seq, message]))
  for (const message of page) bySeq.set(message.seq, message)
  for (const line of page) takeBack(bySeq, line)
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq)
}

/** A system line `recalled` empties the message it names, which may have been read before it was taken back, also where it is quoted. */
function takeBack(bySeq: Map<number, MessageView>, line: MessageView) {
  if (line.system?.key !== 'recalled') return
  const seq = Number(line.system.params.seq)
  const target = bySeq.get(seq)
  if (target) bySeq.set(seq, { ...target, recalled: true, body: '', attachment: null, quote: null })
  for (const one of bySeq.values())
    if (one.quote?.seq === seq) bySeq.set(one.seq, { ...one, quote: { ...one.quote, preview: '' } })
}

/**
 * The view to keep: the higher revision of one conversation, or the conversation that began later. Of one revision the later
 * frame: the place in the queue moves without it.
 */
export function newerTalk(known: TalkView | null, next: TalkView): TalkView {
  if (!known) return next
  if (known.id === next.id) return next.revision >= known.revision ? withMarks(next, known) : known
  return Date.parse(next.startedAt) >= Date.parse(known.startedAt) ? next : known
}

type Marks = Pick<TalkView, 'customerMarks' | 'agentMarks'>
type Mark = Marks['customerMarks']
const higher = (one: Mark, other: Mark): Mark => ({
  received: Math.max(one.received, other.received),
  read: Math.max(one.read, other.read),
})

/** Marks only rise: a view made before the customer read on must not bring the unread count back. */
export function withMarks(talk: TalkView, marks: Partial<Marks>): TalkView {
  return {
    ...talk,
    customerMarks: higher(talk.customerMarks, marks.customerMarks ?? talk.customerMarks),
    agentMarks: higher(talk.agentMarks, marks.agentMarks ?? talk.agentMarks),
  }
}

/** Agents' messages above the customer's read mark. */
export function unreadCount(messages: readonly MessageView[], read: number): number {
  return messages.filter(
    (one) => one.sender.type === 'agent' && one.kind !== 'system' && !one.recalled && one.seq > read,
  ).length
}
