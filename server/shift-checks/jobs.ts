import { contextFor, type Platform } from '../platform/context.ts'
import type { JobDefinition } from '../platform/jobs.ts'
import { openDueChecks } from './actions.ts'

export const shiftCheckJobs = (platform: Platform): JobDefinition[] => [
  {
    name: 'shift_checks.open',
    cron: '* * * * *',
    run: () => openDueChecks(contextFor(platform, { kind: 'system' })),
  },
]
