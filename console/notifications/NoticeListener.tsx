import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { NoticeView } from '../../domain/notifications/contract.ts'
import { isPlace } from '../../domain/notifications/place.ts'
import { type NoticeWay, ringSeconds } from '../../domain/notifications/preferences.ts'
import { onFrame } from '../live.ts'
import { useMe } from '../session/session.ts'
import { addNotice, heldNotices, noteShown, refreshNotices, useNoticeText } from './notices.ts'
import { openPace } from './pace.ts'
import { showOnDesktop } from './push.ts'
import { play } from './sound.ts'

const mayRing = openPace(() => performance.now())
const gatherMs = 400

/** Rings, shows and keeps what comes for this person. Draws nothing. */
export function NoticeListener() {
  const ring = useRing()
  const navigate = useNavigate()
  /** The ways in which the first of a bundle came are the ways of the bundle. */
  const waysOf = useRef(new Map<string, NoticeWay[]>())

  useEffect(
    () =>
      onFrame('notice', ({ notice, ways }) => {
        waysOf.current.set(notice.id, ways)
        if (ways.includes('in_page')) addNotice(notice)
        ring(notice, ways)
      }),
    [ring],
  )
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      const before = new Map(heldNotices()?.items.map((item) => [item.id, item.count]))
      await refreshNotices()
      const grown = heldNotices()?.items.filter(({ id, count, readAt }) => !readAt && count > (before.get(id) ?? count))
      for (const notice of grown ?? []) ring(notice, waysOf.current.get(notice.id) ?? [])
    }
    const stop = onFrame('notices', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void read(), gatherMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [ring])
  useEffect(() => onFrame('resync', () => void refreshNotices()), [])
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

/** By sound and on the desktop, as far as this person wants it now; of one kind at most every 30 s. */
function useRing(): (notice: NoticeView, ways: readonly NoticeWay[]) => void {
  const { t } = useTranslation('notifications')
  const { preferences } = useMe()
  const textOf = useNoticeText()
  const latest = useRef<(notice: NoticeView, ways: readonly NoticeWay[]) => void>(() => {})
  latest.current = (notice, ways) => {
    if (!notice.urgent && !mayRing(notice.kind, ringSeconds(notice.kind))) return
    if (preferences.sound && ways.includes('sound')) play(isForNow(notice) ? 'offer' : 'message')
    if (!preferences.desktopNotifications || !ways.includes('desktop')) return
    const { id, kind, subject, count } = notice
    const shown = { title: t(`title.${kind}`), body: textOf(notice), subject: count > 1 ? null : subject, tag: id }
    void showOnDesktop(shown).then((isShown) => {
      if (isShown) void noteShown([id], 'desktop')
    })
  }
  return useRef((notice: NoticeView, ways: readonly NoticeWay[]) => latest.current(notice, ways)).current
}

const isForNow = ({ kind, urgent }: NoticeView) => urgent || kind === 'offered' || kind === 'transferred'

function pathOf(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('path' in data)) return null
  return isPlace(data.path) ? data.path : null
}
