// One keeper of clocks on a platform of its own, with the product's effects, as a child of a bench.
import { startKeeper } from '../../server/clocks/keeper.ts'
import { clockEffects, subjectHolds } from '../../server/effects.ts'
import { databaseClock } from '../../server/platform/clock.ts'
import type { Platform } from '../../server/platform/context.ts'
import { sealerOf } from '../../server/platform/crypto.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { declareReactions } from '../../server/platform/events.ts'
import { openFiles } from '../../server/platform/files.ts'
import { openJobs } from '../../server/platform/jobs.ts'
import { localHints } from '../../server/platform/live/hints.ts'
import { openLog } from '../../server/platform/log.ts'
import { hintsOf, reactions } from '../../server/reactions.ts'
import { answerParent } from './child.ts'

const { DATABASE_URL: url = '', BENCH_FOLDER: folder = '' } = process.env
const log = openLog('warn')
const clock = databaseClock()
const { db, close } = openDatabase(url, log)
const platform: Platform = {
  db,
  patientDb: db,
  clock,
  log,
  jobs: openJobs(url, log),
  hints: localHints(),
  sealer: sealerOf(Buffer.alloc(32, 7)),
  files: await openFiles({ folder }),
  publicUrl: 'http://127.0.0.1',
  onCommit: [],
}

let lags: number[] = []
// After the commit: what the other people of the centre can see.
platform.onCommit.push((events) => {
  const now = clock.now().getTime()
  for (const { kind, payload } of events) {
    if (kind === 'clock.fired') lags.push(now - Date.parse(String(payload?.dueAt)))
  }
  for (const hint of events.flatMap(hintsOf)) platform.hints.publish(hint)
})

declareReactions(reactions)
const keeper = startKeeper(platform, { effects: clockEffects, holds: subjectHolds, time: clock })

process.once('SIGTERM', async () => {
  await keeper.stop()
  await platform.hints.close()
  await close()
  process.exit(0)
})

answerParent({
  ready: () => true,
  /** Lags since the last asking, in ms from the due time to the commit. */
  lags: () => {
    const taken = lags
    lags = []
    return taken
  },
})
