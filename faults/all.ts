import type { Fault } from './fault.ts'
import { jobKilled, poison, relayKilled, twoKeepers } from './groups/background.ts'
import { killedMigration, rollingUpgrade } from './groups/change.ts'
import { clockJumps } from './groups/clock.ts'
import { drain, slowReader, storm } from './groups/connections.ts'
import { deadlocks, exhaustedPool, frozenBackend } from './groups/database.ts'
import { failedFlush, fullDisk, fullUploads, slowDisk } from './groups/disk.ts'
import { freezeServer, killDatabase, killServer } from './groups/kills.ts'
import { badDatabaseNetwork, badNetwork, resets } from './groups/network.ts'
import { nodesComeAndGo, redisKilled, threeNodes, twoNodes, withoutRedis } from './groups/nodes.ts'
import { manyClaim, twoAccept, vanishingAgents } from './groups/races.ts'
import { bulkKilled, killTickets, ticketKeepers } from './groups/tickets.ts'

/** In the order of reliability/faults 2; N is for several nodes. */
export const faults: readonly Fault[] = [
  killServer,
  killTickets,
  killDatabase,
  frozenBackend,
  exhaustedPool,
  freezeServer,
  badNetwork,
  badDatabaseNetwork,
  resets,
  slowDisk,
  failedFlush,
  fullDisk,
  fullUploads,
  clockJumps,
  storm,
  drain,
  slowReader,
  twoAccept,
  manyClaim,
  vanishingAgents,
  relayKilled,
  jobKilled,
  bulkKilled,
  twoKeepers,
  ticketKeepers,
  poison,
  killedMigration,
  rollingUpgrade,
  deadlocks,
  twoNodes,
  threeNodes,
  withoutRedis,
  redisKilled,
  nodesComeAndGo,
]
