import { BellOutlined, CheckOutlined, DownOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeView } from '../../domain/notifications/contract.ts'
import { placeOf } from '../../domain/notifications/place.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import { markNoticeRead, useMatterText, useNotices, useNoticeText } from './notices.ts'

type Go = (path: string) => void

export function NoticeList({ go }: { go: Go }) {
  const { t } = useTranslation('notifications')
  const notices = useNotices()
  if (notices.isPending) return <Skeletons rows={3} />
  if (notices.isError) return <ErrorState error={notices.error} retry={() => void notices.refetch()} />
  if (notices.data.items.length === 0)
    return <EmptyState title={t('none')} hint={t('noneHint')} icon={<BellOutlined />} />
  return (
    <ul className="notices">
      {notices.data.items.map((notice) => (
        <Notice key={notice.id} notice={notice} go={go} />
      ))}
    </ul>
  )
}

function Notice({ notice, go }: { notice: NoticeView; go: Go }) {
  const { t } = useTranslation('notifications')
  const textOf = useNoticeText()
  const locale = useLocale()
  const now = useEveryMinute()
  const [isOpen, setOpen] = useState(false)
  const isMany = notice.items.length > 0
  const place = placeOf(notice.subject)
  const open = () => {
    if (notice.readAt === null) void markNoticeRead(notice.id)
    if (isMany) setOpen(!isOpen)
    else if (place) go(place)
  }
  return (
    <li data-unread={notice.readAt === null} data-settled={notice.settledAt !== null}>
      <button type="button" className="bare notice" onClick={open} {...(isMany && { 'aria-expanded': isOpen })}>
        {notice.settledAt && <CheckOutlined aria-label={t('settled')} title={t('settled')} />}
        <span className="grow">{textOf(notice)}</span>
        {isMany && <DownOutlined className="notice-more" aria-hidden="true" />}
        <time className="quiet" dateTime={notice.at}>
          {relativeTime(notice.at, now, locale)}
        </time>
      </button>
      {isOpen && <Matters notice={notice} go={go} />}
    </li>
  )
}

function Matters({ notice, go }: { notice: NoticeView; go: Go }) {
  const { t } = useTranslation('notifications')
  const textOf = useMatterText()
  const rest = notice.settledAt
    ? notice.count - notice.items.length
    : notice.count - notice.items.filter((item) => !item.settled).length
  return (
    <ul className="notice-matters">
      {notice.items.map((item) => {
        const place = placeOf(item.subject)
        return (
          <li key={`${item.subject?.id ?? ''} ${item.at}`} data-settled={item.settled}>
            <button type="button" className="bare notice" onClick={() => place && go(place)}>
              {item.settled && <CheckOutlined aria-label={t('settled')} title={t('settled')} />}
              <span className="grow">{textOf({ kind: notice.kind, ...item })}</span>
            </button>
          </li>
        )
      })}
      {rest > 0 && <li className="quiet notice-rest">{t('rest', { total: rest })}</li>}
    </ul>
  )
}
