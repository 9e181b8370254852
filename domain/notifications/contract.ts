import { z } from 'zod'
import { done, endpoint, id, instant } from '../contract.ts'
import { noticeKinds, noticeSubjectTypes } from './kinds.ts'
import { type NoticeWay, noticeWays } from './preferences.ts'

const subject = z.strictObject({ type: z.enum(noticeSubjectTypes), id })
/** Filled into the sentence of a kind: customer, agent, ticket number, time, text preview. */
const params = z.record(z.string(), z.string())

/** What one person is told: one matter, or several of one kind that came within a minute. */
export const noticeView = z
  .strictObject({
    id,
    kind: z.enum(noticeKinds),
    /** What it is about; the console opens its page. Of several, the newest. */
    subject: subject.nullable(),
    params,
    at: instant,
    readAt: instant.nullable(),
    /** Dealt with: a reminder of a limit that was met. */
    settledAt: instant.nullable(),
    /** Rings whatever rang a moment ago. */
    urgent: z.boolean(),
    /** How many matters are still open; the sentence speaks of them together when more than one. */
    count: z.number().int(),
    /** Each of several, newest first, at most 50; empty when it is one. */
    items: z.array(z.strictObject({ subject: subject.nullable(), params, at: instant, settled: z.boolean() })),
  })
  .meta({ id: 'Notice' })
export type NoticeView = z.infer<typeof noticeView>

const way = z.enum(noticeWays)
const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const noticePreference = z.strictObject({
  /** The ways of each kind that differ from what is shipped. */
  choices: z.partialRecord(z.enum(noticeKinds), z.array(way).max(noticeWays.length)),
  /** By the centre's clock; nothing rings in it. */
  quiet: z
    .strictObject({ from: wallTime, until: wallTime })
    .refine(({ from, until }) => from !== until, { path: ['until'] })
    .nullable(),
  onlyOnShift: z.boolean(),
})

export const deliveryWays = ['in_page', 'desktop', 'push'] as const
export const deliveryResults = ['sent', 'shown', 'failed', 'dropped_stale', 'muted'] as const
const delivery = { way: z.enum(deliveryWays), result: z.enum(deliveryResults) }

/** What the consoles of one person hear when something is told to them. */
export type NoticeHint = { staffId: string; notice: NoticeView; ways: NoticeWay[] }

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
  summary: 'Mark my notices as read: all, these, or what I was told about one matter',
  body: z.strictObject({ ids: z.array(id).max(200).optional(), about: id.optional() }),
  reply: done,
})
export const reportShown = endpoint({
  method: 'POST',
  path: '/api/notices/shown',
  audience: 'staff',
  summary: 'My console has shown these notices, in the page or on the desktop',
  body: z.strictObject({ ids: z.array(id).min(1).max(50), way: z.enum(['in_page', 'desktop']) }),
  reply: done,
})
export const getNoticePreference = endpoint({
  method: 'GET',
  path: '/api/me/notices',
  audience: 'staff',
  summary: 'How I want to be told, kind by kind',
  reply: noticePreference,
})
export const changeNoticePreference = endpoint({
  method: 'PUT',
  path: '/api/me/notices',
  audience: 'staff',
  summary: 'Choose how I am told; overdue tickets and escalations stay in the page',
  body: noticePreference,
  reply: noticePreference,
})
export const myDeliveries = endpoint({
  method: 'GET',
  path: '/api/me/notices/deliveries',
  audience: 'staff',
  summary: 'What became of my newest 100 notices',
  reply: z.strictObject({
    items: z.array(z.strictObject({ noticeId: id, kind: z.enum(noticeKinds), ...delivery, at: instant })),
  }),
})
export const deliveryFigures = endpoint({
  method: 'GET',
  path: '/api/notices/deliveries',
  audience: 'staff',
  permission: 'settings.manage',
  summary: 'Deliveries of the last 24 hours by way and result, of nobody in particular',
  reply: z.strictObject({
    since: instant,
    items: z.array(z.strictObject({ ...delivery, count: z.number().int(), lastAt: instant })),
  }),
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
export const notificationEndpoints = {
  listNotices,
  readNotices,
  reportShown,
  getNoticePreference,
  changeNoticePreference,
  myDeliveries,
  deliveryFigures,
  pushKey,
  subscribePush,
  unsubscribePush,
}
