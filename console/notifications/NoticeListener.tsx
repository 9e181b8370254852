import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { isPlace } from '../../domain/notifications/place.ts'
import { onFrame } from '../live.ts'
import { useMe } from '../session/session.ts'
import { addNotice, refreshNotices, useNoticeText } from './notices.ts'
import { showOnDesktop } from './push.ts'
import { play } from './sound.ts'

/** Rings, shows and keeps what comes for this person. Draws nothing. */
export function NoticeListener() {
  const { t } = useTranslation('notifications')
  const { preferences } = useMe()
  const textOf = useNoticeText()
  const navigate = useNavigate()

  useEffect(
    () =>
      onFrame('notice', ({ notice }) => {
        addNotice(notice)
        if (preferences.sound) play(notice.kind === 'offered' || notice.kind === 'transferred' ? 'offer' : 'message')
        if (preferences.desktopNotifications) {
          void showOnDesktop({
            title: t(`title.${notice.kind}`),
            body: textOf(notice),
            subject: notice.subject,
          })
        }
      }),
    [t, textOf, preferences.sound, preferences.desktopNotifications],
  )
  useEffect(() => onFrame('resync', refreshNotices), [])
  useEffect(() => {
    const open = (event: MessageEvent<unknown>) => {
      const path = pathOf(event.data)
      if (path) void navigate(path)
    }
    navigator.serviceWorker?.addEventListener('message', open)
    return () => navigator.serviceWorker?.removeEventListener('message', open)
  }, [navigate])
  return null
}

function pathOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('path' in data)) return null
  return isPlace(data.path) ? data.path : null
}
