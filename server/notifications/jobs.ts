import type { Platform } from '../platform/context.ts'
import type { JobDefinition } from '../platform/jobs.ts'
import type { EgressOptions } from '../platform/outbound/egress.ts'
import { pushJob, pushSender } from './push.ts'

export function notificationJobs(platform: Platform, egress?: EgressOptions): JobDefinition[] {
  const send = pushSender(platform, egress)
  return [{ name: pushJob, run: ({ noticeId }) => send(String(noticeId)) }]
}
