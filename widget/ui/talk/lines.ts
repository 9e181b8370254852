import type { AttachmentView, MessageView } from '../../../domain/conversations/views.ts'
import type { Unsent } from '../../delivery/unsent.ts'
import type { State } from '../../frame/state.ts'

export type Delivery = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'
export type Bubble = {
  type: 'bubble'
  key: string
  mine: boolean
  from: string
  body: string
  attachment: AttachmentView | null
  at: string
  message: MessageView | null
  unsent: Unsent | null
  delivery: Delivery | null
  /** First and last of a run by the same person within five minutes. */
  first: boolean
  last: boolean
}
export type Line =
  | Bubble
  | { type: 'day'; key: string; at: string }
  | { type: 'system'; key: string; message: MessageView }

const groupMs = 5 * 60_000
/** Said by the mark on the message itself, or of no interest to the customer. */
const silentLines = new Set(['recalled', 'pinned', 'unpinned'])

/** reliability/contract 3: never "sent" before the commit; then what the other side's marks say. */
function deliveryOf(seq: number, marks: { received: number; read: number } | undefined): Delivery {
  if (seq <= (marks?.read ?? 0)) return 'read'
  return seq <= (marks?.received ?? 0) ? 'delivered' : 'sent'
}

function bubbleOf(message: MessageView, state: Pick<State, 'talk'>): Bubble {
  const mine = message.sender.type === 'customer'
  return {
    type: 'bubble',
    key: message.id,
    mine,
    from: mine ? 'me' : (message.sender.id ?? message.sender.type),
    body: message.body,
    attachment: message.attachment,
    at: message.at,
    message,
    unsent: null,
    delivery: mine ? deliveryOf(message.seq, state.talk?.agentMarks) : null,
    first: true,
    last: true,
  }
}

function waitingBubble(unsent: Unsent): Bubble {
  const { messageId: key, body, attachment = null, at } = unsent
  const delivery = unsent.failed ? 'failed' : 'sending'
  return {
    type: 'bubble',
    key,
    mine: true,
    from: 'me',
    body,
    attachment,
    at,
    message: null,
    unsent,
    delivery,
    first: true,
    last: true,
  }
}

/** The welcome and the answer to a left message have words of their own; other lines of the system are worded here. */
function isSpoken(message: MessageView): boolean {
  return message.kind !== 'system'
}

/** What the log shows, from top to bottom: committed messages, then unsent ones, with day lines between. */
export function linesOf(state: Pick<State, 'messages' | 'unsent' | 'talk'>, dayOf: (at: string) => string): Line[] {
  const committed = new Set(state.messages.map((message) => message.id))
  const said = state.messages
    .filter((message) => !silentLines.has(message.system?.key ?? ''))
    .map(
      (message): Line => (isSpoken(message) ? bubbleOf(message, state) : { type: 'system', key: message.id, message }),
    )
  const waiting = state.unsent.filter((one) => !committed.has(one.messageId)).map(waitingBubble)
  const lines: Line[] = []
  let day = ''
  for (const line of [...said, ...waiting]) {
    const at = line.type === 'system' ? line.message.at : line.at
    if (dayOf(at) !== day) lines.push({ type: 'day', key: `day-${at}`, at })
    day = dayOf(at)
    joinGroup(lines.at(-1), line)
    lines.push(line)
  }
  return lines
}

function joinGroup(before: Line | undefined, line: Line) {
  if (before?.type !== 'bubble' || line.type !== 'bubble' || before.from !== line.from) return
  if (Date.parse(line.at) - Date.parse(before.at) > groupMs) return
  before.last = false
  line.first = false
}
