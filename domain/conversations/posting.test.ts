import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConversationState, conversationStates } from './lifecycle.ts'
import { type Effect, type Posting, type PostingFacts, postingEffect, type RunningClock } from './posting.ts'

const second = (count: number) => new Date(1_800_000_000_000 + count * 1000)
const facts = (part: Partial<PostingFacts> = {}): PostingFacts => ({
  state: 'active',
  leftMessage: false,
  assigneeId: 'wang',
  groupId: 'presale',
  queuedAt: second(0),
  firstAgentMessageAt: second(20),
  unansweredSince: null,
  endedAt: null,
  unread: 0,
  clocks: [],
  ...part,
})
const customer = (at: number): Posting => ({ stream: 'talk', sender: 'customer', senderId: 'v', at: second(at) })
const agent = (at: number): Posting => ({ stream: 'talk', sender: 'agent', senderId: 'wang', at: second(at) })
const clock = (kind: RunningClock['kind'], from: number, to: number): RunningClock => ({
  kind,
  startedAt: second(from),
  dueAt: second(to),
})

function effect(before: PostingFacts, posting: Posting): Effect {
  const result = postingEffect(before, posting)
  if (!('facts' in result)) throw new Error(`refused: ${JSON.stringify(result)}`)
  return result
}

describe('a customer’s message', () => {
  test('begins a turn of 60 s when the agent spoke last (domain/model 2.3)', () => {
    const { start, facts: after } = effect(facts(), customer(100))
    expect(start).toEqual(['turn_response'])
    expect(after).toMatchObject({ unansweredSince: second(100), unread: 1 })
  })

  test('after another of theirs goes on with the same turn (domain/metrics 3.1 ART)', () => {
    const { start, facts: after } = effect(effect(facts(), customer(100)).facts, customer(130))
    expect(start).toEqual([])
    expect(after).toMatchObject({ unansweredSince: second(100), unread: 2 })
  })

  test('before the greeting is no turn: the greeting answers it', () => {
    const before = facts({ firstAgentMessageAt: null })
    expect(effect(before, customer(100))).toMatchObject({ start: [], facts: { unansweredSince: second(100) } })
  })

  test('of somebody who waits in the queue starts no clock', () => {
    expect(effect(facts({ state: 'queued' }), customer(100))).toMatchObject({ start: [], facts: { state: 'queued' } })
  })

  test('brings a waiting conversation back and ends the idle timers', () => {
    const { facts: after, cancel } = effect(facts({ state: 'waiting' }), customer(100))
    expect(after.state).toBe('active')
    expect(cancel).toEqual(['customer_idle', 'customer_idle_close'])
  })

  const over: ConversationState[] = ['wrap_up', 'closed', 'abandoned']
  test.each(over)('re-opens a conversation in %s up to 24 h after its end, and not a second later', (state) => {
    const ended = facts({ state, endedAt: second(0) })
    expect(postingEffect(ended, customer(86_400))).toEqual({ reopen: true })
    expect(postingEffect(ended, customer(86_401))).toEqual({ refused: 'conversation_over' })
  })
})

