import type { MessageView } from '../../../domain/conversations/views.ts'
import { isSameDay } from '../../ui/time.ts'
import type { Unsent } from '../outbox-store.ts'

export type Entry =
  | { type: 'day'; key: string; at: string }
  | { type: 'unread'; key: string }
  | { type: 'system'; key: string; message: MessageView }
  | { type: 'said'; key: string; messages: MessageView[] }
  | { type: 'unsent'; key: string; message: Unsent }

const groupGapMs = 5 * 60_000

/** Talk and notes of one conversation in the order of time; within a stream the order is always that of `seq`. */
export function mergedByTime(talk: readonly MessageView[], notes: readonly MessageView[]): MessageView[] {
  const merged: MessageView[] = []
  let next = 0
  for (const message of talk) {
    for (let note = notes[next]; note && note.at < message.at; note = notes[++next]) merged.push(note)
    merged.push(message)
  }
  return [...merged, ...notes.slice(next)]
}

/** What the pane draws: day separators, the unread line, system lines, and runs of one person's messages as one group. */
export function entriesOf(
  messages: readonly MessageView[],
  unreadFrom: number | null,
  unsent: readonly Unsent[],
): Entry[] {
  const entries: Entry[] = []
  let before: MessageView | undefined
  // The emptied bubble itself says that it was taken back.
  for (const message of messages.filter((one) => one.system?.key !== 'recalled')) {
    if (!before || !isSameDay(new Date(before.at), new Date(message.at))) {
      entries.push({ type: 'day', key: `day-${message.at}`, at: message.at })
    }
    if (message.stream === 'talk' && message.seq === unreadFrom) entries.push({ type: 'unread', key: 'unread' })
    const last = entries.at(-1)
    if (message.sender.type === 'system') entries.push({ type: 'system', key: message.id, message })
    else if (last?.type === 'said' && before && continues(before, message)) last.messages.push(message)
    else entries.push({ type: 'said', key: message.id, messages: [message] })
    before = message
  }
  const stored = new Set(messages.map((message) => message.id))
  const waiting = unsent.filter((message) => !stored.has(message.input.messageId))
  return [...entries, ...waiting.map((message): Entry => ({ type: 'unsent', key: message.input.messageId, message }))]
}

function continues(before: MessageView, message: MessageView): boolean {
  return (
    before.stream === message.stream &&
    before.whisper === message.whisper &&
    before.sender.type === message.sender.type &&
    before.sender.id === message.sender.id &&
    Date.parse(message.at) - Date.parse(before.at) < groupGapMs
  )
}

/** The first message of the customer that nobody of the agent's side has read; null when there is none, or nothing before it. */
export function firstUnread(talk: readonly MessageView[], read: number): number | null {
  const first = talk.find((message) => message.seq > read && message.sender.type === 'customer')?.seq ?? null
  const isOldTalk = talk.some((message) => message.seq < (first ?? 0) && message.sender.type !== 'system')
  return isOldTalk ? first : null
}
