import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import { useHeldStill } from '../../ui/lists/useHeldStill.ts'
import type { ListName } from '../lists.ts'
import { useOpen } from '../open-path.ts'
import { Row } from './Row.tsx'

type RowsProps = {
  items: readonly ConversationView[]
  list: ListName
  openId: string | undefined
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

export function Rows({ items, list, openId, hasMore, isLoadingMore, onMore }: RowsProps) {
  const { t } = useTranslation('conversations')
  const still = useHeldStill(items)
  const scroller = useRef<HTMLDivElement>(null)
  const sentinel = useWhenSeen(hasMore && !isLoadingMore, onMore)
  useStepKeys(still.items, openId)
  const toTop = () => {
    still.release()
    scroller.current?.scrollTo({ top: 0 })
  }
  return (
    <div className="list-scroll" ref={scroller} onPointerMove={still.touch} onPointerLeave={still.release}>
      {still.held > 0 && (
        <button type="button" className="bare list-held" onClick={toTop}>
          {t('list.held', { count: still.held })}
        </button>
      )}
      <ul aria-label={t(`list.${list}`)}>
        {still.items.map((view) => (
          <Row key={view.id} view={view} isOpen={view.id === openId} isQueue={list === 'queue'} />
        ))}
      </ul>
      <div ref={sentinel} className="list-end quiet">
        {isLoadingMore ? t('list.loadingMore') : ''}
      </div>
    </div>
  )
}

function useWhenSeen(isOn: boolean, onSeen: () => void) {
  const sentinel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = sentinel.current
    if (!element || !isOn) return
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && onSeen(), {
      rootMargin: '300px',
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [isOn, onSeen])
  return sentinel
}

function useStepKeys(items: readonly ConversationView[], openId: string | undefined): void {
  const open = useOpen()
  const step = (by: 1 | -1) => {
    const at = items.findIndex((view) => view.id === openId)
    const next = items[at < 0 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1)]
    if (next && next.id !== openId) open(next.id)
  }
  useShortcuts({ j: () => step(1), k: () => step(-1) })
}
