/** What the health page tells, in its order. */
export const healthKeys = [
  'database',
  'load',
  'live',
  'keeper',
  'outbox',
  'jobs',
  'disk',
  'clock',
  'version',
  'backup',
] as const
export type HealthKey = (typeof healthKeys)[number]
/** `attention`: somebody should look today. `broken`: customers or data suffer now. */
export const healthStates = ['ok', 'attention', 'broken'] as const
export type HealthState = (typeof healthStates)[number]

export type Backlog = { waiting: number; oldestSeconds: number; dead: number }
export type HealthFacts = {
  database: { latencyMs: number; connections: number; maxConnections: number; bytes: number; version: string }
  load: { loopLagMs: number; waitingForDatabase: number; requests: number; refused: number; isBusy: boolean }
  live: { sockets: number }
  keeper: { lagSeconds: number; overdue: number; overdueSeconds: number }
  outbox: Backlog
  jobs: Backlog
  disk: { freeBytes: number; totalBytes: number }
  /** The node's clock minus the database's. */
  clock: { skewMs: number }
  /** `unknownMigrations`: applied by a release newer than this node. */
  version: { release: string; node: string; upSeconds: number; unknownMigrations: number }
  backup: { ageSeconds: number | null; bytes: number }
}
export type HealthItem<K extends HealthKey = HealthKey> = {
  key: K
  state: HealthState
  figures: Record<string, number | string | boolean | null>
}

const hour = 3600
const gigabyte = 1024 ** 3

/** From which value on somebody should look, and from which something is broken. */
export const thresholds = {
  databaseLatencyMs: [250, 2000],
  connectionsShare: [0.85, 0.98],
  keeperOverdueSeconds: [5, 60],
  outboxOldestSeconds: [30, 300],
  jobsOldestSeconds: [120, 1200],
  diskUsedShare: [0.9, 0.98],
  clockSkewMs: [2000, 60_000],
  backupAgeSeconds: [26 * hour, 7 * 24 * hour],
} as const satisfies Record<string, readonly [attention: number, broken: number]>

/** A disk of any size is nearly full below this. */
export const diskFreeBytes = [2 * gigabyte, 0.3 * gigabyte] as const

const rank = (state: HealthState) => healthStates.indexOf(state)
const worst = (...states: HealthState[]): HealthState =>
  states.reduce((worse, state) => (rank(state) > rank(worse) ? state : worse), 'ok')
const above = (value: number, [attention, broken]: readonly [number, number]): HealthState =>
  value >= broken ? 'broken' : value >= attention ? 'attention' : 'ok'
const attentionIf = (holds: boolean): HealthState => (holds ? 'attention' : 'ok')

/** The state of each part (issue 3.6); pure, so that every threshold stands in a test. */
export function judgeHealth(facts: HealthFacts): HealthItem[] {
  const states: Record<HealthKey, HealthState> = {
    database: worst(
      above(facts.database.latencyMs, thresholds.databaseLatencyMs),
      above(facts.database.connections / facts.database.maxConnections, thresholds.connectionsShare),
    ),
    load: attentionIf(facts.load.isBusy),
    live: 'ok',
    keeper: above(facts.keeper.overdueSeconds, thresholds.keeperOverdueSeconds),
    outbox: worst(
      above(facts.outbox.oldestSeconds, thresholds.outboxOldestSeconds),
      attentionIf(facts.outbox.dead > 0),
    ),
    jobs: worst(above(facts.jobs.oldestSeconds, thresholds.jobsOldestSeconds), attentionIf(facts.jobs.dead > 0)),
    disk: worst(
      above(1 - facts.disk.freeBytes / facts.disk.totalBytes, thresholds.diskUsedShare),
      above(-facts.disk.freeBytes, [-diskFreeBytes[0], -diskFreeBytes[1]]),
    ),
    clock: above(Math.abs(facts.clock.skewMs), thresholds.clockSkewMs),
    version: attentionIf(facts.version.unknownMigrations > 0),
    backup:
      facts.backup.ageSeconds === null ? 'attention' : above(facts.backup.ageSeconds, thresholds.backupAgeSeconds),
  }
  return healthKeys.map((key) => ({ key, state: states[key], figures: facts[key] }))
}

export const worstOf = (items: readonly HealthItem[]): HealthState => worst(...items.map(({ state }) => state))
