import { describe, expect, test } from 'vitest'
import { sampleMessage, sampleTalk } from '../samples.ts'
import { applyMessage, mergeMessages, newerTalk, unreadCount } from './order.ts'

const numbered = (...seqs: number[]) => seqs.map((seq) => sampleMessage({ seq }))
const seqs = (messages: { seq: number }[]) => messages.map((message) => message.seq)

describe('a live message', () => {
  test('that is the next one is applied', () => {
    const { messages, gap } = applyMessage(numbered(1, 2), sampleMessage({ seq: 3 }))
    expect([seqs(messages), gap]).toEqual([[1, 2, 3], false])
  })

  test('that was applied before changes nothing', () => {
    const { messages, gap } = applyMessage(numbered(1, 2), sampleMessage({ seq: 2 }))
    expect([seqs(messages), gap]).toEqual([[1, 2], false])
  })

  test('after a missed one is not applied: it is a gap', () => {
    const known = numbered(1, 2)
    expect(applyMessage(known, sampleMessage({ seq: 4 }))).toEqual({ messages: known, gap: true })
  })

  test('that takes another back empties it', () => {
    const line = sampleMessage({ seq: 3, kind: 'system', system: { key: 'recalled', params: { seq: 1 } } })
    const { messages } = applyMessage(numbered(1, 2), line)
    expect(messages[0]).toMatchObject({ seq: 1, recalled: true, body: '' })
    expect(messages[1]).toMatchObject({ seq: 2, recalled: false })
  })

  test('that takes another back empties its quotes too', () => {
    const quoting = sampleMessage({ seq: 2, quote: { seq: 1, name: '王芳', preview: '不要了' } })
    const line = sampleMessage({ seq: 3, kind: 'system', system: { key: 'recalled', params: { seq: 1 } } })
    const { messages } = applyMessage([sampleMessage({ seq: 1 }), quoting], line)
    expect(messages[1]?.quote).toEqual({ seq: 1, name: '王芳', preview: '' })
  })
})

test('whatever order frames and pages come in, the list ends as the table: 1..n', () => {
  const table = numbered(1, 2, 3, 4, 5, 6, 7, 8)
  const arrivals = [3, 1, 2, 2, 5, 4, 8, 1, 6, 7]
  let known = numbered()
  for (const seq of arrivals) {
    const step = applyMessage(known, table[seq - 1] ?? sampleMessage({ seq }))
    const after = known.at(-1)?.seq ?? 0
    known = step.gap
      ? mergeMessages(
          known,
          table.filter((one) => one.seq > after && one.seq <= seq),
        )
      : step.messages
    expect(seqs(known)).toEqual(known.map((_one, at) => at + 1))
  }
  expect(known).toEqual(table)
})

test('an older page goes before the known messages', () => {
  expect(seqs(mergeMessages(numbered(5, 6), numbered(3, 4, 5)))).toEqual([3, 4, 5, 6])
})

describe('the conversation on screen', () => {
  test('a lower revision that arrives late is ignored', () => {
    const known = sampleTalk({ revision: 5, position: null })
    expect(newerTalk(known, sampleTalk({ revision: 4, position: 2 }))).toBe(known)
  })

  test('of the same revision is replaced by the later one: the queue moved on', () => {
    const known = sampleTalk({ revision: 4, position: 3 })
    expect(newerTalk(known, sampleTalk({ revision: 4, position: 1 }))).toMatchObject({ position: 1 })
  })

  test('marks only rise, whichever view comes last', () => {
    const known = sampleTalk({ revision: 1, customerMarks: { received: 9, read: 9 } })
    const next = sampleTalk({
      revision: 2,
      customerMarks: { received: 9, read: 4 },
      agentMarks: { received: 3, read: 1 },
    })
    expect(newerTalk(known, next)).toMatchObject({
      revision: 2,
      customerMarks: { read: 9 },
      agentMarks: { received: 3 },
    })
  })

  test('one that began later, in another tab, takes its place', () => {
    const next = sampleTalk({ id: 'later', revision: 1, startedAt: '2026-01-02T00:00:00.000Z' })
    expect(newerTalk(sampleTalk({ revision: 9 }), next)).toBe(next)
  })

  test('one that began earlier does not', () => {
    const known = sampleTalk({ id: 'later', startedAt: '2026-01-02T00:00:00.000Z' })
    expect(newerTalk(known, sampleTalk({ revision: 9 }))).toBe(known)
  })
})

test('only agents’ messages above the read mark are unread', () => {
  const agent = { type: 'agent', id: 'a', name: '小王', staffNo: '1001' } as const
  const messages = [
    sampleMessage({ seq: 1, sender: agent }),
    sampleMessage({ seq: 2 }),
    sampleMessage({ seq: 3, sender: agent }),
    sampleMessage({ seq: 4, sender: agent, recalled: true }),
    sampleMessage({ seq: 5, kind: 'system' }),
  ]
  expect(unreadCount(messages, 0)).toBe(2)
  expect(unreadCount(messages, 1)).toBe(1)
  expect(unreadCount(messages, 3)).toBe(0)
})
