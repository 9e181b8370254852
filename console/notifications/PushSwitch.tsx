import { App, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShowError } from '../ui/errors.ts'
import { allowNotifications, canNotify, startPush, stopPush } from './push.ts'

export function PushSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const { t } = useTranslation('notifications')
  const { message } = App.useApp()
  const showError = useShowError()
  const [busy, setBusy] = useState(false)
  const isGranted = canNotify && Notification.permission === 'granted'

  const change = async (wanted: boolean) => {
    setBusy(true)
    try {
      if (wanted && !(await allowNotifications())) {
        message.warning(t('push.denied'))
        return
      }
      onChange(wanted)
      // A browser without a push service still shows notices while the console is open.
      await (wanted ? startPush().catch(() => message.info(t('push.onlyOpen'))) : stopPush())
    } catch (error) {
      showError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Switch
      size="small"
      disabled={!canNotify}
      loading={busy}
      checked={isOn && isGranted}
      onChange={change}
      aria-label={t('push.label')}
    />
  )
}
