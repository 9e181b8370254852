import { expect, test } from 'vitest'
import type { WallView } from '../../domain/reports/wall.ts'
import { type Agent, agentsByState, newer, stateOf, totalWaiting } from './wall-state.ts'

const agent = (name: string, part: Partial<Agent>): Agent => ({
  staff: { id: name, name, staffNo: '1' },
  state: 'online',
  reason: null,
  connected: true,
  since: '2026-01-01T00:00:00Z',
  load: 0,
  capacity: 5,
  groupIds: [],
  ...part,
})

test('who chose to be online but lost the line stands apart, and first', () => {
  expect(stateOf({ state: 'online', connected: false })).toBe('lost')
  expect(stateOf({ state: 'offline', connected: false })).toBe('offline')
  const parts = agentsByState([
    agent('away', { state: 'away' }),
    agent('idle', {}),
    agent('full', { load: 5 }),
    agent('lost', { connected: false }),
  ])
  expect(parts.map(({ state, agents }) => [state, ...agents.map(({ staff }) => staff.name)])).toEqual([
    ['lost', 'lost'],
    ['online', 'full', 'idle'],
    ['away', 'away'],
  ])
})

test('the queue of all groups is as long as they are together and as old as the oldest wait', () => {
  const queue = [
    { groupId: 'a', groupName: 'A', length: 2, longestWaitSince: '2026-01-01T00:00:05Z' },
    { groupId: 'b', groupName: 'B', length: 0, longestWaitSince: null },
    { groupId: 'c', groupName: 'C', length: 1, longestWaitSince: '2026-01-01T00:00:01Z' },
  ]
  expect(totalWaiting(queue)).toEqual({ length: 3, since: '2026-01-01T00:00:01Z' })
  expect(totalWaiting([])).toEqual({ length: 0, since: null })
})

test('a frame that was overtaken by a fresh answer changes nothing', () => {
  const early = { at: '2026-01-01T00:00:00Z' } as WallView
  const late = { at: '2026-01-01T00:00:01Z' } as WallView
  expect(newer(late, early)).toBe(late)
  expect(newer(early, late)).toBe(late)
  expect(newer(undefined, early)).toBe(early)
})
