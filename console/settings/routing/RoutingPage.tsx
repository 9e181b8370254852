import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoutingRules, RuleView } from '../../../domain/tickets/routing/contract.ts'
import { ErrorState, PageHeader, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { DryRunBox } from './DryRunBox.tsx'
import { useOrderRules, useRules } from './queries.ts'
import { RuleDrawer } from './RuleDrawer.tsx'
import { RuleRow } from './RuleRow.tsx'
import '../clocks/clocks.css'
import './routing.css'

type Edited = { rule: RuleView | null }

export function RoutingPage() {
  const { t } = useTranslation('ticket-settings')
  const mayChange = useMayChange()
  const rules = useRules()
  const [edited, setEdited] = useState<Edited | null>(null)
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited({ rule: null })}>
      {t('routing.add')}
    </Button>
  )
  return (
    <div className="page">
      <PageHeader title={t('routing.title')} hint={t('routing.hint')} actions={mayChange && add} />
      {rules.isPending && <Skeletons rows={6} />}
      {rules.isError && <ErrorState error={rules.error} retry={() => void rules.refetch()} />}
      {rules.data && (
        <div className="level-columns">
          <section className="settings-section level-sets routing-rules">
            <RuleList known={rules.data} onEdit={(rule) => setEdited({ rule })} />
          </section>
          <section className="settings-section level-preview" aria-label={t('dry.title')}>
            <h2>{t('dry.title')}</h2>
            <p className="quiet">{t('dry.hint')}</p>
            <DryRunBox rules={rules.data.items} />
          </section>
        </div>
      )}
      {edited && rules.data && <RuleDrawer {...edited} known={rules.data} onClose={() => setEdited(null)} />}
    </div>
  )
}

function RuleList({ known, onEdit }: { known: RoutingRules; onEdit: (rule: RuleView) => void }) {
  const order = useOrderRules()
  const [dragged, setDragged] = useState<number | null>(null)
  const { items } = known
  const move = (from: number, to: number) => {
    const one = items[from]
    if (one && from !== to) order.mutate(items.toSpliced(from, 1).toSpliced(to, 0, one))
  }
  return (
    <ol>
      {items.map((rule, index) => (
        <RuleRow
          key={rule.id}
          rule={rule}
          place={index + 1}
          onEdit={() => onEdit(rule)}
          onUp={index > 0 ? () => move(index, index - 1) : undefined}
          onDown={index < items.length - 1 ? () => move(index, index + 1) : undefined}
          onDrag={() => setDragged(index)}
          onDrop={() => dragged !== null && move(dragged, index)}
        />
      ))}
    </ol>
  )
}
