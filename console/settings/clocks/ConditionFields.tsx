import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type PolicyConditions, urgencies } from '../../../domain/clocks/policies.ts'
import { ticketChannels } from '../../../domain/tickets/views.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { useCategories } from '../categories/queries.ts'
import { Field } from '../fields.tsx'
import { useGroupNames } from './groups.ts'

type ConditionFieldsProps = { value: PolicyConditions; onChange: (part: Partial<PolicyConditions>) => void }

/** What a rule looks at; what is left open is whatever it is. */
export function ConditionFields({ value, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('clocks')
  const groups = useGroupNames()
  const categories = useCategoryOptions()
  const any = { allowClear: true, placeholder: t('any') }
  return (
    <>
      <Field label={t('field.category')}>
        {(id) => (
          <Select
            {...any}
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={value.category}
            options={categories}
            onChange={(category) => onChange({ category: category ?? null })}
          />
        )}
      </Field>
      <Field label={t('field.channel')}>
        {(id) => (
          <Select
            {...any}
            id={id}
            value={value.channel}
            options={ticketChannels.map((one) => ({ value: one as string, label: t(`channel.${one}`) }))}
            onChange={(channel) => onChange({ channel: channel ?? null })}
          />
        )}
      </Field>
      <Field label={t('field.group')}>
        {(id) => (
          <Select
            {...any}
            id={id}
            value={value.groupId}
            options={[...groups].map(([value, label]) => ({ value, label }))}
            onChange={(groupId) => onChange({ groupId: groupId ?? null })}
          />
        )}
      </Field>
      <Field label={t('field.customerLevel')} help={t('field.customerLevelHelp')}>
        {(id) => (
          <Input
            id={id}
            value={value.customerLevel ?? ''}
            maxLength={40}
            placeholder={t('any')}
            onChange={({ target }) => onChange({ customerLevel: target.value.trim() || null })}
          />
        )}
      </Field>
    </>
  )
}

export function UrgencyField({ value, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('clocks')
  return (
    <Field label={t('field.urgency')}>
      {(id) => (
        <Select
          id={id}
          allowClear
          placeholder={t('any')}
          value={value.urgency}
          options={urgencies.map((one) => ({ value: one, label: t(`urgency.${one}`) }))}
          onChange={(urgency) => onChange({ urgency: urgency ?? null })}
        />
      )}
    </Field>
  )
}

/** Natures with what is below them; the nature itself can be chosen, for all of it. */
function useCategoryOptions() {
  const localized = useLocalized()
  const items = useCategories().data?.items ?? []
  const nameOf = new Map(items.map(({ key, name }) => [key, localized(name)]))
  return items.map(({ key, parent, name }) => ({
    value: key,
    label: parent ? `${nameOf.get(parent)} / ${localized(name)}` : localized(name),
  }))
}
