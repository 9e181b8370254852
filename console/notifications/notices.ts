import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../domain/contract.ts'
import { listNotices, type NoticeView, readNotices, reportShown } from '../../domain/notifications/contract.ts'
import { wordsOf } from '../../domain/notifications/words.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { heldCustomer } from '../conversations/cache.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { queryClient } from '../query.ts'
import { useMe } from '../session/session.ts'

export type Notices = Reply<typeof listNotices>
const key = ['notices'] as const

export function useNotices() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => call(listNotices, {}, signal) })
}

export const heldNotices = () => queryClient.getQueryData<Notices>(key)

/** A notice that came live; the same one twice counts once. */
export function withNotice(notices: Notices, notice: NoticeView): Notices {
  if (notices.items.some((item) => item.id === notice.id)) return notices
  return { items: [notice, ...notices.items], unread: notices.unread + (notice.readAt ? 0 : 1) }
}

export function addNotice(notice: NoticeView): void {
  queryClient.setQueryData<Notices>(key, (notices) => notices && withNotice(notices, notice))
}

export async function markNoticesRead(): Promise<void> {
  const readAt = new Date(now()).toISOString()
  queryClient.setQueryData<Notices>(
    key,
    (notices) =>
      notices && { unread: 0, items: notices.items.map((item) => ({ ...item, readAt: item.readAt ?? readAt })) },
  )
  await call(readNotices, {}).catch(refreshNotices)
}

/** One that was opened by hand. */
export async function markNoticeRead(id: string): Promise<void> {
  await call(readNotices, { ids: [id] }).catch(refreshNotices)
}

/** Opening a conversation or a ticket settles what was told about it. */
export async function settleNoticesOf(subjectId: string): Promise<void> {
  const open = heldNotices()?.items.some((item) => item.readAt === null && isAbout(item, subjectId))
  if (open) await call(readNotices, { about: subjectId }).catch(() => {})
}

function isAbout({ subject, items }: NoticeView, subjectId: string): boolean {
  if (items.length === 0) return subject?.id === subjectId
  return items.some((item) => !item.settled && item.subject?.id === subjectId)
}

/** For the log of deliveries; losing a line of it harms nobody. */
export async function noteShown(ids: readonly string[], way: 'in_page' | 'desktop'): Promise<void> {
  if (ids.length > 0) await call(reportShown, { ids: ids.slice(0, 50), way }).catch(() => {})
}

export function refreshNotices(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: key })
}

type Told = Pick<NoticeView, 'kind' | 'subject' | 'params'>

/** The sentence of one matter. */
export function useMatterText(): (told: Told) => string {
  const { t } = useTranslation('notifications')
  const locale = useLocale()
  const { timeZone } = useMe().centre
  return ({ kind, subject, params }) => {
    const customer = (subject?.type === 'conversation' && heldCustomer(subject.id)) || t('aCustomer')
    const words = wordsOf(params, { locale, timeZone, now: new Date(now()) })
    return t(`kind.${kind}`, { customer, ...words })
  }
}

/** The sentence of a notice, which may speak of several matters. */
export function useNoticeText(): (notice: NoticeView) => string {
  const { t } = useTranslation('notifications')
  const textOf = useMatterText()
  return (notice) => (notice.count > 1 ? t(`many.${notice.kind}`, { total: notice.count }) : textOf(notice))
}
