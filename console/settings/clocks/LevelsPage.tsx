import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyView } from '../../../domain/clocks/contract.ts'
import type { ServiceKind } from '../../../domain/clocks/kinds.ts'
import { ErrorState, PageHeader, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { LevelRow } from './LevelRow.tsx'
import { PolicyDrawer } from './PolicyDrawer.tsx'
import { PreviewBox } from './PreviewBox.tsx'
import { useOrderPolicies, usePolicies } from './queries.ts'
import './clocks.css'

const sets = {
  answer: ['first_response', 'resolution', 'department_node'],
  escalation: ['overdue_explanation', 'escalation_ack', 'complaint_statutory'],
  care: ['low_score_callback', 'complaint_revisit'],
  flow: ['ticket_waiting_reminder', 'ticket_waiting_end', 'ticket_auto_close', 'ticket_archive'],
} as const satisfies Record<string, readonly ServiceKind[]>

/** What is being edited: a rule, or a new one of a kind. */
type Edited = { kind: ServiceKind; policy: PolicyView | null }

export function LevelsPage() {
  const { t } = useTranslation('clocks')
  const policies = usePolicies()
  const [edited, setEdited] = useState<Edited | null>(null)
  return (
    <div className="page">
      <PageHeader title={t('levels.title')} hint={t('levels.hint')} />
      {policies.isPending && <Skeletons rows={6} />}
      {policies.isError && <ErrorState error={policies.error} retry={() => void policies.refetch()} />}
      {policies.data && (
        <div className="level-columns">
          <div className="level-sets">
            {Object.entries(sets).map(([set, kinds]) => (
              <section key={set} className="settings-section level-set">
                <h2>{t(`set.${set}`)}</h2>
                {kinds.map((kind) => (
                  <Levels
                    key={kind}
                    kind={kind}
                    policies={policies.data.filter((one) => one.kind === kind)}
                    onEdit={(policy) => setEdited({ kind, policy })}
                  />
                ))}
              </section>
            ))}
          </div>
          <PreviewBox />
        </div>
      )}
      {edited && <PolicyDrawer {...edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

type LevelsProps = {
  kind: ServiceKind
  policies: readonly PolicyView[]
  onEdit: (policy: PolicyView | null) => void
}

function Levels({ kind, policies, onEdit }: LevelsProps) {
  const { t } = useTranslation('clocks')
  const mayChange = useMayChange()
  const order = useOrderPolicies()
  const move = (from: number, to: number) => {
    const one = policies[from]
    if (one) order.mutate({ kind, ordered: policies.toSpliced(from, 1).toSpliced(to, 0, one) })
  }
  const name = t(`kind.${kind}`)
  return (
    <section className="level-kind" aria-label={name}>
      <header>
        <div className="grow">
          <h3>{name}</h3>
          <p className="quiet">{t(`kindHint.${kind}`)}</p>
        </div>
        {mayChange && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onEdit(null)}
            aria-label={t('levels.addOf', { kind: name })}
            title={t('levels.addOf', { kind: name })}
          />
        )}
      </header>
      <ol>
        {policies.map((policy, index) => (
          <LevelRow
            key={policy.id}
            policy={policy}
            isLast={index > 0 && index === policies.length - 1}
            onEdit={() => onEdit(policy)}
            onUp={index > 0 ? () => move(index, index - 1) : undefined}
            onDown={index < policies.length - 1 ? () => move(index, index + 1) : undefined}
          />
        ))}
      </ol>
    </section>
  )
}
