import { uuidv7 } from '../platform/clock.ts'
import { sha256 } from '../platform/crypto.ts'
import { segment } from '../platform/segment.ts'
import { type Row, wordsText } from './bulk.ts'

type Line = {
  sender: 'customer' | 'agent' | 'system'
  senderId?: string | null
  body?: string
  system?: Row
  scriptKey?: string
}
type Step = { kind: string; from?: string; to?: string; actor?: string; reason?: string; payload?: Row }

/** What happened in one conversation, in order of time; its clock only goes forward. */
export type Timeline = {
  readonly id: string
  now(): Date
  /** Lets seconds pass. */
  pass(seconds: number): Date
  say(line: Line): void
  log(step: Step): void
  readonly messages: Row[]
  readonly events: Row[]
  lastSpoken(): Row | null
}

const channel = 'web_chat'

export function openTimeline(startedAt: Date): Timeline {
  const id = uuidv7(startedAt)
  let at = startedAt.getTime()
  let lastSpoken: Row | null = null
  const messages: Row[] = []
  const events: Row[] = []
  const now = () => new Date(at)
  return {
    id,
    now,
    pass(seconds) {
      at += Math.max(0, Math.round(seconds * 1000))
      return now()
    },
    say(line) {
      const message = messageRow(line, { conversationId: id, seq: messages.length + 1, at: now() })
      messages.push(message)
      if (line.sender !== 'system')
        lastSpoken = {
          seq: message.seq,
          sender: line.sender,
          preview: (line.body ?? '').slice(0, 120),
          at: now().toISOString(),
        }
    },
    log: (step) => void events.push(eventRow(step, id, now())),
    messages,
    events,
    lastSpoken: () => lastSpoken,
  }
}

function messageRow(line: Line, place: { conversationId: string; seq: number; at: Date }): Row {
  const { sender, senderId = null, body = '', system = null, scriptKey = null } = line
  const id = uuidv7(place.at)
  return {
    ...place,
    id,
    stream: 'talk',
    senderType: sender,
    senderId,
    kind: body === '' ? 'system' : 'text',
    body,
    system,
    mentions: [],
    whisper: false,
    scriptKey,
    digest: sha256(id),
    words: wordsText(sender === 'system' ? [] : segment(body)),
  }
}

/** An event as the living product writes it, at another time. */
function eventRow({ kind, from, to, actor, reason, payload = {} }: Step, subjectId: string, at: Date): Row {
  return {
    at,
    subjectType: 'conversation',
    subjectId,
    kind,
    actorType: actor ? 'staff' : 'system',
    actorId: actor ?? null,
    fromState: from ?? null,
    toState: to ?? null,
    reason: reason ?? null,
    payload: { channel, ...payload },
  }
}
