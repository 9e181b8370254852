import { BellOutlined, SettingOutlined } from '@ant-design/icons'
import { Badge, Button, Popover, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { usePhone } from '../ui/useMedia.ts'
import { NoticeList } from './NoticeList.tsx'
import { markNoticesRead, noteShown, useNotices } from './notices.ts'
import './notices.css'

export function NoticeBell() {
  const { t } = useTranslation('notifications')
  const notices = useNotices()
  const navigate = useNavigate()
  const isPhone = usePhone()
  const [open, setOpen] = useState(false)
  const unread = notices.data?.unread ?? 0
  const change = (isOpen: boolean) => {
    setOpen(isOpen)
    if (isOpen) void noteShown(notices.data?.items.flatMap(({ id, readAt }) => (readAt ? [] : id)) ?? [], 'in_page')
  }
  const go = (path: string) => {
    setOpen(false)
    void navigate(path)
  }
  return (
    <Popover
      open={open}
      onOpenChange={change}
      trigger="click"
      placement={isPhone ? 'top' : 'rightBottom'}
      arrow={false}
      classNames={{ root: 'notice-panel' }}
      title={
        <div className="notice-head">
          <span className="grow">{t('title.all')}</span>
          <Button type="text" size="small" disabled={unread === 0} onClick={() => void markNoticesRead()}>
            {t('readAll')}
          </Button>
          <Tooltip title={t('choices')}>
            <Button
              type="text"
              size="small"
              icon={<SettingOutlined />}
              aria-label={t('choices')}
              onClick={() => go('/profile/notices')}
            />
          </Tooltip>
        </div>
      }
      content={<NoticeList go={go} />}
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
