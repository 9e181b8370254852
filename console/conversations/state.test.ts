import { describe, expect, test } from 'vitest'
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
const inOrder = (frames: ReturnType<typeof aMessage>[], from = timelineOf([])) =>
  frames.reduce((state, message) => withMessage(state, message).timeline, from)

describe('a timeline', () => {
  test('after frames in order equals the one fetched again', () => {
    expect(inOrder(talk(6).slice(2), timelineOf(talk(2)))).toEqual(timelineOf(talk(6)))
  })
  test('ignores a frame that comes twice', () => {
    const [one, two] = talk(2)
    expect(inOrder([one, two, two, one].filter((message) => message !== undefined))).toEqual(timelineOf(talk(2)))
  })
  test('does not apply a message after a gap, and says so', () => {
    const before = timelineOf(talk(2))
    expect(withMessage(before, aMessage({ seq: 4 }))).toEqual({ timeline: before, isGap: true })
  })
  test('closes a gap from the replay, whatever frames came meanwhile', () => {
    const behind = inOrder([aMessage({ seq: 5 })], timelineOf(talk(2)))
    expect(withReplay(behind, talk(6).slice(2).toReversed())).toEqual(timelineOf(talk(6)))
  })
  test('takes earlier messages in front without doubling any', () => {
    const shown = timelineOf(talk(6).slice(3))
    expect(shown.hasEarlier).toBe(true)
    expect(withEarlier(shown, talk(4), false)).toEqual(timelineOf(talk(6)))
  })
  test('a recall empties the message it names', () => {
    const line = aMessage({ seq: 3, kind: 'system', system: { key: 'recalled', params: { seq: 2 } } })
    const { items } = inOrder([...talk(2), line])
    expect(items[1]).toMatchObject({ recalled: true, body: '' })
    expect(items[0]).toMatchObject({ recalled: false, body: 'message 1' })
  })
  test('pinning and unpinning change the message they name', () => {
    const pin = aMessage({ seq: 3, kind: 'system', system: { key: 'pinned', params: { seq: 1 } } })
    const unpin = aMessage({ seq: 4, kind: 'system', system: { key: 'unpinned', params: { seq: 1 } } })
    expect(inOrder([...talk(2), pin]).items[0]?.pinned).toBe(true)
    expect(inOrder([...talk(2), pin, unpin]).items[0]?.pinned).toBe(false)
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
