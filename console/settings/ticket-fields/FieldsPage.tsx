import { PlusOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldView } from '../../../domain/tickets/field-contract.ts'
import { type Industry, industries } from '../../../domain/tickets/field-presets.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { EmptyState, ErrorState, PageHeader, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { RowTools } from '../routing/RuleRow.tsx'
import { FieldDrawer } from './FieldDrawer.tsx'
import { useAddPreset, useFieldSettings, useOrderFields } from './queries.ts'
import '../clocks/clocks.css'

type Edited = { field: FieldView | null }

export function FieldsPage() {
  const { t } = useTranslation('ticket-settings')
  const mayChange = useMayChange()
  const fields = useFieldSettings()
  const order = useOrderFields()
  const [edited, setEdited] = useState<Edited | null>(null)
  const items = fields.data ?? []
  const move = (from: number, to: number) => {
    const one = items[from]
    if (one)
      order.mutate({
        ids: items
          .toSpliced(from, 1)
          .toSpliced(to, 0, one)
          .map(({ id }) => id),
      })
  }
  return (
    <div className="page">
      <PageHeader
        title={t('fields.title')}
        hint={t('fields.hint')}
        actions={mayChange && <Adding onNew={() => setEdited({ field: null })} />}
      />
      {fields.isPending && <Skeletons rows={5} />}
      {fields.isError && <ErrorState error={fields.error} retry={() => void fields.refetch()} />}
      {fields.isSuccess && items.length === 0 && <EmptyState title={t('fields.none')} hint={t('fields.noneHint')} />}
      {items.length > 0 && (
        <div className="level-columns">
          <section className="settings-section level-sets">
            <ol>
              {items.map((field, index) => (
                <FieldRow
                  key={field.id}
                  field={field}
                  onEdit={() => setEdited({ field })}
                  onUp={index > 0 ? () => move(index, index - 1) : undefined}
                  onDown={index < items.length - 1 ? () => move(index, index + 1) : undefined}
                />
              ))}
            </ol>
          </section>
        </div>
      )}
      {edited && <FieldDrawer {...edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

function Adding({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation('ticket-settings')
  const { message } = App.useApp()
  const preset = useAddPreset()
  const add = (industry: Industry) =>
    preset.mutate(
      { industry },
      { onSuccess: ({ added }) => void message.success(t('fields.presetAdded', { count: added })) },
    )
  const menu = {
    items: industries.map((key) => ({ key, label: t(`industry.${key}`) })),
    onClick: ({ key }: { key: string }) => {
      const industry = industries.find((one) => one === key)
      if (industry) add(industry)
    },
  }
  return (
    <>
      <Dropdown menu={menu} trigger={['click']}>
        <Button loading={preset.isPending}>{t('fields.preset')}</Button>
      </Dropdown>
      <Button type="primary" icon={<PlusOutlined />} onClick={onNew}>
        {t('fields.add')}
      </Button>
    </>
  )
}

type FieldRowProps = { field: FieldView; onEdit: () => void; onUp?: () => void; onDown?: () => void }

function FieldRow({ field, ...tools }: FieldRowProps) {
  const { t } = useTranslation('ticket-settings')
  const { t: words } = useTranslation('tickets')
  const mayChange = useMayChange()
  const name = useLocalized()(field.label)
  const facts = [
    t(`kind.${field.kind}`),
    field.nature ? t('fields.only', { nature: words(`nature.${field.nature}`) }) : t('fields.all'),
    t(`required.${field.requiredAt}`),
    t('fields.usedBy', { count: field.usedBy }),
  ]
  return (
    <li className="level-row" data-inactive={field.active ? undefined : ''}>
      <div className="grow">
        <p className="level-sentence">
          <span className="level-who">{name}</span>
          {!field.active && <StatusTag tone="waiting">{t('off')}</StatusTag>}
        </p>
        <p className="quiet">{facts.join(' · ')}</p>
      </div>
      {mayChange && <RowTools name={name} {...tools} />}
    </li>
  )
}
