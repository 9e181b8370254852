import type { NoticeView } from '../../domain/notifications/contract.ts'
import type { NoticeKind, NoticeParams, NoticeSubject } from '../../domain/notifications/kinds.ts'
import { type NoticeWay, waysNow } from '../../domain/notifications/preferences.ts'
import type { Tx } from '../platform/context.ts'
import { standingOf, wallTimeOf } from '../shifts/queries.ts'
import { type Desk, desksOf, takeTurn } from './desk-queries.ts'
import { pushJob } from './push.ts'
import { type DeliveryRow, eraseWords, freshView, insertNotices, type NewRow, settle, talkOf } from './queries.ts'

type About<K extends NoticeKind> = {
  subject: NoticeSubject | null
  params?: Record<string, string>
  /** Rings at once and stands alone, whatever rang a moment ago. */
  urgent?: boolean
} & (keyof NoticeParams<K> extends never ? unknown : { params: NoticeParams<K> & Record<string, string> })
export type NewNotice<K extends NoticeKind = NoticeKind> = { kind: K } & About<K>

/**
 * Tells one person: kept in their list, shown live where a console is open, pushed to their browsers where none is, as far
 * as they want it. `customer`, `text` (what was said last) and `agent` (who acts) are filled in; `params` adds to them or
 * replaces them.
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
  return notifyEach(tx, notice.kind, [{ ...notice, staffIds }])
}

/** Many notices of one kind, each to its people, in a few statements; what one person gets at once stands as one bundle. */
export async function notifyEach<K extends NoticeKind>(
  tx: Tx,
  kind: K,
  notices: readonly (About<K> & { staffIds: readonly string[] })[],
): Promise<NoticeView[]> {
  const staffIds = [...new Set(notices.flatMap((notice) => notice.staffIds))]
  if (staffIds.length === 0) return []
  const desks = await desksOf(tx, staffIds, kind)
  const ways = await waysOfEach(tx, desks, kind)
  const told: { desk: Desk; row: NewRow }[] = []
  for (const { subject, params: own, urgent = false, staffIds: readers } of notices) {
    const params = { ...(await namesOf(tx, subject)), ...own }
    for (const [index, desk] of desks.entries()) {
      if (!readers.includes(desk.staffId)) continue
      const common = { id: tx.clock.newId(), kind, subject, params, at: tx.clock.now(), urgent }
      const bundle = urgent ? null : desk.bundle
      const row = { ...common, staffId: desk.staffId, bundle, ways: ways[index] ?? [] }
      told.push({ desk, row })
      if (!bundle && !urgent && row.ways.includes('in_page')) desk.bundle = row.id
    }
  }
  const rows = told.map(({ row }) => row)
  await insertNotices(
    tx,
    rows,
    told.flatMap(({ desk, row }) => firstDeliveries(desk, row)),
  )
  for (const { desk, row } of told) await send(tx, desk, row)
  return rows.map(freshView)
}

/** A reminder of what has been dealt with is stale: it counts no more and is pushed no more. */
export async function settleNotices(
  tx: Tx,
  subject: NoticeSubject | readonly NoticeSubject[],
  kinds: readonly NoticeKind[],
): Promise<void> {
  const subjects = 'type' in subject ? [subject] : subject
  if (subjects.length === 0 || kinds.length === 0) return
  const changed = await settle(tx, subjects, kinds)
  tx.afterCommit(() => {
    for (const staffId of changed) tx.platform.hints.publish({ topic: 'notices', staffId })
  })
}

/** A message was taken back: no notice goes on showing what it said. */
export const forgetWords = (tx: Tx, said: { conversationId: string; body: string }) =>
  eraseWords(tx, said.conversationId, said.body)

async function waysOfEach(tx: Tx, desks: readonly Desk[], kind: NoticeKind): Promise<NoticeWay[][]> {
  const isTimeAsked = desks.some(({ preference }) => preference.quiet)
  const wallTime = isTimeAsked ? await wallTimeOf(tx, tx.clock.now()) : ''
  const bound = desks.filter(({ preference }) => preference.onlyOnShift).map(({ staffId }) => staffId)
  const standing = await standingOf(tx, bound)
  return desks.map(({ staffId, preference }) =>
    waysNow(preference, kind, { wallTime, isOnShift: standing.get(staffId) ?? null }),
  )
}

async function namesOf(tx: Tx, subject: NoticeSubject | null): Promise<Record<string, string>> {
  const talk = subject?.type === 'conversation' ? await talkOf(tx, subject.id) : undefined
  return { ...talk, ...(tx.actor.kind === 'staff' && { agent: tx.actor.name }) }
}

const isReachedByPush = ({ hasBrowser, isConnected }: Desk) => hasBrowser && !isConnected

/** What can be said of its way before it leaves: it stands in the page, or its person wanted to be left alone. */
function firstDeliveries(desk: Desk, { id: noticeId, staffId, ways, at }: NewRow): DeliveryRow[] {
  const row = { noticeId, staffId, at }
  const isMuted = (way: NoticeWay) => !ways.includes(way)
  return [
    { ...row, way: 'in_page', result: isMuted('in_page') ? 'muted' : 'sent' },
    ...(desk.isConnected && isMuted('desktop') ? [{ ...row, way: 'desktop', result: 'muted' }] : []),
    ...(isReachedByPush(desk) && isMuted('push') ? [{ ...row, way: 'push', result: 'muted' }] : []),
  ]
}

async function send(tx: Tx, desk: Desk, row: NewRow): Promise<void> {
  if (row.bundle) tellOnce(tx, row.staffId)
  else if (row.ways.length > 0) {
    const { staffId, ways } = row
    tx.afterCommit(() => tx.platform.hints.publish({ topic: 'notice', staffId, notice: freshView(row), ways }))
  }
  if (row.ways.includes('push') && isReachedByPush(desk)) await push(tx, row)
}

async function push(tx: Tx, { id, staffId, kind, bundle, urgent }: NewRow): Promise<void> {
  if (urgent) return tx.enqueue(pushJob, { noticeId: id })
  const at = await takeTurn(tx, staffId, kind)
  if (!at) return
  if (at <= tx.clock.now()) await tx.enqueue(pushJob, { noticeId: bundle ?? id })
  else await tx.platform.jobs.enqueue(tx.db, pushJob, { staffId, kind }, at)
}

const told = new WeakMap<Tx['db'], Set<string>>()

/** A transaction that tells somebody a thousand things says once that their list has grown. */
function tellOnce(tx: Tx, staffId: string): void {
  const people = told.get(tx.db) ?? new Set<string>()
  told.set(tx.db, people)
  if (people.has(staffId)) return
  people.add(staffId)
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'notices', staffId }))
}
