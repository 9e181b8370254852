import { describe, expect, test } from 'vitest'
import type { ConversationView } from '../../domain/conversations/views.ts'
import { holdStill } from '../ui/lists/hold-still.ts'
import { compare, type Filter, fits, type Page, withConversation } from './lists.ts'
import { actor, agent, at, group, numbered } from './sample.ts'

const queue: Filter = { list: 'queue' }
const mine: Filter = { list: 'mine' }
const ids = (items: readonly ConversationView[]) => items.map((item) => Number(item.id.slice(-3)))
const page = (...items: ConversationView[]): Page => ({ items, nextCursor: null })
const taken = (number: number, change: Partial<ConversationView> = {}) =>
  numbered(number, { state: 'active', assignee: agent, firstResponsible: agent, ...change })

describe('which list a conversation stands in', () => {
  test.each([
    ['a waiting customer of my group', numbered(1), ['queue', 'group', 'all']],
    ['a waiting customer of another group', numbered(1, { group: { ...group, id: agent.id } }), []],
    ['my own', taken(1), ['mine', 'group', 'all']],
    ['my own, to be wrapped up', taken(1, { state: 'wrap_up' }), ['mine', 'group', 'all']],
    ['my own, closed', taken(1, { state: 'closed' }), ['closed']],
    [
      'one that waits but was offered to me',
      numbered(1, { group: null, offeredTo: agent.id }),
      ['mine', 'queue', 'all'],
    ],
  ])('%s', (_, view, lists) => {
    const found = (['mine', 'queue', 'group', 'all', 'closed'] as const).filter((list) => fits(view, { list }, actor))
    expect(found).toEqual(lists)
  })
  test('filters narrow it', () => {
    expect(fits(taken(1, { unread: 1 }), { list: 'mine', unread: 'yes' }, actor)).toBe(true)
    expect(fits(taken(1), { list: 'mine', unread: 'yes' }, actor)).toBe(false)
    expect(fits(taken(1), { list: 'mine', urgency: 'critical' }, actor)).toBe(false)
  })
})

describe('a list after frames', () => {
  test('equals the list fetched again', () => {
    const frames = [
      numbered(2),
      numbered(1),
      numbered(3),
      taken(1, { revision: 2 }),
      numbered(2, { revision: 2, unread: 1 }),
    ]
    const after = frames.reduce((state, view) => withConversation(state, view, queue, actor), page())
    const fresh = [numbered(2, { revision: 2, unread: 1 }), numbered(3)].toSorted(compare('queue'))
    expect(after.items).toEqual(fresh)
  })
  test('ignores a lower or equal revision', () => {
    const before = page(numbered(1, { revision: 5 }))
    expect(withConversation(before, taken(1, { revision: 4 }), queue, actor)).toBe(before)
  })
  test('moves the newest activity to the front of my list', () => {
    const before = page(taken(2), taken(1))
    const lastMessage = { seq: 1, sender: 'customer' as const, preview: 'hi', at: at(50) }
    expect(ids(withConversation(before, taken(1, { revision: 2, lastMessage }), mine, actor).items)).toEqual([1, 2])
  })
  test('leaves what belongs beyond the loaded part to the next page', () => {
    const loaded: Page = { items: [numbered(1), numbered(2)], nextCursor: 'more' }
    expect(withConversation(loaded, numbered(9), queue, actor)).toBe(loaded)
  })
})

describe('under the pointer', () => {
  test('rows keep their places and show what changed', () => {
    const { items, held } = holdStill([taken(1), taken(2)], [taken(2, { unread: 3 }), taken(1)])
    expect(ids(items)).toEqual([1, 2])
    expect(items[1]?.unread).toBe(3)
    expect(held).toBe(0)
  })
  test('new rows wait, unless they come below everything', () => {
    const { items, held } = holdStill([taken(2)], [taken(3), taken(2), taken(1)])
    expect(ids(items)).toEqual([2, 1])
    expect(held).toBe(1)
  })
  test('a row that left stays until the pointer leaves', () => {
    expect(ids(holdStill([taken(1), taken(2)], [taken(2)]).items)).toEqual([1, 2])
  })
})
