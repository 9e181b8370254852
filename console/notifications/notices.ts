import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Reply } from '../../domain/contract.ts'
import { listNotices, type NoticeView, readNotices } from '../../domain/notifications/contract.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { heldCustomer } from '../conversations/cache.ts'
import { queryClient } from '../query.ts'

export type Notices = Reply<typeof listNotices>
const key = ['notices'] as const

export function useNotices() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => call(listNotices, {}, signal) })
}

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
  await call(readNotices, {}).catch(() => queryClient.invalidateQueries({ queryKey: key }))
}

/** Opening a conversation settles what was told about it. */
export async function settleNoticesOf(conversationId: string): Promise<void> {
  const notices = queryClient.getQueryData<Notices>(key)
  const ids = (notices?.items ?? [])
    .filter((item) => item.subject?.id === conversationId && item.readAt === null)
    .map((item) => item.id)
  if (!notices || ids.length === 0) return
  const readAt = new Date(now()).toISOString()
  const items = notices.items.map((item) => (ids.includes(item.id) ? { ...item, readAt } : item))
  queryClient.setQueryData<Notices>(key, { items, unread: Math.max(0, notices.unread - ids.length) })
  await call(readNotices, { ids }).catch(refreshNotices)
}

export function refreshNotices(): void {
  void queryClient.invalidateQueries({ queryKey: key })
}

export function useNoticeText(): (notice: NoticeView) => string {
  const { t } = useTranslation('notifications')
  return (notice) => {
    const customer = (notice.subject?.type === 'conversation' && heldCustomer(notice.subject.id)) || t('aCustomer')
    return t(`kind.${notice.kind}`, { customer, ...notice.params })
  }
}
