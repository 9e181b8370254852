import { attachmentJobs } from './attachments/jobs.ts'
import { identityJobs } from './identity/jobs.ts'
import { notificationJobs } from './notifications/jobs.ts'
import type { Platform } from './platform/context.ts'
import type { JobDefinition } from './platform/jobs.ts'
import { shiftCheckJobs } from './shift-checks/jobs.ts'
import { surveyJobs } from './surveys/jobs.ts'
import { ticketListJobs } from './tickets/lists/jobs.ts'

/** Everything that runs in the background by queue or by the clock on the wall. */
export function jobsOf(platform: Platform): JobDefinition[] {
  return [
    ...attachmentJobs(platform),
    ...identityJobs(platform),
    ...notificationJobs(platform),
    ...surveyJobs(platform),
    ...ticketListJobs(platform),
    ...shiftCheckJobs(platform),
  ]
}
