import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DryRun, RuleFields, RuleView } from '../../../domain/tickets/routing/contract.ts'
import { Field } from '../fields.tsx'
import { useDryRun } from './queries.ts'
import { useSentence, useValueName } from './words.ts'

type Tried = RuleFields & { targetName?: string | null }
type DryRunBoxProps = { rules: readonly (Tried | RuleView)[]; onTried?: () => void }

/** How the tickets of the last days would have gone; nothing changes. */
export function DryRunBox({ rules, onTried }: DryRunBoxProps) {
  const { t } = useTranslation('ticket-settings')
  const [days, setDays] = useState(14)
  const run = useDryRun()
  const asked = rules.map(({ name, active, conditions, target }) => ({ name, active, conditions, target }))
  return (
    <div className="routing-dry">
      <div className="routing-ask">
        <Field label={t('dry.days')}>
          {(id) => <InputNumber id={id} min={1} max={90} value={days} onChange={(value) => setDays(value ?? 14)} />}
        </Field>
        <Button loading={run.isPending} onClick={() => run.mutate({ rules: asked, days }, { onSuccess: onTried })}>
          {t('dry.run')}
        </Button>
      </div>
      {run.data && <Outcome rules={rules} data={run.data} />}
    </div>
  )
}

function Outcome({ rules, data }: { rules: DryRunBoxProps['rules']; data: DryRun }) {
  const { t } = useTranslation('ticket-settings')
  const sentence = useSentence()
  const nameOf = useValueName()
  const { total, changed, byRule, byGroup, examples, isShortened } = data
  const ruleName = (index: number | null) => {
    const rule = index === null ? undefined : rules[index]
    if (!rule) return t('dry.noRule')
    return rule.name || sentence(rule, rule.targetName ?? null).when
  }
  const groupName = (name: string) => name || t('dry.noGroup')
  return (
    <div className="level-told" aria-live="polite">
      <p>
        <strong>{t('dry.outcome', { total, changed })}</strong>
        {isShortened && <span className="quiet"> {t('dry.shortened')}</span>}
      </p>
      <h3>{t('dry.byGroup')}</h3>
      <table className="routing-table">
        <thead>
          <tr>
            <th>{t('dry.group')}</th>
            <th>{t('dry.before')}</th>
            <th>{t('dry.after')}</th>
          </tr>
        </thead>
        <tbody>
          {byGroup.map(({ group, before, after }) => (
            <tr key={group.id ?? ''} data-moved={before === after ? undefined : ''}>
              <td>{groupName(group.name)}</td>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('dry.byRule')}</h3>
      <ul className="routing-counts">
        {byRule.map(({ index, count }) => (
          <li key={index ?? 'none'}>
            <span>{ruleName(index)}</span>
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
      {examples.length > 0 && <h3>{t('dry.examples')}</h3>}
      <ul className="routing-examples">
        {examples.map(({ no, category, urgency, before, after }) => (
          <li key={no}>
            <span>{no}</span>
            <span className="quiet">
              {nameOf('urgencies', urgency)} · {nameOf('categories', category)}
            </span>
            <span>{t('dry.moved', { before: groupName(before.name), after: groupName(after.name) })}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
