import type { Input } from '../../domain/contract.ts'
import type { NoticeView, readNotices, subscribePush } from '../../domain/notifications/contract.ts'
import type { NoticeKind, NoticeParams, NoticeSubject } from '../../domain/notifications/kinds.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { pushJob } from './push.ts'
import {
  dropSubscription,
  eraseWords,
  insertNotices,
  keepSubscription,
  markRead,
  noticesOf,
  noticeView,
  settle,
  talkOf,
  unreadCount,
  wantsPush,
} from './queries.ts'

export type NewNotice<K extends NoticeKind = NoticeKind> = {
  kind: K
  subject: NoticeSubject | null
  params?: Record<string, string>
  /** Rings at once and alone, whatever rang a moment ago. */
  urgent?: boolean
} & (keyof NoticeParams<K> extends never ? unknown : { params: NoticeParams<K> & Record<string, string> })

/**
 * Tells one person: kept in their list, shown live where a console is open, pushed to their browsers where none is.
 * `customer`, `text` (what was said last) and `agent` (who acts) are filled in; `params` adds to them or replaces them.
 */
export async function notify<K extends NoticeKind>(
  tx: Tx,
  { staffId, ...notice }: NewNotice<K> & { staffId: string },
): Promise<NoticeView> {
  const [shown] = await notifyMany(tx, [staffId], notice as NewNotice<K>)
  if (!shown) throw new Error('nobody was told')
  return shown
}

/** The same to several people, each once. */
export async function notifyMany<K extends NoticeKind>(
  tx: Tx,
  staffIds: readonly string[],
  notice: NewNotice<K>,
): Promise<NoticeView[]> {
  const people = [...new Set(staffIds)]
  const { kind, subject } = notice
  const params = { ...(await namesOf(tx, subject)), ...notice.params }
  const at = tx.clock.now()
  const rows = people.map((staffId) => ({ id: tx.clock.newId(), staffId, kind, subject, params, at, readAt: null }))
  await insertNotices(tx, rows)
  for (const row of rows) {
    if (await wantsPush(tx, row.staffId)) await tx.enqueue(pushJob, { noticeId: row.id })
    tx.afterCommit(() => tx.platform.hints.publish({ topic: 'notice', staffId: row.staffId, notice: noticeView(row) }))
  }
  return rows.map(noticeView)
}

/** A reminder of what has been dealt with is stale: it counts no more and is pushed no more. */
export async function settleNotices(
  tx: Tx,
  subject: NoticeSubject | readonly NoticeSubject[],
  kinds: readonly NoticeKind[],
): Promise<void> {
  const subjects = 'type' in subject ? [subject] : subject
  if (subjects.length === 0 || kinds.length === 0) return
  await settle(tx, subjects, kinds)
}

async function namesOf(tx: Tx, subject: NoticeSubject | null): Promise<Record<string, string>> {
  const talk = subject?.type === 'conversation' ? await talkOf(tx, subject.id) : undefined
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
