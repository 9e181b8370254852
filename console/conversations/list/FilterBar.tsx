import { CloseOutlined, FilterOutlined, SearchOutlined, StarOutlined } from '@ant-design/icons'
import { Button, Input, Popover, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../session/session.ts'
import type { Filter } from '../lists.ts'
import { useSavedViews } from '../queries.ts'
import { ForgetView, SaveView } from './SaveView.tsx'

type FilterBarProps = {
  filter: Filter
  onFilter: (filter: Filter) => void
  words: string
  onWords: (words: string) => void
}
const urgencies = ['urgent', 'critical'] as const

export function FilterBar({ filter, onFilter, words, onWords }: FilterBarProps) {
  const { t } = useTranslation('conversations')
  return (
    <>
      <div className="filter-bar">
        <Input
          prefix={<SearchOutlined className="quiet" />}
          placeholder={t('search.placeholder')}
          aria-label={t('search.placeholder')}
          allowClear
          value={words}
          maxLength={200}
          onChange={(event) => onWords(event.target.value)}
        />
        <Popover
          trigger="click"
          placement="bottomRight"
          arrow={false}
          content={<FilterPanel filter={filter} onFilter={onFilter} />}
        >
          <Button icon={<FilterOutlined />} aria-label={t('filter.label')} />
        </Popover>
      </div>
      <Chips filter={filter} onFilter={onFilter} />
    </>
  )
}

type PanelProps = Pick<FilterBarProps, 'filter' | 'onFilter'>

function FilterPanel({ filter, onFilter }: PanelProps) {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const set = (change: Partial<Filter>) => onFilter(cleaned({ ...filter, ...change }))
  return (
    <div className="filter-panel">
      <div className="filter-field">
        <span>{t('filter.unread')}</span>
        <Select
          aria-label={t('filter.unread')}
          allowClear
          value={filter.unread}
          onChange={(unread) => set({ unread })}
          options={[{ value: 'yes', label: t('filter.onlyUnread') }]}
        />
      </div>
      <div className="filter-field">
        <span>{t('filter.urgency')}</span>
        <Select
          aria-label={t('filter.urgency')}
          allowClear
          value={filter.urgency}
          onChange={(urgency) => set({ urgency })}
          options={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))}
        />
      </div>
      <div className="filter-field">
        <span>{t('filter.group')}</span>
        <Select
          aria-label={t('filter.group')}
          allowClear
          value={filter.groupId}
          onChange={(groupId) => set({ groupId })}
          options={me.groups.map((group) => ({ value: group.id, label: group.name }))}
        />
      </div>
    </div>
  )
}

function Chips({ filter, onFilter }: PanelProps) {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const views = useSavedViews()
  const [saving, setSaving] = useState(false)
  const saved = views.data?.items.find((view) => JSON.stringify(view.filter) === JSON.stringify(filter))
  const groupName = me.groups.find((group) => group.id === filter.groupId)?.name
  const chips = [
    filter.unread !== undefined && (['unread', t('filter.onlyUnread')] as const),
    filter.urgency !== undefined && (['urgency', t(`urgency.${filter.urgency}`)] as const),
    filter.groupId !== undefined && (['groupId', groupName ?? t('filter.group')] as const),
  ].filter((chip) => chip !== false)
  if (chips.length === 0) return null
  return (
    <div className="filter-chips">
      {chips.map(([key, label]) => (
        <button
          key={key}
          type="button"
          className="bare chip"
          data-tone="accent"
          aria-label={t('filter.remove', { label })}
          onClick={() => onFilter(cleaned({ ...filter, [key]: undefined }))}
        >
          {label} <CloseOutlined />
        </button>
      ))}
      {saved?.mine && <ForgetView view={saved} onForgotten={() => onFilter({ list: filter.list })} />}
      {!saved && (
        <button type="button" className="bare text-button" onClick={() => setSaving(true)}>
          <StarOutlined /> {t('view.save')}
        </button>
      )}
      {saving && <SaveView filter={filter} onClose={() => setSaving(false)} />}
    </div>
  )
}

/** Without empty fields, so that equal filters have equal keys. */
function cleaned(filter: Filter): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Filter
}
