import { z } from 'zod'
import { noticeKinds } from '../../domain/notifications/kinds.ts'
import type { Platform } from '../platform/context.ts'
import type { JobDefinition } from '../platform/jobs.ts'
import type { EgressOptions } from '../platform/outbound/egress.ts'
import { pushJob, pushSender } from './push.ts'
import { deleteOld } from './queries.ts'

const pushable = z.union([
  z.object({ noticeId: z.string() }),
  z.object({ staffId: z.string(), kind: z.enum(noticeKinds) }),
])

const dayMs = 86_400_000
const keptDays = { notices: 90, deliveries: 30 }

export function notificationJobs(platform: Platform, egress?: EgressOptions): JobDefinition[] {
  const send = pushSender(platform, egress)
  const before = (days: number) => new Date(platform.clock.now().getTime() - days * dayMs)
  return [
    { name: pushJob, run: (data) => send(pushable.parse(data)) },
    {
      name: 'notifications.forget-old',
      run: () => deleteOld(platform, { notices: before(keptDays.notices), deliveries: before(keptDays.deliveries) }),
      cron: '20 3 * * *',
    },
  ]
}