describe('an agent’s message', () => {
  test.each([
    [30, true],
    [31, false],
  ])('%i s after taking over greets in time: %s (SOP 000 二(一): 30 s, boundary inclusive)', (at, inTime) => {
    const before = facts({ firstAgentMessageAt: null, clocks: [clock('agent_greet', 0, 30)] })
    const { events, stop } = effect(before, agent(at))
    expect(stop).toContain('agent_greet')
    expect(events).toEqual([
      {
        kind: 'conversation.greeted',
        payload: { delayMs: at * 1000, inTime, frtMs: at * 1000, groupId: 'presale', staffId: 'wang' },
      },
    ])
  })

  test('counts the first response once, from entering the queue', () => {
    const first = facts({ firstAgentMessageAt: null, queuedAt: second(0), clocks: [clock('agent_greet', 40, 70)] })
    expect(effect(first, agent(50)).events[0]?.payload).toMatchObject({ delayMs: 10_000, frtMs: 50_000 })
    const transferred = facts({ firstAgentMessageAt: second(50), clocks: [clock('agent_greet', 90, 120)] })
    expect(effect(transferred, agent(100)).events[0]?.payload).toMatchObject({ delayMs: 10_000, frtMs: null })
  })

  test.each([
    [160, true],
    [161, false],
  ])('at second %i answers the turn of second 100 in time: %s (60 s, boundary inclusive)', (at, inTime) => {
    const before = facts({ unansweredSince: second(100), clocks: [clock('turn_response', 100, 160)] })
    const { events, stop, facts: after } = effect(before, agent(at))
    expect(stop).toContain('turn_response')
    expect(after.unansweredSince).toBeNull()
    expect(events).toMatchObject([{ kind: 'conversation.turn_answered', payload: { ms: (at - 100) * 1000, inTime } }])
  })

  test('that nobody waited for answers nothing', () => {
    expect(effect(facts(), agent(100)).events).toEqual([])
  })

  test('starts the customer’s idle time', () => {
    expect(effect(facts({ state: 'waiting' }), agent(100))).toMatchObject({
      start: ['customer_idle'],
      facts: { state: 'active' },
    })
  })

  test('to a message that was left is no first response', () => {
    const left = facts({ leftMessage: true, firstAgentMessageAt: null, unansweredSince: second(0) })
    expect(effect(left, agent(5000)).events).toEqual([])
  })

  test.each(conversationStates.filter((state) => state !== 'active' && state !== 'waiting'))(
    'is refused in %s',
    (state) => expect(postingEffect(facts({ state }), agent(100))).toEqual({ refused: 'wrong_state' }),
  )
})

test.each([
  { stream: 'note', sender: 'agent' },
  { stream: 'talk', sender: 'system' },
] as const)('$sender in the $stream stream changes nothing, in any state', (posting) => {
  for (const state of conversationStates) {
    const before = facts({ state, endedAt: second(0) })
    const { facts: after, start, stop, cancel, events } = effect(before, { ...posting, senderId: null, at: second(9) })
    expect(after).toBe(before)
    expect([...start, ...stop, ...cancel, ...events]).toEqual([])
  }
})

describe('whatever is said in whatever order', () => {
  const speech = fc.array(
    fc.record({ by: fc.constantFrom('customer', 'agent'), after: fc.integer({ min: 0, max: 200 }) }),
  )

  /** Works a talk through as the server does: clocks that start replace their kind, what stops is gone. */
  function work(lines: readonly { by: string; after: number }[]) {
    let now = 20
    let state = facts({ firstAgentMessageAt: null, clocks: [clock('agent_greet', 0, 30)] })
    const events: Effect['events'] = []
    for (const { by, after } of lines) {
      now += after
      const { facts: next, start, events: more } = effect(state, by === 'customer' ? customer(now) : agent(now))
      const clocks = [...next.clocks]
      for (const kind of start) if (kind === 'turn_response') clocks.push(clock(kind, now, now + 60))
      state = { ...next, clocks }
      events.push(...more)
      expect(new Set(clocks.map((one) => one.kind)).size).toBe(clocks.length)
    }
    return { state, events }
  }

  test('at most one clock of a kind runs (model 2.6, 4), and one turn is answered once', () => {
    fc.assert(
      fc.property(speech, (lines) => {
        const { state, events } = work(lines)
        const speakers = lines.map((line) => line.by)
        const first = speakers.indexOf('agent')
        const turns = speakers.filter(
          (by, index) => first >= 0 && index > first + 1 && by === 'agent' && speakers[index - 1] === 'customer',
        )
        const count = (kind: string) => events.filter((event) => event.kind === kind).length
        expect(count('conversation.turn_answered')).toBe(turns.length)
        expect(count('conversation.greeted')).toBe(first >= 0 ? 1 : 0)
        expect(state.unansweredSince === null).toBe(speakers.at(-1) !== 'customer')
        expect(state.unread).toBe(speakers.filter((by) => by === 'customer').length)
      }),
    )
  })

  test('only the first response carries an FRT', () => {
    fc.assert(
      fc.property(speech, (lines) => {
        const withFrt = work(lines).events.filter((event) => typeof event.payload.frtMs === 'number')
        expect(withFrt.length).toBe(lines.some((line) => line.by === 'agent') ? 1 : 0)
      }),
    )
  })
})
