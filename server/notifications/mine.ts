import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type {
  changeNoticePreference,
  deliveryFigures,
  listNotices,
  myDeliveries,
  readNotices,
  reportShown,
  subscribePush,
} from '../../domain/notifications/contract.ts'
import { noticeKinds } from '../../domain/notifications/kinds.ts'
import { isCritical, onlyDifferent } from '../../domain/notifications/preferences.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { deliveriesOf, deliveryCounts, noteShown } from './delivery-queries.ts'
import { keepPreference, preferenceRow } from './desk-queries.ts'
import { markRead, noticesOf, settleMine, unreadCount } from './queries.ts'
import { dropSubscription, keepSubscription } from './subscription-queries.ts'

export async function myNotices(ctx: Ctx, before?: string): Promise<Reply<typeof listNotices>> {
  const me = myId(ctx)
  return { items: await noticesOf(ctx, me, before), unread: await unreadCount(ctx, me) }
}

export async function readMyNotices(ctx: Ctx, { ids, about }: Input<typeof readNotices>) {
  const staffId = myId(ctx)
  const isChanged = about ? await settleMine(ctx, staffId, about) : await markRead(ctx, staffId, ids)
  if (isChanged) ctx.platform.hints.publish({ topic: 'notices', staffId })
  return { ok: true as const }
}

export async function noteMyNotices(ctx: Ctx, shown: Input<typeof reportShown>) {
  await noteShown(ctx, myId(ctx), shown)
  return { ok: true as const }
}

export const myPreference = (ctx: Ctx) => preferenceRow(ctx, myId(ctx))

export async function changeMyPreference(ctx: Ctx, wanted: Input<typeof changeNoticePreference>) {
  const me = myId(ctx)
  // SOP 000 四, R44: what is overdue or escalated is not switched off; it waits in the page at the least.
  const isHidden = noticeKinds.some((kind) => isCritical(kind) && wanted.choices[kind]?.includes('in_page') === false)
  if (isHidden) throw new AppError('invalid_input')
  return transact(ctx, async (tx) => {
    const kept = { ...wanted, choices: onlyDifferent(wanted.choices) }
    await keepPreference(tx, me, kept)
    tx.record({
      subject: { type: 'staff', id: me },
      kind: 'notice_preference.changed',
      payload: { kinds: Object.keys(kept.choices), quiet: kept.quiet, onlyOnShift: kept.onlyOnShift },
    })
    return kept
  })
}

export async function whatBecameOfMine(ctx: Ctx): Promise<Reply<typeof myDeliveries>> {
  const rows = await deliveriesOf(ctx, myId(ctx))
  return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}

const dayMs = 86_400_000

export async function deliveriesOfToday(ctx: Ctx): Promise<Reply<typeof deliveryFigures>> {
  const since = new Date(ctx.clock.now().getTime() - dayMs)
  const rows = await deliveryCounts(ctx, since)
  return {
    since: since.toISOString(),
    items: rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt.toISOString() })),
  }
}

export async function subscribeMe(ctx: Ctx, { endpoint, keys }: Input<typeof subscribePush>) {
  await keepSubscription(ctx, myId(ctx), { endpoint, ...keys })
  return { ok: true as const }
}

export async function unsubscribeMe(ctx: Ctx, endpoint: string) {
  await dropSubscription(ctx, myId(ctx), endpoint)
  return { ok: true as const }
}

function myId({ actor }: Ctx): string {
  if (actor.kind !== 'staff') throw new Error('notices belong to staff')
  return actor.id
}
