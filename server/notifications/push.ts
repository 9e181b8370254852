import webPush, { WebPushError } from 'web-push'
import { localeOf } from '../../domain/locale.ts'
import { placeOf } from '../../domain/notifications/place.ts'
import type { Platform } from '../platform/context.ts'
import { translate } from '../platform/i18n.ts'
import { type EgressOptions, EgressRefused, egressAgent } from '../platform/outbound/egress.ts'
import { keptSecret } from '../platform/secrets.ts'
import { dropDeadSubscription, type Push, pushOf, type Subscription } from './queries.ts'

export const pushJob = 'push.send'

/** A notice nobody fetched for an hour says nothing any more. */
const lifetimeSeconds = 3600
const timeoutMs = 10_000

type VapidKeys = { publicKey: string; privateKey: string }

/** Browsers tie a subscription to this key: made once for the installation. */
export async function vapidKeys(platform: Platform): Promise<VapidKeys> {
  return JSON.parse(await keptSecret(platform, 'web_push_vapid', () => JSON.stringify(webPush.generateVAPIDKeys())))
}

export type SendPush = (noticeId: string) => Promise<void>

/** Sends a notice to every browser of its person; fails, and is tried again, when a push service is away. */
export function pushSender(platform: Platform, egress: EgressOptions = {}): SendPush {
  const agent = egressAgent(egress)
  return async (noticeId) => {
    const push = await pushOf(platform, noticeId)
    if (!push || push.subscriptions.length === 0) return
    const keys = await vapidKeys(platform)
    const options = {
      agent,
      TTL: lifetimeSeconds,
      timeout: timeoutMs,
      urgency: 'high' as const,
      vapidDetails: { subject: subjectOf(platform), ...keys },
    }
    const send = async ({ endpoint, p256dh, auth }: Subscription) => {
      await webPush
        .sendNotification({ endpoint, keys: { p256dh, auth } }, JSON.stringify(pushedText(push)), options)
        .catch((error: unknown) => forgetWhenDead(platform, endpoint, error))
    }
    const results = await Promise.allSettled(push.subscriptions.map(send))
    const failed = results.find((result) => result.status === 'rejected')
    // A retry reaches the other browsers once more: the same tag replaces what they show.
    if (failed) throw failed.reason
  }
}

/** 404 and 410: the browser is gone for good (RFC 8030 7.3), and an inside address is none. Other 4xx never get better; 429 and 5xx do. */
async function forgetWhenDead(platform: Platform, endpoint: string, error: unknown): Promise<void> {
  if (error instanceof EgressRefused) return dropDeadSubscription(platform, endpoint)
  if (!(error instanceof WebPushError)) throw new Error('push service not reached')
  if (error.statusCode === 404 || error.statusCode === 410) return dropDeadSubscription(platform, endpoint)
  if (error.statusCode === 429 || error.statusCode >= 500) throw new Error(`push service answered ${error.statusCode}`)
  platform.log.warn({ status: error.statusCode, host: new URL(endpoint).host }, 'push refused')
}

function pushedText({ id, kind, subject, params, locale }: Push) {
  const language = localeOf(locale)
  return {
    title: translate(language, `notices.title.${kind}`),
    body: translate(language, `notices.body.${kind}`, params).slice(0, 200).toWellFormed(),
    path: placeOf(subject) ?? '/inbox',
    tag: subject?.id ?? id,
  }
}

function subjectOf({ publicUrl }: Platform): string {
  return publicUrl.startsWith('https:') ? publicUrl : `mailto:shouwen@${new URL(publicUrl).hostname}`
}
