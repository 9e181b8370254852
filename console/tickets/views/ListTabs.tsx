import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { useActor } from '../../conversations/queries.ts'
import { isSameFilter, type ListName, listsFor } from '../filter.ts'
import { useTicketCounts } from '../queries.ts'
import { useTicketViews } from './views.ts'

type ListTabsProps = { filter: TicketFilter; onFilter: (filter: TicketFilter) => void }

/** One's own lists with their counters, then the saved and shared views. */
export function ListTabs({ filter, onFilter }: ListTabsProps) {
  const { t } = useTranslation('tickets')
  const actor = useActor()
  const counts = useTicketCounts().data
  const views = useTicketViews().data?.items ?? []
  const saved = views.find((view) => isSameFilter(view.filter, filter))
  const countOf = (name: ListName) => (name === 'all' ? undefined : counts?.[name])
  return (
    <div className="ticket-tabs" role="tablist" aria-label={t('list.tabs')}>
      {listsFor(actor).map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="bare list-tab"
          aria-selected={!saved && filter.list === name}
          onClick={() => onFilter({ list: name, sort: filter.sort })}
        >
          {t(`list.${name}`)}
          <Count value={countOf(name)} isCall={name === 'overdue'} />
        </button>
      ))}
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          role="tab"
          className="bare list-tab"
          aria-selected={view.id === saved?.id}
          title={view.shared ? t('view.sharedHint') : undefined}
          onClick={() => onFilter(view.filter)}
        >
          {view.name}
        </button>
      ))}
    </div>
  )
}

const mostCounted = 99

function Count({ value, isCall }: { value: number | undefined; isCall: boolean }) {
  if (!value) return null
  return (
    <span className="list-count figures" data-call={isCall}>
      {isCall && value > mostCounted ? `${mostCounted}+` : value}
    </span>
  )
}
