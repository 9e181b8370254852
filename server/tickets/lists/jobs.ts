import { contextFor, type Platform } from '../../platform/context.ts'
import type { JobDefinition } from '../../platform/jobs.ts'
import { startSoon } from './background.ts'
import { bulkJob } from './bulk/asking.ts'
import { stuckBulks } from './bulk/queries.ts'
import { workOnBulk } from './bulk/working.ts'
import { exportJob } from './export/asking.ts'
import { stuckExports } from './export/queries.ts'
import { removeExpired, writeExport } from './export/working.ts'
import { foldAll } from './tally.ts'

const stuckMs = 60_000
const idOf = ({ id }: Record<string, unknown>) => String(id)

export function ticketListJobs(platform: Platform): JobDefinition[] {
  return [
    { name: bulkJob, run: (data) => workOnBulk(platform, idOf(data)) },
    { name: exportJob, run: (data) => writeExport(platform, idOf(data)), expireInSeconds: 900 },
    { name: 'tickets.sweep', cron: '* * * * *', run: () => sweep(platform) },
  ]
}

/** Each minute: counters folded, work that stands still taken up again, files of yesterday removed. */
async function sweep(platform: Platform): Promise<void> {
  const ctx = contextFor(platform, { kind: 'system' })
  const before = new Date(ctx.clock.now().getTime() - stuckMs)
  for (const id of await stuckBulks(ctx, before)) startSoon(platform, bulkJob, id)
  for (const id of await stuckExports(ctx, before)) startSoon(platform, exportJob, id)
  await foldAll(platform)
  await removeExpired(ctx)
}
