import { LockOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Popover, Segmented, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { lockScreen, signOut } from '../../domain/identity/contract.ts'
import { roleNames } from '../../domain/identity/roles.ts'
import { call } from '../api.ts'
import { useLocalized } from '../i18n/useLocale.ts'
import { PushSwitch } from '../notifications/PushSwitch.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { useShowError } from '../ui/errors.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { useChangePreferences } from './preferences.ts'
import { setDesk, useMe } from './session.ts'
import './user-menu.css'

export function UserMenu() {
  const { t } = useTranslation('session')
  const me = useMe()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="rightBottom"
      content={<Panel />}
      arrow={false}
    >
      <button type="button" className="bare user-button" aria-label={t('menu.label', { name: me.name })}>
        <Avatar name={me.name} />
      </button>
    </Popover>
  )
}

function Panel() {
  const { t } = useTranslation('session')
  const me = useMe()
  const roleName = useLocalized()
  const change = useChangePreferences()
  const { preferences } = me
  const set = (chosen: Partial<typeof preferences>) => change.mutate({ preferences: chosen })
  return (
    <div className="user-panel">
      <header>
        <Avatar name={me.name} size="large" />
        <div className="grow">
          <strong>{me.name}</strong>
          <div className="quiet">
            {me.staffNo} · {me.roles.map((role) => roleName(roleNames[role])).join(' · ')}
          </div>
        </div>
      </header>
      <Line label={t('language')}>
        <LanguageChoice onChosen={(locale) => change.mutate({ locale })} />
      </Line>
      <Line label={t('menu.theme')}>
        <Segmented
          size="small"
          value={preferences.theme}
          onChange={(theme) => set({ theme })}
          options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`menu.${value}`) }))}
        />
      </Line>
      <Line label={t('menu.density')}>
        <Segmented
          size="small"
          value={preferences.density}
          onChange={(density) => set({ density })}
          options={(['normal', 'compact'] as const).map((value) => ({ value, label: t(`menu.${value}`) }))}
        />
      </Line>
      <Line label={t('menu.sendKey')}>
        <Segmented
          size="small"
          value={preferences.sendKey}
          onChange={(sendKey) => set({ sendKey })}
          options={(['enter', 'ctrl_enter'] as const).map((value) => ({ value, label: t(`menu.${value}`) }))}
        />
      </Line>
      <Line label={t('menu.sound')}>
        <Switch
          size="small"
          checked={preferences.sound}
          onChange={(sound) => set({ sound })}
          aria-label={t('menu.sound')}
        />
      </Line>
      <Line label={t('menu.desktop')}>
        <PushSwitch
          isOn={preferences.desktopNotifications}
          onChange={(desktopNotifications) => set({ desktopNotifications })}
        />
      </Line>
      <Leave />
    </div>
  )
}

function Leave() {
  const { t } = useTranslation('session')
  const showError = useShowError()
  const navigate = useNavigate()
  const lock = () => void call(lockScreen, {}).then(() => setDesk('locked'), showError)
  const leave = () => void call(signOut, {}).then(() => location.assign('/'), showError)
  return (
    <footer>
      <Button icon={<UserOutlined />} onClick={() => void navigate('/profile')}>
        {t('menu.account')}
      </Button>
      <Button icon={<LockOutlined />} onClick={lock}>
        {t('menu.lock')}
      </Button>
      <Button icon={<LogoutOutlined />} onClick={leave}>
        {t('menu.signOut')}
      </Button>
    </footer>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="user-line">
      <span>{label}</span>
      {children}
    </div>
  )
}
