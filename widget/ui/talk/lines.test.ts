import { describe, expect, test } from 'vitest'
import type { Unsent } from '../../delivery/unsent.ts'
import { sampleMessage, sampleTalk } from '../../samples.ts'
import { linesOf } from './lines.ts'

const dayOf = (at: string) => at.slice(0, 10)
const agent = { type: 'agent', id: 'a', name: '小王', staffNo: '1001' } as const
const unsent: Unsent = {
  messageId: 'u',
  conversationId: 'talk',
  kind: 'post',
  body: '在吗',
  at: '2026-01-01T00:01:00.000Z',
}
const show = (given: Partial<Parameters<typeof linesOf>[0]>) =>
  linesOf({ messages: [], unsent: [], talk: sampleTalk({}), ...given }, dayOf)

describe('the log', () => {
  test('an unsent bubble is replaced by the committed message of the same id, never doubled', () => {
    const waiting = show({ unsent: [unsent] })
    expect(waiting.filter((line) => line.type === 'bubble')).toMatchObject([{ key: 'u', delivery: 'sending' }])
    const committed = show({ unsent: [unsent], messages: [sampleMessage({ id: 'u', body: '在吗' })] })
    expect(committed.filter((line) => line.type === 'bubble')).toMatchObject([{ key: 'u', delivery: 'sent' }])
  })

  test('a refused message says so', () => {
    expect(show({ unsent: [{ ...unsent, failed: 'x' }] })).toMatchObject([{ type: 'day' }, { delivery: 'failed' }])
  })

  test('the other side’s marks turn sent into delivered into read', () => {
    const talk = sampleTalk({ agentMarks: { received: 2, read: 1 } })
    const messages = [1, 2, 3].map((seq) => sampleMessage({ seq }))
    const states = show({ messages, talk }).flatMap((line) => (line.type === 'bubble' ? [line.delivery] : []))
    expect(states).toEqual(['read', 'delivered', 'sent'])
  })

  test('messages of one person within five minutes are one group; another person or a later time begins a new one', () => {
    const messages = [
      sampleMessage({ seq: 1, sender: agent, at: '2026-01-01T00:00:00.000Z' }),
      sampleMessage({ seq: 2, sender: agent, at: '2026-01-01T00:04:00.000Z' }),
      sampleMessage({ seq: 3, sender: agent, at: '2026-01-01T00:10:00.000Z' }),
      sampleMessage({ seq: 4, at: '2026-01-01T00:10:01.000Z' }),
    ]
    const runs = show({ messages }).flatMap((line) => (line.type === 'bubble' ? [[line.first, line.last]] : []))
    expect(runs).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ])
  })

  test('each day begins with its date', () => {
    const messages = [sampleMessage({ seq: 1 }), sampleMessage({ seq: 2, at: '2026-01-02T00:00:00.000Z' })]
    expect(show({ messages }).map((line) => line.type)).toEqual(['day', 'bubble', 'day', 'bubble'])
  })

  test('the welcome is spoken; what was taken back is marked on the message, not told twice', () => {
    const messages = [
      sampleMessage({ seq: 1, kind: 'text', body: '您好', system: { key: 'welcome', params: {} } }),
      sampleMessage({ seq: 2, kind: 'system', system: { key: 'accepted', params: {} } }),
      sampleMessage({ seq: 3, kind: 'system', system: { key: 'recalled', params: { seq: 1 } } }),
    ]
    expect(show({ messages }).map((line) => line.type)).toEqual(['day', 'bubble', 'system'])
  })
})
