import { setTimeout as pause } from 'node:timers/promises'
import { databaseClock } from '../../server/platform/clock.ts'
import { headersOf, messagesPath, type Person } from './person.ts'

export type Acked = { id: string; conversationId: string; seq: number; body: string; beganAt: number }
/** What all senders of a run saw together. */
export type Sent = {
  acked: Acked[]
  /** Answers that no rule of the contract allows. */
  wrong: string[]
  /** By HTTP status, and `network` for none. */
  answers: Record<string, number>
  /** Milliseconds from the first try to the answer, of each acknowledged message. */
  waits: number[]
  /** Of single tries that ended without an acknowledgement. */
  failures: number[]
  lastAckAt: number
}
export type Urls = () => string

const { newId } = databaseClock()
const patienceMs = 10_000

export const newSent = (): Sent => ({ acked: [], wrong: [], answers: {}, waits: [], failures: [], lastAckAt: 0 })

/**
 * Sends one message as the window and the console do: with an id made before the first try, again and again with the same id
 * until it is acknowledged, at another address when one does not answer.
 */
export async function sendMessage(
  person: Person,
  body: string,
  { urls, sent }: { urls: Urls; sent: Sent },
): Promise<void> {
  const messageId = newId()
  const began = performance.now()
  for (;;) {
    const tryBegan = performance.now()
    const { status, seq, retryAfterMs } = await attempt(person, { messageId, body }, { urls, sent })
    sent.answers[status] = (sent.answers[status] ?? 0) + 1
    if (status === 200) {
      sent.acked.push({ id: messageId, conversationId: person.talk.id, seq, body, beganAt: began })
      sent.waits.push(performance.now() - began)
      sent.lastAckAt = performance.now()
      return
    }
    sent.failures.push(performance.now() - tryBegan)
    if (typeof status === 'number' && status < 500 && status !== 429) {
      sent.wrong.push(`${status} to a message of the ${person.side}`)
      return
    }
    await pause(Math.max(retryAfterMs, 20 + Math.random() * 100))
  }
}

type Answer = { status: number | 'network'; seq: number; retryAfterMs: number }
type Message = { messageId: string; body: string }

async function attempt(person: Person, message: Message, { urls, sent }: { urls: Urls; sent: Sent }): Promise<Answer> {
  try {
    const response = await fetch(`${urls()}${messagesPath(person)}`, {
      method: 'POST',
      headers: { ...headersOf(person), 'content-type': 'application/json' },
      body: JSON.stringify(person.side === 'agent' ? { ...message, stream: 'talk' } : message),
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await response.text()
    if (response.status >= 500) checkSecrecy(text, response.status, sent)
    const seq = response.status === 200 ? (JSON.parse(text).message.seq as number) : 0
    // Half a second stands for the whole seconds a real client waits: the tests are not about patience.
    const retryAfterMs = response.headers.has('retry-after') ? 500 * (response.status === 429 ? 4 : 1) : 0
    return { status: response.status, seq, retryAfterMs }
  } catch {
    return { status: 'network', seq: 0, retryAfterMs: 0 }
  }
}

/** O9: a failure tells a code and a sentence, nothing of the inside. */
function checkSecrecy(text: string, status: number, sent: Sent): void {
  try {
    const { error } = JSON.parse(text)
    if (
      Object.keys(error).every((key) => ['code', 'message', 'details'].includes(key)) &&
      !/[/\\]|select |at \w+ \(/.test(text)
    )
      return
  } catch {
    // Not JSON: told below.
  }
  sent.wrong.push(`${status} with internals: ${text.slice(0, 200)}`)
}
