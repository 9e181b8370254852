import { describe, expect, test } from 'vitest'
import { aMessage, at } from '../sample.ts'
import { entriesOf, firstUnread, mergedByTime } from './entries.ts'

const types = (...args: Parameters<typeof entriesOf>) => entriesOf(...args).map((entry) => entry.type)
const note = (seq: number, seconds: number) => aMessage({ seq, stream: 'note', at: at(seconds), id: `note-${seq}` })
const fromAgent = { sender: { type: 'agent' as const, id: 'a', name: 'Wang', staffNo: 'A001' } }

describe('the timeline on screen', () => {
  test('puts notes between the messages by time and keeps each stream in its order', () => {
    const talk = [aMessage({ seq: 1, at: at(10) }), aMessage({ seq: 2, at: at(20) })]
    expect(mergedByTime(talk, [note(1, 5), note(2, 15), note(3, 30)]).map((one) => [one.stream, one.seq])).toEqual([
      ['note', 1],
      ['talk', 1],
      ['note', 2],
      ['talk', 2],
      ['note', 3],
    ])
  })
  test('groups what one person says in a row, and starts anew for another or after five minutes', () => {
    const messages = [
      aMessage({ seq: 1, at: at(0) }),
      aMessage({ seq: 2, at: at(10) }),
      aMessage({ seq: 3, at: at(20), ...fromAgent }),
      aMessage({ seq: 4, at: at(400), ...fromAgent }),
    ]
    expect(types(messages, null, [])).toEqual(['day', 'said', 'said', 'said'])
  })
  test('draws the unread line before the first unread message, also inside a group', () => {
    const messages = [aMessage({ seq: 1 }), aMessage({ seq: 2 })]
    expect(firstUnread(messages, 1)).toBe(2)
    expect(types(messages, 2, [])).toEqual(['day', 'said', 'unread', 'said'])
  })
  test('shows an unsent message until the stored one is there', () => {
    const stored = aMessage({ seq: 1 })
    const unsent = { staffId: 'a', at: at(1), input: { id: stored.conversationId, messageId: stored.id, body: 'x' } }
    expect(types([], null, [unsent])).toEqual(['unsent'])
    expect(types([stored], null, [unsent])).toEqual(['day', 'said'])
  })
})
