import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ErrorState, Skeletons } from '../../ui/states.tsx'
import { useTimeline } from '../queries.ts'
import { Entry } from './Entry.tsx'
import { filterOf, type TimelineFilter, timelineFilters } from './wording.ts'
import './timeline.css'

/** Everything that happened and was written: who, when, why. */
export function Timeline({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const [filter, setFilter] = useState<TimelineFilter>('all')
  const timeline = useTimeline(ticket.id)
  const entries = timeline.data ?? []
  const shown = entries.filter((entry) => filter === 'all' || filterOf(entry) === filter)
  const end = useFollowed(entries.length)
  return (
    <section className="ticket-timeline" aria-label={t('timeline.label')}>
      <div className="ticket-timeline-head">
        <h2>{t('timeline.label')}</h2>
        <div role="tablist" aria-label={t('timeline.filter')} className="ticket-timeline-filters">
          {timelineFilters.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="bare list-tab"
              aria-selected={filter === name}
              onClick={() => setFilter(name)}
            >
              {t(`timeline.${name}`)}
            </button>
          ))}
        </div>
      </div>
      {timeline.isPending && <Skeletons rows={3} />}
      {timeline.isError && !timeline.data && (
        <ErrorState error={timeline.error} retry={() => void timeline.refetch()} />
      )}
      <ol className="ticket-entries">
        {shown.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {timeline.data && shown.length === 0 && <p className="quiet ticket-entries-none">{t('timeline.none')}</p>}
      <div ref={end} />
    </section>
  )
}

// Whoever reads further up is left there; whoever stands at the end sees what comes.
const nearPixels = 160

function useFollowed(count: number) {
  const end = useRef<HTMLDivElement>(null)
  const before = useRef(0)
  useEffect(() => {
    const isFirst = before.current === 0
    const isMore = count > before.current
    before.current = count
    const scroller = end.current?.closest('.ticket-scroll')
    if (!scroller || isFirst || !isMore) return
    if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < nearPixels)
      end.current?.scrollIntoView({ block: 'end' })
  }, [count])
  return end
}
