import { contextFor, type Platform } from '../platform/context.ts'
import type { JobDefinition } from '../platform/jobs.ts'
import { sweepSessions } from './sessions.ts'

export const identityJobs = (platform: Platform): JobDefinition[] => [
  {
    name: 'identity.sweep_sessions',
    cron: '*/10 * * * *',
    run: () => sweepSessions(contextFor(platform, { kind: 'system' })),
  },
]
