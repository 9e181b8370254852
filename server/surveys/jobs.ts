import { contextFor, type Platform, transact } from '../platform/context.ts'
import type { JobDefinition } from '../platform/jobs.ts'
import { expireSurveys } from './queries.ts'

const batch = 500

export const surveyJobs = (platform: Platform): JobDefinition[] => [
  { name: 'surveys.expire', cron: '*/10 * * * *', run: () => closeExpired(platform) },
]

/** domain/model 2.3 "Survey": an invitation nobody answered in 7 days is expired, and says so in the log. */
async function closeExpired(platform: Platform): Promise<void> {
  const ctx = contextFor(platform, { kind: 'system' })
  for (let more = true; more; )
    more = await transact(ctx, async (tx) => {
      const expired = await expireSurveys(tx, batch)
      for (const { subjectType, subjectId, staffId, groupId, channel } of expired) {
        const subject = { type: subjectType, id: subjectId }
        const payload = { staffId, groupId, channel }
        tx.record({ subject, kind: 'survey.expired', from: 'invited', to: 'expired', payload })
      }
      return expired.length === batch
    })
}
