import { CloudSyncOutlined } from '@ant-design/icons'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { liveState } from '../live.ts'

// A hop to another node is over before anybody would care.
const patienceMs = 2500

/** Says plainly that the desk is not live, and that nothing is lost by it. */
export function ConnectionBanner() {
  const { t } = useTranslation('shell')
  const state = useSyncExternalStore(liveState.subscribe, liveState.get)
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (state === 'on') return setLong(false)
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => clearTimeout(timer)
  }, [state])
  if (state === 'on' || !isLong) return null
  return (
    <div className="connection-banner" role="status">
      <CloudSyncOutlined /> {t('offline')}
    </div>
  )
}
