import {
  ApartmentOutlined,
  BankOutlined,
  CalendarOutlined,
  ClockCircleOutlined,
  FormOutlined,
  GlobalOutlined,
  NodeIndexOutlined,
} from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet } from 'react-router'
import './settings.css'

const pages = [
  { key: 'sites', icon: <GlobalOutlined /> },
  { key: 'categories', icon: <ApartmentOutlined /> },
  { key: 'service-levels', icon: <ClockCircleOutlined /> },
  { key: 'calendars', icon: <CalendarOutlined /> },
  { key: 'ticket-routing', icon: <NodeIndexOutlined /> },
  { key: 'ticket-fields', icon: <FormOutlined /> },
  { key: 'centre', icon: <BankOutlined /> },
] as const

export function SettingsScreen() {
  const { t } = useTranslation('settings')
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t('title')}>
        <h1>{t('title')}</h1>
        {pages.map(({ key, icon }) => (
          <NavLink key={key} to={`/settings/${key}`} className="settings-link">
            {icon}
            <span>{t(`page.${key}`)}</span>
          </NavLink>
        ))}
      </nav>
      <div className="settings-main">
        <Outlet />
      </div>
    </div>
  )
}
