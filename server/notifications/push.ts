import { type Locale, localeOf } from '../../domain/locale.ts'
import type { NoticeView } from '../../domain/notifications/contract.ts'
import type { NoticeKind } from '../../domain/notifications/kinds.ts'
import { placeOf } from '../../domain/notifications/place.ts'
import { wordsOf } from '../../domain/notifications/words.ts'
import { contextFor, type Platform } from '../platform/context.ts'
import { translate } from '../platform/i18n.ts'
import { type EgressOptions, EgressRefused, egressAgent } from '../platform/outbound/egress.ts'
import { keptSecret } from '../platform/secrets.ts'
import { zoneOf } from '../shifts/queries.ts'
import { notePush } from './delivery-queries.ts'
import { newestOpen, openNotice } from './queries.ts'
import { dropDeadSubscription, readerOf, type Subscription } from './subscription-queries.ts'

export const pushJob = 'push.send'

/** A notice nobody fetched for an hour says nothing any more. */
const lifetimeSeconds = 3600
const timeoutMs = 10_000

type VapidKeys = { publicKey: string; privateKey: string }

/** Loaded with the first push, so that a start need not wait for it. */
const loadWebPush = async () => (await import('web-push')).default

/** Browsers tie a subscription to this key: made once for the installation. */
export async function vapidKeys(platform: Platform): Promise<VapidKeys> {
  const webPush = await loadWebPush()
  return JSON.parse(await keptSecret(platform, 'web_push_vapid', () => JSON.stringify(webPush.generateVAPIDKeys())))
}

/** One notice, or the newest of a kind that one person has not read. */
export type Pushable = { noticeId: string } | { staffId: string; kind: NoticeKind }
export type SendPush = (what: Pushable) => Promise<void>

/** Sends a notice to every browser of its person; fails, and is tried again, when a push service is away. */
export function pushSender(platform: Platform, egress: EgressOptions = {}): SendPush {
  const agent = egressAgent(egress)
  return async (what) => {
    const noticeId = 'noticeId' in what ? what.noticeId : await newestOpen(platform, what.staffId, what.kind)
    if (!noticeId) return
    const notice = await openNotice(platform, noticeId)
    // Read or dealt with while it waited: who gets it now would look for what is no longer there.
    if (!notice) return notePush(platform, noticeId, 'dropped_stale')
    const reader = await readerOf(platform, noticeId)
    if (!reader || reader.subscriptions.length === 0) return
    const options = {
      agent,
      TTL: lifetimeSeconds,
      timeout: timeoutMs,
      urgency: 'high' as const,
      vapidDetails: { subject: subjectOf(platform), ...(await vapidKeys(platform)) },
    }
    const webPush = await loadWebPush()
    const text = JSON.stringify(await pushedText(platform, notice, localeOf(reader.locale)))
    const send = async ({ endpoint, p256dh, auth }: Subscription) =>
      webPush.sendNotification({ endpoint, keys: { p256dh, auth } }, text, options).then(
        () => true,
        (error: unknown) => forgetWhenDead(platform, endpoint, error),
      )
    const results = await Promise.allSettled(reader.subscriptions.map(send))
    const arrived = results.some((result) => result.status === 'fulfilled' && result.value)
    await notePush(platform, noticeId, arrived ? 'sent' : 'failed')
    const failed = results.find((result) => result.status === 'rejected')
    // A retry reaches the other browsers once more: the same tag replaces what they show.
    if (failed) throw failed.reason
  }
}

/** 404 and 410: the browser is gone for good (RFC 8030 7.3), and an inside address is none. Other 4xx never get better; 429 and 5xx do. */
async function forgetWhenDead(platform: Platform, endpoint: string, error: unknown): Promise<false> {
  const { WebPushError } = await loadWebPush()
  const isGone = error instanceof WebPushError && (error.statusCode === 404 || error.statusCode === 410)
  if (isGone || error instanceof EgressRefused) await dropDeadSubscription(platform, endpoint)
  else if (!(error instanceof WebPushError)) throw new Error('push service not reached')
  else if (error.statusCode === 429 || error.statusCode >= 500)
    throw new Error(`push service answered ${error.statusCode}`)
  else platform.log.warn({ status: error.statusCode, host: new URL(endpoint).host }, 'push refused')
  return false
}

async function pushedText(platform: Platform, { id, kind, subject, params, count }: NoticeView, locale: Locale) {
  const timeZone = await zoneOf(contextFor(platform, { kind: 'system' }))
  const words = wordsOf(params, { locale, timeZone, now: platform.clock.now() })
  const body =
    count > 1
      ? translate(locale, `notices.many.${kind}`, { total: count })
      : translate(locale, `notices.body.${kind}`, words)
  return {
    title: translate(locale, `notices.title.${kind}`),
    body: body.slice(0, 200).toWellFormed(),
    path: (count === 1 && placeOf(subject)) || '/inbox',
    tag: count === 1 ? (subject?.id ?? id) : id,
  }
}

function subjectOf({ publicUrl }: Platform): string {
  return publicUrl.startsWith('https:') ? publicUrl : `mailto:shouwen@${new URL(publicUrl).hostname}`
}
