import { App, Button, Drawer, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoutingRules, RuleFields, RuleView } from '../../../domain/tickets/routing/contract.ts'
import { updateRoutingRule } from '../../../domain/tickets/routing/contract.ts'
import { anything } from '../../../domain/tickets/routing/rules.ts'
import { Field } from '../fields.tsx'
import { ConditionFields, TargetField } from './ConditionFields.tsx'
import { DryRunBox } from './DryRunBox.tsx'
import { useCreateRule, useRemoveRule, useUpdateRule } from './queries.ts'

type RuleDrawerProps = { rule: RuleView | null; known: RoutingRules; onClose: () => void }

const fresh: RuleFields = { name: '', active: true, conditions: anything, target: { to: 'group', groupId: null } }

function fieldsOf(rule: RuleView | null): RuleFields {
  if (!rule) return fresh
  const { name, active, conditions, target } = rule
  return { name, active, conditions, target }
}

/** The rules as they would be with this one. */
function wished({ items }: RoutingRules, rule: RuleView | null, draft: RuleFields): RuleFields[] {
  return rule ? items.map((one) => (one.id === rule.id ? draft : one)) : [draft, ...items]
}

export function RuleDrawer({ rule, known, onClose }: RuleDrawerProps) {
  const { t } = useTranslation('ticket-settings')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const [draft, setDraft] = useState<RuleFields>(() => fieldsOf(rule))
  const [tried, setTried] = useState('')
  const change = (part: Partial<RuleFields>) => setDraft((before) => ({ ...before, ...part }))
  const [create, update] = [useCreateRule(), useUpdateRule()]
  const isRight = updateRoutingRule.body.safeParse(draft).success
  // Switched on only after it was tried as it stands now.
  const isUntried = draft.active && !rule?.active && tried !== JSON.stringify(draft)
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  const save = () =>
    rule ? update.mutate({ id: rule.id, ...draft }, { onSuccess: done }) : create.mutate(draft, { onSuccess: done })
  return (
    <Drawer
      open
      size={520}
      title={t(rule ? 'routing.edit' : 'routing.add')}
      onClose={onClose}
      footer={
        <div className="level-footer">
          {rule && !rule.shipped && <RemoveButton id={rule.id} onDone={onClose} />}
          <span className="grow quiet">{isUntried ? t('dry.first') : rule?.shipped && t('routing.shipped')}</span>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button
            type="primary"
            disabled={!isRight || isUntried}
            loading={create.isPending || update.isPending}
            onClick={save}
          >
            {ui('save')}
          </Button>
        </div>
      }
    >
      <div className="level-form">
        <Field label={t('field.name')} help={t('field.nameHelp')}>
          {(id) => (
            <Input
              id={id}
              value={draft.name}
              maxLength={60}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
        <h3>{t('field.when')}</h3>
        <ConditionFields value={draft.conditions} onChange={(conditions) => change({ conditions })} />
        <h3>{t('field.then')}</h3>
        <TargetField value={draft.target} known={known} onChange={(target) => change({ target })} />
        <Field label={t('field.active')}>
          {(id) => (
            <Switch id={id} className="level-switch" checked={draft.active} onChange={(active) => change({ active })} />
          )}
        </Field>
        <h3>{t('dry.title')}</h3>
        <DryRunBox rules={wished(known, rule, draft)} onTried={() => setTried(JSON.stringify(draft))} />
      </div>
    </Drawer>
  )
}

function RemoveButton({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('ticket-settings')
  const { t: ui } = useTranslation('ui')
  const { modal } = App.useApp()
  const remove = useRemoveRule()
  const ask = () =>
    modal.confirm({
      title: t('routing.removeTitle'),
      content: t('routing.removeHint'),
      okText: t('remove'),
      cancelText: ui('cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id }).then(onDone),
    })
  return (
    <Button danger type="text" onClick={ask}>
      {t('remove')}
    </Button>
  )
}
