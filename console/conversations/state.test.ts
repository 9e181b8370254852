import { describe, expect, test } from 'vitest'
import type { MessageView } from '../../domain/conversations/views.ts'
import { aConversation, aMessage, loadedWith } from './sample.ts'
import {
  deliveryOf,
  isBehind,
  newer,
  openedFrom,
  timelineOf,
  withEarlier,
  withFetched,
  withMarks,
  withMessage,
  withReplay,
} from './state.ts'

const talk = (to: number) => Array.from({ length: to }, (_, index) => aMessage({ seq: index + 1 }))
const holding = (messages: MessageView[]) => openedFrom(loadedWith(aConversation(), messages))
const applied = (frames: MessageView[], from = holding([])) =>
  frames.reduce((state, message) => withMessage(state, message).opened, from)

describe('a timeline', () => {
  test('after frames in order equals the one fetched again', () => {
    expect(applied(talk(6).slice(2), holding(talk(2)))).toEqual(holding(talk(6)))
  })
  test('ignores a frame that comes twice', () => {
    expect(applied([...talk(2), ...talk(2).toReversed()])).toEqual(holding(talk(2)))
  })
  test('does not apply a message after a gap, and says so', () => {
    const before = holding(talk(2))
    expect(withMessage(before, aMessage({ seq: 4 }))).toEqual({ opened: before, isGap: true })
  })
  test('closes a gap from the replay, whatever frames came meanwhile', () => {
    const behind = applied([aMessage({ seq: 5 })], holding(talk(2)))
    expect(withReplay(behind, talk(6).slice(2).toReversed())).toEqual(holding(talk(6)))
  })
  test('keeps talk and notes apart: each has its own numbers', () => {
    const note = aMessage({ seq: 1, stream: 'note' })
    const { talk: said, notes } = applied([...talk(2), note])
    expect([said.last, notes.last]).toEqual([2, 1])
  })
  test('takes earlier messages in front without doubling any', () => {
    const shown = timelineOf(talk(6).slice(3))
    expect(shown.hasEarlier).toBe(true)
    expect(withEarlier(shown, talk(4), false)).toEqual(timelineOf(talk(6)))
  })
  test('a recall empties the message it names, also where it is quoted', () => {
    const quoting = aMessage({ seq: 3, quote: { seq: 2, name: 'Customer', preview: 'message 2' } })
    const line = aMessage({ seq: 4, kind: 'system', system: { key: 'recalled', params: { seq: 2, name: 'Customer' } } })
    const { items } = applied([...talk(2), quoting, line]).talk
    expect(items[0]).toMatchObject({ recalled: false, body: 'message 1' })
    expect(items[1]).toMatchObject({ recalled: true, body: '' })
    expect(items[2]?.quote?.preview).toBe('')
  })
  test('pinning is told among the notes and changes the talk', () => {
    const line = (seq: number, key: 'pinned' | 'unpinned') =>
      aMessage({ seq, stream: 'note', kind: 'system', system: { key, params: { seq: 1, name: 'Wang' } } })
    expect(applied([...talk(2), line(1, 'pinned')]).talk.items[0]?.pinned).toBe(true)
    expect(applied([...talk(2), line(1, 'pinned'), line(2, 'unpinned')]).talk.items[0]?.pinned).toBe(false)
  })
})

describe('a conversation', () => {
  test('keeps the higher revision, in whatever order frames come', () => {
    const held = aConversation({ revision: 7, state: 'active' })
    expect(newer(held, aConversation({ revision: 6, state: 'queued' }))).toBe(held)
    expect(newer(held, aConversation({ revision: 8, state: 'waiting' })).state).toBe('waiting')
  })
  test('marks only grow', () => {
    const held = aConversation({ lastSeq: 9, unread: 2, agentMarks: { received: 9, read: 7 } })
    const read = withMarks(held, 'agent', { received: 9, read: 9 })
    expect(read).toMatchObject({ agentMarks: { read: 9 }, unread: 0 })
    expect(withMarks(read, 'agent', { received: 8, read: 8 })).toBe(read)
  })
  test('knows when the server holds more than was brought here', () => {
    const opened = openedFrom(loadedWith(aConversation({ lastSeq: 3 }), talk(2)))
    expect(isBehind(opened, 'talk')).toBe(true)
    expect(isBehind(opened, 'note')).toBe(false)
  })
  test('a slow fetch takes nothing back that frames brought', () => {
    const fetched = openedFrom(loadedWith(aConversation({ revision: 3, lastSeq: 2 }), talk(2)))
    const held = openedFrom(loadedWith(aConversation({ revision: 4, lastSeq: 3 }), talk(3)))
    expect(withFetched(held, fetched)).toEqual(held)
  })
  test('says how far a reply has come', () => {
    const message = aMessage({ seq: 5 })
    expect(deliveryOf(message, { received: 4, read: 4 })).toBe('stored')
    expect(deliveryOf(message, { received: 5, read: 4 })).toBe('received')
    expect(deliveryOf(message, { received: 5, read: 5 })).toBe('read')
  })
})
