import { QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { NoticeBell } from '../notifications/NoticeBell.tsx'
import { PresenceSwitch } from '../session/PresenceSwitch.tsx'
import { useMe } from '../session/session.ts'
import { UserMenu } from '../session/UserMenu.tsx'
import { useRail } from './rooms.tsx'
import { modKey } from './shortcuts.ts'

export function Rail({ onPalette, onSheet }: { onPalette: () => void; onSheet: () => void }) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const rooms = useRail(useLocation().pathname)
  return (
    <aside className="rail">
      <img className="rail-mark" src="/icon.svg" alt={me.centre.name} title={me.centre.name} width={32} height={32} />
      <nav className="rail-rooms" aria-label={t('rail.label')}>
        {rooms.map((room) => (
          <Link
            key={room.key}
            to={room.path}
            className={room.isHere ? 'rail-item active' : 'rail-item'}
            aria-current={room.isHere ? 'page' : undefined}
          >
            {room.icon}
            <span>{t(`rail.${room.key}`)}</span>
          </Link>
        ))}
      </nav>
      <div className="rail-tools">
        <Tooltip title={`${t('palette.title')}  ${modKey} K`} placement="right">
          <button
            type="button"
            className="bare rail-tool rail-keys"
            aria-label={t('palette.title')}
            onClick={onPalette}
          >
            <SearchOutlined />
          </button>
        </Tooltip>
        <Tooltip title={`${t('sheet.title')}  ?`} placement="right">
          <button type="button" className="bare rail-tool rail-keys" aria-label={t('sheet.title')} onClick={onSheet}>
            <QuestionCircleOutlined />
          </button>
        </Tooltip>
        <NoticeBell />
        <PresenceSwitch />
        <UserMenu />
      </div>
    </aside>
  )
}
