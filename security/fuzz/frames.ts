import fc from 'fast-check'
import { z } from 'zod'
import { clientFrame, serverFrame } from '../../domain/live/frames.ts'
import { extraNames, nastyStrings } from './nasty.ts'
import { type Document, type Pool, type Schema, valuesOf } from './schema.ts'

export type Thrown = string | Buffer

const schema = z.toJSONSchema(clientFrame, { io: 'input' }) as Schema
const memberNames = [
  'constructor',
  '__proto__',
  'toString',
  'base',
  'then',
  'hasOwnProperty',
  'watch.then',
  'close',
  'send',
  'topics',
  'actor',
  '%',
  '_',
  '*',
  'watch%',
  '',
]
const serverNames = serverFrame.options.map((option) => [...option.shape.type.values][0] as string)

const names = [...memberNames, ...serverNames, ...nastyStrings, ['watch'], { toString: 'watch' }, 7, null, true]
const noFrames = [
  '',
  '{',
  'null',
  '[]',
  '"watch"',
  '{"type":"watch"',
  '['.repeat(20_000),
  '{"type":{"type":'.repeat(500),
]
const numbers = [-1, 0.5, 1e308, 2147483648, 9007199254740991]
const json = (value: unknown) => JSON.stringify(value) ?? 'null'

/** Frames a client may send, and everything it may not: reliability/fuzz 3. */
export function framesOf(pool: Pool): fc.Arbitrary<Thrown> {
  const valid = valuesOf(schema, { doc: schema as Document, pool }) as fc.Arbitrary<Record<string, unknown>>
  const changed = <T>(values: fc.Arbitrary<T>, change: (frame: Record<string, unknown>, value: T) => string) =>
    fc.tuple(valid, values).map(([frame, value]) => change(frame, value))
  const misnamed = changed(fc.constantFrom<unknown>(...names), (frame, type) => json({ ...frame, type }))
  const extended = changed(fc.constantFrom(...extraNames), (frame, name) =>
    json(frame).replace(/\}$/, `,${json(name)}:1}`),
  )
  const nasty = changed(fc.constantFrom(...nastyStrings), (frame, conversation) => json({ ...frame, conversation }))
  const counted = changed(fc.constantFrom(...numbers), (frame, n) =>
    json({ ...frame, read: n, received: n, cursor: n }),
  )
  return fc.oneof(
    { weight: 6, arbitrary: valid.map(json) },
    { weight: 3, arbitrary: misnamed },
    { weight: 2, arbitrary: extended },
    { weight: 2, arbitrary: nasty },
    { weight: 2, arbitrary: counted },
    { weight: 1, arbitrary: fc.jsonValue().map(json) },
    { weight: 1, arbitrary: fc.constantFrom(...noFrames) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  )
}

/** The fault of what the server said, or nothing; `shown` tells whether a conversation may be named to this socket. */
export function faultOfReply(text: string, shown: (conversation: string) => boolean): string | null {
  let read: ReturnType<typeof serverFrame.safeParse>
  try {
    read = serverFrame.safeParse(JSON.parse(text))
  } catch {
    return `no JSON: ${text.slice(0, 200)}`
  }
  if (!read.success) return `no frame of the server: ${text.slice(0, 200)}`
  const frame = read.data
  if (frame.type === 'error' && Buffer.byteLength(text) > 200) return `an error of ${Buffer.byteLength(text)} bytes`
  const about = conversationOf(frame)
  return about && !shown(about) ? `${frame.type} of a conversation out of sight` : null
}

function conversationOf(frame: z.infer<typeof serverFrame>): string | null {
  // `gone` and `error` say that something is out of sight.
  if (frame.type === 'gone') return null
  if (frame.type === 'message') return frame.message.conversationId
  if (frame.type === 'conversation') return frame.conversation.id
  if (frame.type === 'talk') return frame.talk.id
  return 'conversation' in frame ? (frame.conversation as string) : null
}
