import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ConversationEvent,
  type ConversationState,
  canRecall,
  canReopen,
  conversationStates,
  isOpen,
  nextState,
} from './lifecycle.ts'

const events = [
  'accept',
  'agent_message',
  'customer_message',
  'wait_customer',
  'transfer',
  'requeue',
  'take_over',
  'end',
  'save_record',
  'abandon',
  'reopen',
] as const satisfies ConversationEvent[]

// One row per state, one column per event in the order above; `-` is a refused step (domain/model 2.3).
const table: Record<ConversationState, string> = {
  queued: 'active - queued - queued - active wrap_up - abandoned -',
  active: '- active active waiting queued queued active wrap_up - - -',
  waiting: '- active active - queued queued active wrap_up - - -',
  wrap_up: '- - active - - - - - closed - active',
  closed: '- - active - - - - - - - active',
  abandoned: '- - queued - - - - - - - queued',
}
const cells = conversationStates.flatMap((state) =>
  table[state].split(' ').map((to, column) => ({ state, event: events[column] as ConversationEvent, to })),
)

describe('the state machine of a conversation (domain/model 2.3)', () => {
  test('has a cell for every state and event', () => {
    expect(cells).toHaveLength(conversationStates.length * events.length)
  })

  test.each(cells)('$state + $event: $to', ({ state, event, to }) => {
    expect(nextState(state, event)).toBe(to === '-' ? null : to)
  })

  const anyEvents = fc.array(fc.constantFrom(...events), { maxLength: 60 })
  const walk = (steps: readonly ConversationEvent[]) => {
    const path: { from: ConversationState; event: ConversationEvent; to: ConversationState }[] = []
    let state: ConversationState = 'queued'
    for (const event of steps) {
      const to = nextState(state, event)
      if (!to) continue
      path.push({ from: state, event, to })
      state = to
    }
    return path
  }

  test('closes by its record alone, whatever happens (model 2.6, 2)', () => {
    fc.assert(
      fc.property(anyEvents, (steps) => {
        for (const { from, event, to } of walk(steps))
          if (to === 'closed') expect([from, event]).toEqual(['wrap_up', 'save_record'])
      }),
    )
  })

  test('writes a record only of a talk that ended', () => {
    fc.assert(
      fc.property(anyEvents, (steps) => {
        const path = walk(steps)
        for (const [index, { event }] of path.entries()) {
          if (event !== 'save_record') continue
          const before = path.slice(0, index).map((step) => step.event)
          expect(before.lastIndexOf('end')).toBeGreaterThan(before.lastIndexOf('reopen'))
        }
      }),
    )
  })

  test('never traps a customer: from every state a few steps lead back to an agent', () => {
    for (const state of conversationStates) {
      const reached = new Set<ConversationState>([state])
      for (const from of reached) for (const event of events) reached.add(nextState(from, event) ?? from)
      expect(reached).toContain('active')
      expect(reached).toContain('closed')
    }
  })

  test('is open while somebody serves or waits', () => {
    expect(conversationStates.filter(isOpen)).toEqual(['queued', 'active', 'waiting'])
  })
})

const at = (ms: number) => new Date(1_800_000_000_000 + ms)
const day = 24 * 3_600_000

describe('re-opening (domain/model 2.3: within 24 h)', () => {
  test.each([
    [0, true],
    [day, true],
    [day + 1, false],
  ])('%i ms after the end: %s', (ms, allowed) => expect(canReopen(at(0), at(ms))).toBe(allowed))

  test('needs an end', () => expect(canReopen(null, at(0))).toBe(false))
})

describe('taking a message back (2 minutes)', () => {
  test.each([
    [0, true],
    [120_000, true],
    [120_001, false],
  ])('%i ms after it was sent: %s', (ms, allowed) => expect(canRecall(at(0), at(ms))).toBe(allowed))
})
