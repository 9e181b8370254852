import { App, Button, Drawer, Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../domain/locale.ts'
import { createField, type FieldView, type NewField } from '../../../domain/tickets/field-contract.ts'
import { fieldKinds } from '../../../domain/tickets/fields.ts'
import { natures } from '../../../domain/tickets/views.ts'
import { languageNames } from '../../session/LanguageChoice.tsx'
import { Field } from '../fields.tsx'
import { useCreateField, useRemoveField, useUpdateField } from './queries.ts'

type FieldDrawerProps = { field: FieldView | null; onClose: () => void }

const fresh: NewField = {
  key: '',
  kind: 'text',
  label: { 'zh-CN': '', 'zh-TW': '', en: '' },
  choices: [],
  requiredAt: 'never',
  nature: null,
  active: true,
}

function draftOf(field: FieldView | null): NewField {
  if (!field) return fresh
  const { id: _, usedBy: __, ...draft } = field
  return draft
}

export function FieldDrawer({ field, onClose }: FieldDrawerProps) {
  const { t } = useTranslation('ticket-settings')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const [draft, setDraft] = useState<NewField>(() => draftOf(field))
  const change = (part: Partial<NewField>) => setDraft((before) => ({ ...before, ...part }))
  const [create, update] = [useCreateField(), useUpdateField()]
  const isRight = createField.body.safeParse(draft).success && (draft.kind !== 'choice' || draft.choices.length > 0)
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  const save = () => {
    const { key: _, kind: __, ...rest } = draft
    return field
      ? update.mutate({ id: field.id, ...rest }, { onSuccess: done })
      : create.mutate(draft, { onSuccess: done })
  }
  return (
    <Drawer
      open
      size={480}
      title={t(field ? 'fields.edit' : 'fields.add')}
      onClose={onClose}
      footer={
        <div className="level-footer">
          {field && <RemoveButton field={field} onDone={onClose} />}
          <span className="grow" />
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" disabled={!isRight} loading={create.isPending || update.isPending} onClick={save}>
            {ui('save')}
          </Button>
        </div>
      }
    >
      <div className="level-form">
        <FieldForm draft={draft} isNew={!field} onChange={change} />
      </div>
    </Drawer>
  )
}

type FieldFormProps = { draft: NewField; isNew: boolean; onChange: (part: Partial<NewField>) => void }

function FieldForm({ draft, isNew, onChange }: FieldFormProps) {
  const { t } = useTranslation('ticket-settings')
  return (
    <>
      {locales.map((locale) => (
        <Field key={locale} label={t('fields.label', { language: languageNames[locale] })}>
          {(id) => (
            <Input
              id={id}
              lang={locale}
              maxLength={40}
              value={draft.label[locale]}
              onChange={({ target }) => onChange({ label: { ...draft.label, [locale]: target.value } })}
            />
          )}
        </Field>
      ))}
      <Field label={t('fields.key')} help={t('fields.keyHelp')}>
        {(id) => (
          <Input
            id={id}
            maxLength={40}
            disabled={!isNew}
            placeholder="tracking_no"
            value={draft.key}
            onChange={({ target }) => onChange({ key: target.value.trim() })}
          />
        )}
      </Field>
      <Rules draft={draft} isNew={isNew} onChange={onChange} />
    </>
  )
}

const moments = ['never', 'creation', 'resolution'] as const

function Rules({ draft, isNew, onChange }: FieldFormProps) {
  const { t } = useTranslation('ticket-settings')
  const { t: words } = useTranslation('tickets')
  return (
    <>
      <Field label={t('fields.kind')}>
        {(id) => (
          <Select
            id={id}
            disabled={!isNew}
            value={draft.kind}
            options={fieldKinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
            onChange={(kind) => onChange({ kind, ...(kind !== 'choice' && { choices: [] }) })}
          />
        )}
      </Field>
      {draft.kind === 'choice' && (
        <Field label={t('fields.choices')} help={t('condition.typed')}>
          {(id) => (
            <Select<string[]>
              id={id}
              mode="tags"
              open={false}
              suffixIcon={null}
              tokenSeparators={[',', '，', '、']}
              value={draft.choices}
              onChange={(choices) => onChange({ choices })}
            />
          )}
        </Field>
      )}
      <Field label={t('fields.required')}>
        {(id) => (
          <Select
            id={id}
            value={draft.requiredAt}
            options={moments.map((one) => ({ value: one, label: t(`required.${one}`) }))}
            onChange={(requiredAt) => onChange({ requiredAt })}
          />
        )}
      </Field>
      <Field label={t('fields.nature')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            placeholder={t('fields.all')}
            value={draft.nature}
            options={natures.map((one) => ({ value: one, label: words(`nature.${one}`) }))}
            onChange={(nature) => onChange({ nature: nature ?? null })}
          />
        )}
      </Field>
      <Field label={t('field.active')}>
        {(id) => (
          <Switch id={id} className="level-switch" checked={draft.active} onChange={(active) => onChange({ active })} />
        )}
      </Field>
    </>
  )
}

function RemoveButton({ field, onDone }: { field: FieldView; onDone: () => void }) {
  const { t } = useTranslation('ticket-settings')
  const { t: ui } = useTranslation('ui')
  const { modal } = App.useApp()
  const remove = useRemoveField()
  const ask = () =>
    modal.confirm({
      title: t('fields.removeTitle'),
      content: t('fields.removeHint'),
      okText: t('remove'),
      cancelText: ui('cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id: field.id }).then(onDone),
    })
  return (
    <Button danger type="text" disabled={field.usedBy > 0} onClick={ask}>
      {t('remove')}
    </Button>
  )
}
