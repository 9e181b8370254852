import { z } from 'zod'
import { done, endpoint, id, instant } from '../contract.ts'
import { noticeKinds, noticeSubjectTypes } from './kinds.ts'

export const noticeView = z
  .strictObject({
    id,
    kind: z.enum(noticeKinds),
    /** What it is about; the console opens its page. */
    subject: z.strictObject({ type: z.enum(noticeSubjectTypes), id }).nullable(),
    /** Filled into the sentence of this kind: customer, agent, ticket number, time, text preview. */
    params: z.record(z.string(), z.string()),
    at: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notice' })
export type NoticeView = z.infer<typeof noticeView>

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  audience: 'staff',
  summary: 'My newest notices',
  query: z.strictObject({ before: id.optional() }),
  reply: z.strictObject({ items: z.array(noticeView), unread: z.number().int() }),
})
export const readNotices = endpoint({
  method: 'POST',
  path: '/api/notices/read',
  audience: 'staff',
  summary: 'Mark notices up to now as read',
  body: z.strictObject({ ids: z.array(id).max(200).optional() }),
  reply: done,
})
export const pushKey = endpoint({
  method: 'GET',
  path: '/api/push/key',
  audience: 'staff',
  summary: 'Public key for web push (VAPID, base64url)',
  reply: z.strictObject({ publicKey: z.string() }),
})
export const subscribePush = endpoint({
  method: 'POST',
  path: '/api/push/subscriptions',
  audience: 'staff',
  summary: 'Send my notices to this browser',
  body: z.strictObject({
    endpoint: z.url({ protocol: /^https$/ }).max(1000),
    keys: z.strictObject({ p256dh: z.string().min(1).max(200), auth: z.string().min(1).max(100) }),
  }),
  reply: done,
})
export const unsubscribePush = endpoint({
  method: 'DELETE',
  path: '/api/push/subscriptions',
  audience: 'staff',
  summary: 'Stop sending notices to this browser',
  body: z.strictObject({ endpoint: z.string().max(1000) }),
  reply: done,
})
export const notificationEndpoints = { listNotices, readNotices, pushKey, subscribePush, unsubscribePush }
