import { describe, expect, test } from 'vitest'
import { type HealthFacts, type HealthKey, type HealthState, healthKeys, judgeHealth, worstOf } from './health.ts'

const hour = 3600
const gigabyte = 1024 ** 3
const well: HealthFacts = {
  database: { latencyMs: 2, connections: 20, maxConnections: 100, bytes: 5 * gigabyte, version: '18.4' },
  load: { loopLagMs: 3, waitingForDatabase: 0, requests: 4, refused: 0, isBusy: false },
  live: { sockets: 300 },
  keeper: { lagSeconds: 0.02, overdue: 0, overdueSeconds: 0 },
  outbox: { waiting: 2, oldestSeconds: 0.4, dead: 0 },
  jobs: { waiting: 0, oldestSeconds: 0, dead: 0 },
  disk: { freeBytes: 50 * gigabyte, totalBytes: 100 * gigabyte },
  clock: { skewMs: -40 },
  version: { release: '0.1.0', node: 'v24', upSeconds: 60, unknownMigrations: 0 },
  backup: { ageSeconds: 3 * hour, bytes: 5_000_000 },
}
const stateOf = (key: HealthKey, facts: HealthFacts) => judgeHealth(facts).find((item) => item.key === key)?.state

test('a centre that is well is well in every part', () => {
  const items = judgeHealth(well)
  expect(items.map(({ key }) => key)).toEqual([...healthKeys])
  expect(worstOf(items)).toBe('ok')
})

describe('each part', () => {
  const cases: { [K in HealthKey]?: [Partial<HealthFacts[K]>, HealthState][] } = {
    database: [
      [{ latencyMs: 249 }, 'ok'],
      [{ latencyMs: 250 }, 'attention'],
      [{ latencyMs: 2000 }, 'broken'],
      [{ connections: 85 }, 'attention'],
      [{ connections: 98 }, 'broken'],
    ],
    load: [[{ isBusy: true }, 'attention']],
    keeper: [
      [{ overdueSeconds: 5 }, 'attention'],
      [{ overdueSeconds: 60 }, 'broken'],
    ],
    outbox: [
      [{ oldestSeconds: 29 }, 'ok'],
      [{ oldestSeconds: 30 }, 'attention'],
      [{ dead: 1 }, 'attention'],
      [{ oldestSeconds: 300, dead: 1 }, 'broken'],
    ],
    jobs: [
      [{ oldestSeconds: 120 }, 'attention'],
      [{ dead: 3 }, 'attention'],
      [{ oldestSeconds: 1200 }, 'broken'],
    ],
    disk: [
      [{ freeBytes: 10 * gigabyte }, 'attention'],
      [{ freeBytes: 2 * gigabyte, totalBytes: 4 * gigabyte }, 'attention'],
      [{ freeBytes: 2 * gigabyte }, 'broken'],
      [{ freeBytes: 0.2 * gigabyte, totalBytes: gigabyte }, 'broken'],
    ],
    clock: [
      [{ skewMs: -1999 }, 'ok'],
      [{ skewMs: -2000 }, 'attention'],
      [{ skewMs: 60_000 }, 'broken'],
    ],
    version: [[{ unknownMigrations: 1 }, 'attention']],
    backup: [
      [{ ageSeconds: null }, 'attention'],
      [{ ageSeconds: 26 * hour - 1 }, 'ok'],
      [{ ageSeconds: 26 * hour }, 'attention'],
      [{ ageSeconds: 7 * 24 * hour }, 'broken'],
    ],
  }
  const rows = Object.entries(cases).flatMap(([key, list]) =>
    list.map(([change, state]) => [key as HealthKey, change, state] as const),
  )
  test.each(rows)('%s with %j is %s', (key, change, state) => {
    expect(stateOf(key, { ...well, [key]: { ...well[key], ...change } })).toBe(state)
  })
})
