import { CloseOutlined, StarOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { useCategoryName } from '../../conversations/actions/categories.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { dateText } from '../../ui/time.ts'
import { conditionsOf, type FilterKey, isSameFilter, without } from '../filter.ts'
import { usePlaces, useWorkers } from '../queries.ts'
import { ForgetView, SaveView } from '../views/SaveView.tsx'
import { useTicketViews } from '../views/views.ts'

type FilterChipsProps = { filter: TicketFilter; onFilter: (filter: TicketFilter) => void }

/** Every condition in words, each taken off with one click; the whole kept as a view. */
export function FilterChips({ filter, onFilter }: FilterChipsProps) {
  const { t } = useTranslation('tickets')
  const [saving, setSaving] = useState(false)
  const wordsOf = useConditionWords()
  const views = useTicketViews()
  const saved = views.data?.items.find((view) => isSameFilter(view.filter, filter))
  const conditions = conditionsOf(filter)
  if (conditions.length === 0 && !saved) return null
  return (
    <div className="ticket-chips">
      {conditions.map(([key, value]) => {
        const label = wordsOf(key, value)
        return (
          <button
            key={key}
            type="button"
            className="bare chip"
            data-tone="accent"
            aria-label={t('filter.remove', { label })}
            onClick={() => onFilter(without(filter, key))}
          >
            {label} <CloseOutlined />
          </button>
        )
      })}
      {conditions.length > 1 && (
        <button
          type="button"
          className="bare text-button"
          onClick={() => onFilter({ list: filter.list, sort: filter.sort })}
        >
          {t('filter.clear')}
        </button>
      )}
      {saved?.mine && (
        <ForgetView view={saved} onForgotten={() => onFilter({ list: filter.list, sort: filter.sort })} />
      )}
      {!saved && (
        <button type="button" className="bare text-button" onClick={() => setSaving(true)}>
          <StarOutlined /> {t('view.save')}
        </button>
      )}
      {saving && <SaveView filter={filter} onClose={() => setSaving(false)} />}
    </div>
  )
}

const worded: readonly FilterKey[] = ['state', 'urgency', 'nature', 'stage', 'channel']

function useConditionWords(): (key: FilterKey, value: string) => string {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const categoryName = useCategoryName()
  const places = usePlaces().data
  const workers = useWorkers().data ?? []
  const personOf = (id: string) => workers.find(({ staff }) => staff.id === id)?.staff.name ?? '…'
  const placeOf = (id: string) =>
    [...(places?.groups ?? []), ...(places?.departments ?? [])].find((place) => place.id === id)?.name ?? '…'
  return (key, value) => {
    if (worded.includes(key)) return t(`${key}.${value}`)
    if (key === 'category') return categoryName(value)
    if (key === 'assigneeId') return t('filter.by.assignee', { name: personOf(value) })
    if (key === 'firstResponsibleId') return t('filter.by.firstResponsible', { name: personOf(value) })
    if (key === 'groupId' || key === 'departmentId') return placeOf(value)
    if (key === 'createdFrom') return t('filter.by.from', { day: dateText(value, locale) })
    if (key === 'createdTo') return t('filter.by.to', { day: dateText(value, locale) })
    if (key === 'orderNo') return t('filter.by.order', { no: value })
    if (key === 'tag') return t('filter.by.tag', { tag: value })
    return t(`filter.by.${key}`)
  }
}
