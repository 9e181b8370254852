import { Input, Select, TreeSelect } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ticketStates } from '../../../domain/tickets/lifecycle.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { urgencies } from '../../../domain/tickets/urgency.ts'
import { natures, stages, ticketChannels } from '../../../domain/tickets/views.ts'
import { treeOf, useCategories } from '../../conversations/actions/categories.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { usePlaces, useWorkers } from '../queries.ts'
import { localDay } from '../words.ts'

type PanelProps = { filter: TicketFilter; onFilter: (filter: TicketFilter) => void }

export function FilterPanel({ filter, onFilter }: PanelProps) {
  const { t } = useTranslation('tickets')
  const set = (change: Partial<TicketFilter>) => onFilter({ ...filter, ...change })
  const pick = (key: 'urgency' | 'nature' | 'stage' | 'channel', values: readonly string[]) => (
    <Field label={t(`column.${key}`)}>
      <Select
        aria-label={t(`column.${key}`)}
        allowClear
        value={filter[key]}
        onChange={(value) => set({ [key]: value })}
        options={values.map((value) => ({ value, label: t(`${key}.${value}`) }))}
      />
    </Field>
  )
  return (
    <div className="ticket-filter-panel">
      <Field label={t('column.state')}>
        <Select
          aria-label={t('column.state')}
          allowClear
          value={filter.state}
          onChange={(state) => set({ state })}
          options={(['open', 'done', ...ticketStates] as const).map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </Field>
      {pick('urgency', urgencies)}
      {pick('nature', natures)}
      {pick('stage', stages)}
      {pick('channel', ticketChannels)}
      <CategoryField filter={filter} onFilter={onFilter} />
      <Choices filter={filter} onFilter={onFilter} />
      <Field label={t('filter.orderNo')}>
        <Words value={filter.orderNo} label={t('filter.orderNo')} onWords={(orderNo) => set({ orderNo })} />
      </Field>
      <Field label={t('filter.tag')}>
        <Words value={filter.tag} label={t('filter.tag')} onWords={(tag) => set({ tag })} />
      </Field>
      <Field label={t('filter.created')}>
        <div className="ticket-days">
          <DayField
            label={t('filter.from')}
            value={filter.createdFrom}
            onDay={(day) => set({ createdFrom: day && new Date(`${day}T00:00:00`).toISOString() })}
          />
          <DayField
            label={t('filter.to')}
            value={filter.createdTo}
            onDay={(day) => set({ createdTo: day && new Date(`${day}T23:59:59.999`).toISOString() })}
          />
        </div>
      </Field>
    </div>
  )
}

type DayFieldProps = { label: string; value: string | undefined; onDay: (day: string | undefined) => void }

function DayField({ label, value, onDay }: DayFieldProps) {
  return (
    <Input
      type="date"
      aria-label={label}
      value={value && localDay(value)}
      onChange={(event) => onDay(event.target.value || undefined)}
    />
  )
}

/** People and places. */
function Choices({ filter, onFilter }: PanelProps) {
  const { t } = useTranslation('tickets')
  const places = usePlaces().data
  const workers = useWorkers().data ?? []
  const people = workers.map(({ staff }) => ({ value: staff.id, label: `${staff.name} ${staff.staffNo}` }))
  const named = (items: readonly { id: string; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  const fields = [
    ['assigneeId', 'assignee', people],
    ['firstResponsibleId', 'firstResponsible', people],
    ['groupId', 'group', named(places?.groups)],
    ['departmentId', 'department', named(places?.departments)],
  ] as const
  return fields.map(([key, column, options]) => (
    <Field key={key} label={t(`column.${column}`)}>
      <Select
        aria-label={t(`column.${column}`)}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={filter[key]}
        onChange={(value) => onFilter({ ...filter, [key]: value })}
        options={[...options]}
      />
    </Field>
  ))
}

function CategoryField({ filter, onFilter }: PanelProps) {
  const { t } = useTranslation('tickets')
  const nameOf = useLocalized()
  const { data = [] } = useCategories()
  const tree = useMemo(() => treeOf(data, (category) => nameOf(category.name)), [data, nameOf])
  return (
    <Field label={t('column.category')}>
      <TreeSelect
        aria-label={t('column.category')}
        allowClear
        showSearch
        treeNodeFilterProp="label"
        value={filter.category}
        onChange={(category: string | undefined) => onFilter({ ...filter, category })}
        treeData={tree}
      />
    </Field>
  )
}

function Words({ value, label, onWords }: { value?: string; label: string; onWords: (words?: string) => void }) {
  const put = (words: string) => {
    const wanted = words.trim() || undefined
    if (wanted !== value) onWords(wanted)
  }
  return (
    <Input
      key={value ?? ''}
      aria-label={label}
      defaultValue={value}
      maxLength={80}
      onPressEnter={(event) => put(event.currentTarget.value)}
      onBlur={(event) => put(event.target.value)}
    />
  )
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="filter-field">
      <span>{label}</span>
      {children}
    </div>
  )
}
