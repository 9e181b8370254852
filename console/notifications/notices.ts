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

export function refreshNotices(): void {
  void queryClient.invalidateQueries({ queryKey: key })
}

export function useNoticeText(): (notice: NoticeView) => string {
  const { t } = useTranslation('notifications')
  return (notice) => {
    const customer = (notice.conversationId && heldCustomer(notice.conversationId)) || t('aCustomer')
    return t(`kind.${notice.kind}`, { customer, ...notice.params })
  }
}
