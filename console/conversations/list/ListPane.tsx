import { Badge } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '../../session/session.ts'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import type { Filter, ListName } from '../lists.ts'
import { useConversationList, useCounts, useSavedViews } from '../queries.ts'
import { FilterBar } from './FilterBar.tsx'
import { Rows } from './Rows.tsx'
import { SearchResults } from './SearchResults.tsx'
import './list.css'

type ListPaneProps = { filter: Filter; onFilter: (filter: Filter) => void; openId: string | undefined }

export function ListPane({ filter, onFilter, openId }: ListPaneProps) {
  const { t } = useTranslation('conversations')
  const [words, setWords] = useState('')
  return (
    <section className="list-pane" aria-label={t('list.label')}>
      <Tabs filter={filter} onFilter={onFilter} />
      <FilterBar filter={filter} onFilter={onFilter} words={words} onWords={setWords} />
      {words.trim() ? (
        <SearchResults words={words.trim()} />
      ) : (
        <List filter={filter} onFilter={onFilter} openId={openId} />
      )}
    </section>
  )
}

function useListNames(): ListName[] {
  const me = useMe()
  const takes = useMay('conversations.take')
  const seesGroup = me.permissions['conversations.view']?.includes('group') ?? false
  return [...(takes ? (['mine', 'queue'] as const) : []), ...(seesGroup ? (['group'] as const) : []), 'all', 'closed']
}

function Tabs({ filter, onFilter }: Pick<ListPaneProps, 'filter' | 'onFilter'>) {
  const { t } = useTranslation('conversations')
  const names = useListNames()
  const counts = useCounts()
  const views = useSavedViews()
  const isSaved = (view: { filter: Filter }) => JSON.stringify(view.filter) === JSON.stringify(filter)
  const saved = views.data?.items ?? []
  const isOnSaved = saved.some(isSaved)
  return (
    <div className="list-tabs" role="tablist" aria-label={t('list.tabs')}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="bare list-tab"
          aria-selected={!isOnSaved && filter.list === name}
          onClick={() => onFilter({ list: name })}
        >
          {t(`list.${name}`)}
          {name !== 'closed' && <Count value={counts.data?.[name]} isCall={name === 'queue'} />}
        </button>
      ))}
      {saved.map((view) => (
        <button
          key={view.id}
          type="button"
          role="tab"
          className="bare list-tab"
          aria-selected={isSaved(view)}
          onClick={() => onFilter(view.filter)}
        >
          {view.name}
        </button>
      ))}
    </div>
  )
}

function Count({ value, isCall }: { value: number | undefined; isCall: boolean }) {
  if (!value) return null
  return isCall ? (
    <Badge count={value} size="small" overflowCount={999} color="var(--accent)" />
  ) : (
    <span className="list-count figures">{value}</span>
  )
}

function List({ filter, onFilter, openId }: ListPaneProps) {
  const { t } = useTranslation('conversations')
  const list = useConversationList(filter)
  if (list.isPending) return <Skeletons rows={7} />
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.data.items.length === 0) {
    const isFiltered = Object.keys(filter).length > 1
    const hint = isFiltered ? t('list.emptyFilteredHint') : t(`list.emptyHint.${filter.list}`)
    return (
      <EmptyState
        title={isFiltered ? t('list.emptyFiltered') : t(`list.empty.${filter.list}`)}
        hint={hint}
        action={isFiltered ? <ClearButton onClear={() => onFilter({ list: filter.list })} /> : undefined}
      />
    )
  }
  return (
    <Rows
      key={JSON.stringify(filter)}
      items={list.data.items}
      list={filter.list}
      openId={openId}
      hasMore={list.hasNextPage}
      isLoadingMore={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
    />
  )
}

function ClearButton({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('conversations')
  return (
    <button type="button" className="bare text-button" onClick={onClear}>
      {t('list.clear')}
    </button>
  )
}
