import { PgBoss } from 'pg-boss'
import { deadLetter, queueOptions } from '../../platform/jobs.ts'
import type { WaitingJob } from './queries.ts'

/** Puts jobs that had not run when the backup was made back into their queues; the server runs them after its start. */
export async function queueAgain(databaseUrl: string, jobs: WaitingJob[]): Promise<void> {
  if (jobs.length === 0) return
  const boss = new PgBoss({ connectionString: databaseUrl, max: 2, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  try {
    await boss.createQueue(deadLetter)
    for (const name of new Set(jobs.map((job) => job.name))) {
      if (name !== deadLetter) await boss.createQueue(name, queueOptions())
      const its = jobs.filter((job) => job.name === name)
      await boss.insert(
        name,
        its.map(({ id, data, priority, startAfter }) => ({
          id,
          data: (data ?? {}) as object,
          priority,
          startAfter,
        })),
      )
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}
