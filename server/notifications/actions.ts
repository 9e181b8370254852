import type { Input } from '../../domain/contract.ts'
import type { NoticeView, readNotices, subscribePush } from '../../domain/notifications/contract.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { pushJob } from './push.ts'
import {
  dropSubscription,
  eraseWords,
  insertNotice,
  keepSubscription,
  markRead,
  noticesOf,
  noticeView,
  talkOf,
  unreadCount,
  wantsPush,
} from './queries.ts'

type NewNotice = Pick<NoticeView, 'kind' | 'conversationId'> & { staffId: string; params?: NoticeView['params'] }

/**
 * Tells one person: kept in their list, shown live where a console is open, pushed to their browsers where none is.
 * `customer`, `text` (what was said last) and `agent` (who acts) are filled in; `params` adds to them or replaces them.
 */
export async function notify(tx: Tx, notice: NewNotice): Promise<NoticeView> {
  const { staffId, kind, conversationId } = notice
  const params = { ...(await namesOf(tx, conversationId)), ...notice.params }
  const row = { id: tx.clock.newId(), staffId, kind, conversationId, params, at: tx.clock.now(), readAt: null }
  await insertNotice(tx, row)
  const shown = noticeView(row)
  if (await wantsPush(tx, staffId)) await tx.enqueue(pushJob, { noticeId: row.id })
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'notice', staffId, notice: shown }))
  return shown
}

async function namesOf(tx: Tx, conversationId: string | null): Promise<Record<string, string>> {
  const talk = conversationId ? await talkOf(tx, conversationId) : undefined
  return { ...talk, ...(tx.actor.kind === 'staff' && { agent: tx.actor.name }) }
}

/** A message was taken back: no notice goes on showing what it said. */
export const forgetWords = (tx: Tx, said: { conversationId: string; body: string }) =>
  eraseWords(tx, said.conversationId, said.body)

export async function myNotices(ctx: Ctx, before?: string) {
  const me = myId(ctx)
  const rows = await noticesOf(ctx, me, before)
  return { items: rows.map(noticeView), unread: await unreadCount(ctx, me) }
}

export async function readMyNotices(ctx: Ctx, { ids }: Input<typeof readNotices>) {
  await markRead(ctx, myId(ctx), ids)
  return { ok: true as const }
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
