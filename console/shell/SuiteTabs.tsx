import { useTranslation } from 'react-i18next'
import { NavLink, useLocation } from 'react-router'
import { useSuite } from './rooms.tsx'

/** The rooms of a suite side by side; nothing where there is only one. */
export function SuiteTabs() {
  const { t } = useTranslation('shell')
  const rooms = useSuite(useLocation().pathname)
  if (rooms.length < 2) return null
  return (
    <nav className="suite-tabs" aria-label={t('rail.suite')}>
      {rooms.map(({ key, path, icon }) => (
        <NavLink key={key} to={path}>
          {icon}
          {t(`rail.${key}`)}
        </NavLink>
      ))}
    </nav>
  )
}
