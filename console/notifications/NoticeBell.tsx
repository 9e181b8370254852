import { BellOutlined } from '@ant-design/icons'
import { Badge, Popover, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { placeOf } from '../../domain/notifications/place.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import { markNoticesRead, useNotices, useNoticeText } from './notices.ts'
import './notices.css'

export function NoticeBell() {
  const { t } = useTranslation('notifications')
  const notices = useNotices()
  const [open, setOpen] = useState(false)
  const unread = notices.data?.unread ?? 0
  const change = (isOpen: boolean) => {
    setOpen(isOpen)
    if (!isOpen && unread > 0) void markNoticesRead()
  }
  return (
    <Popover
      open={open}
      onOpenChange={change}
      trigger="click"
      placement="rightBottom"
      arrow={false}
      title={t('title.all')}
      content={<NoticeList onOpen={() => change(false)} />}
    >
      <Tooltip title={open ? '' : t('title.all')} placement="right">
        <button type="button" className="bare rail-tool" aria-label={t('bell', { count: unread })}>
          <Badge count={unread} size="small" overflowCount={99}>
            <BellOutlined className="bell" />
          </Badge>
        </button>
      </Tooltip>
    </Popover>
  )
}

function NoticeList({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('notifications')
  const notices = useNotices()
  const textOf = useNoticeText()
  const navigate = useNavigate()
  const locale = useLocale()
  const now = useEveryMinute()
  if (notices.isPending) return <Skeletons rows={3} />
  if (notices.isError) return <ErrorState error={notices.error} retry={() => void notices.refetch()} />
  if (notices.data.items.length === 0)
    return <EmptyState title={t('none')} hint={t('noneHint')} icon={<BellOutlined />} />
  return (
    <ul className="notices">
      {notices.data.items.map((notice) => (
        <li key={notice.id} data-unread={notice.readAt === null}>
          <button
            type="button"
            className="bare notice"
            onClick={() => {
              onOpen()
              const place = placeOf(notice.subject)
              if (place) void navigate(place)
            }}
          >
            <span className="grow">{textOf(notice)}</span>
            <time className="quiet" dateTime={notice.at}>
              {relativeTime(notice.at, now, locale)}
            </time>
          </button>
        </li>
      ))}
    </ul>
  )
}
