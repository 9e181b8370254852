import { contextFor, type Platform } from '../platform/context.ts'
import type { JobDefinition } from '../platform/jobs.ts'
import { discardUnbound } from './actions.ts'

export function attachmentJobs(platform: Platform): JobDefinition[] {
  const discard = async () => void (await discardUnbound(contextFor(platform, { kind: 'system' })))
  return [{ name: 'attachments.discard-unbound', cron: '17 * * * *', run: discard }]
}
