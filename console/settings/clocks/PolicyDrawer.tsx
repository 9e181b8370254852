import { App, Button, Drawer, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicyView } from '../../../domain/clocks/contract.ts'
import { updatePolicy } from '../../../domain/clocks/contract.ts'
import type { ServiceKind } from '../../../domain/clocks/kinds.ts'
import { Field } from '../fields.tsx'
import { ConditionFields, UrgencyField } from './ConditionFields.tsx'
import { draftOf, type PolicyDraft } from './draft.ts'
import { useCreatePolicy, useRemovePolicy, useUpdatePolicy } from './queries.ts'
import { RemindersField, TargetField, TimedInField } from './TimeFields.tsx'

type PolicyDrawerProps = { kind: ServiceKind; policy: PolicyView | null; onClose: () => void }

export function PolicyDrawer({ kind, policy, onClose }: PolicyDrawerProps) {
  const { t } = useTranslation('clocks')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(policy))
  const change = (part: Partial<PolicyDraft>) => setDraft((before) => ({ ...before, ...part }))
  const [create, update] = [useCreatePolicy(), useUpdatePolicy()]
  const isRight = updatePolicy.body.safeParse(draft).success
  const done = () => {
    void message.success(t('levels.saved'))
    onClose()
  }
  const save = () =>
    policy
      ? update.mutate({ id: policy.id, ...draft }, { onSuccess: done })
      : create.mutate({ kind, ...draft }, { onSuccess: done })
  return (
    <Drawer
      open
      size={480}
      title={t(policy ? 'levels.editOf' : 'levels.addOf', { kind: t(`kind.${kind}`) })}
      onClose={onClose}
      footer={
        <div className="level-footer">
          {policy && !policy.shipped && <RemoveButton id={policy.id} onDone={onClose} />}
          <span className="grow quiet">{policy?.shipped && t('levels.shipped')}</span>
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" disabled={!isRight} loading={create.isPending || update.isPending} onClick={save}>
            {ui('save')}
          </Button>
        </div>
      }
    >
      <div className="level-form">
        <p className="quiet">{t(`kindHint.${kind}`)}</p>
        <TargetField draft={draft} onChange={change} />
        <TimedInField draft={draft} onChange={change} />
        <RemindersField draft={draft} onChange={change} />
        <h3>{t('field.conditions')}</h3>
        <UrgencyField value={draft} onChange={change} />
        <ConditionFields value={draft} onChange={change} />
        <Field label={t('field.active')}>
          {(id) => (
            <Switch id={id} className="level-switch" checked={draft.active} onChange={(active) => change({ active })} />
          )}
        </Field>
      </div>
    </Drawer>
  )
}

function RemoveButton({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation('clocks')
  const { t: ui } = useTranslation('ui')
  const { modal } = App.useApp()
  const remove = useRemovePolicy()
  const ask = () =>
    modal.confirm({
      title: t('levels.removeTitle'),
      content: t('levels.removeHint'),
      okText: t('levels.remove'),
      cancelText: ui('cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id }).then(onDone),
    })
  return (
    <Button danger type="text" onClick={ask}>
      {t('levels.remove')}
    </Button>
  )
}
