import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { customerLevels } from '../../../domain/customers/contract.ts'
import { locales } from '../../../domain/locale.ts'
import type { RoutingRules, RuleFields } from '../../../domain/tickets/routing/contract.ts'
import type { RuleConditions } from '../../../domain/tickets/routing/rules.ts'
import { urgencies, urgencyRaisers } from '../../../domain/tickets/urgency.ts'
import { natures, sentiments, stages, ticketChannels } from '../../../domain/tickets/views.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { useCategories } from '../categories/queries.ts'
import { Field } from '../fields.tsx'
import { conditionKeys, useValueName } from './words.ts'

const closed: Partial<Record<keyof RuleConditions, readonly string[]>> = {
  urgencies,
  natures,
  stages,
  channels: ticketChannels,
  sentiments,
  raisers: urgencyRaisers,
  customerLevels,
  locales,
}

type Conditions = RuleFields['conditions']
type ConditionFieldsProps = { value: Conditions; onChange: (value: Conditions) => void }

/** What a rule looks at: several are chosen where one of them has to fit; what is left open is whatever it is. */
export function ConditionFields({ value, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('ticket-settings')
  const nameOf = useValueName()
  const categories = useCategoryOptions()
  const optionsOf = (key: (typeof conditionKeys)[number]) =>
    key === 'categories' ? categories : closed[key]?.map((one) => ({ value: one, label: nameOf(key, one) }))
  return conditionKeys.map((key) => {
    const options = optionsOf(key)
    return (
      <Field key={key} label={t(`condition.${key}`)} help={options ? undefined : t('condition.typed')}>
        {(id) => (
          <Select<string[]>
            id={id}
            mode={options ? 'multiple' : 'tags'}
            allowClear
            placeholder={t('any')}
            value={[...value[key]]}
            options={options ?? []}
            optionFilterProp="label"
            tokenSeparators={options ? undefined : [',', '，', '、']}
            open={options ? undefined : false}
            suffixIcon={options ? undefined : null}
            onChange={(chosen) => onChange({ ...value, [key]: chosen })}
          />
        )}
      </Field>
    )
  })
}

/** Natures with what is below them; the nature itself can be chosen, for all of it. */
function useCategoryOptions() {
  const localized = useLocalized()
  const items = useCategories().data?.items ?? []
  const names = new Map(items.map(({ key, name }) => [key, localized(name)]))
  return items.map(({ key, parent, name }) => ({
    value: key,
    label: parent ? `${names.get(parent)} / ${localized(name)}` : localized(name),
  }))
}

type Target = RuleFields['target']
type TargetFieldProps = { value: Target; known: RoutingRules; onChange: (target: Target) => void }
const kinds = [
  'group',
  'least_load',
  'seniors',
  'seniors_or_supervisor',
  'supervisor',
  'department',
  'person',
  'last_contact',
] as const
type Kind = (typeof kinds)[number]

const kindOf = (target: Target): Kind =>
  target.to === 'seniors' && target.orSupervisor ? 'seniors_or_supervisor' : target.to

/** The target of this kind, with the place or person where it needs one. */
function targetOf(kind: Kind, id: string | null): Target {
  if (kind === 'seniors_or_supervisor') return { to: 'seniors', groupId: id, orSupervisor: true }
  if (kind === 'seniors') return { to: 'seniors', groupId: id, orSupervisor: false }
  if (kind === 'department') return { to: 'department', departmentId: id ?? '' }
  if (kind === 'person') return { to: 'person', staffId: id ?? '' }
  return kind === 'group' || kind === 'least_load' ? { to: kind, groupId: id } : { to: kind }
}

function chosenOf(target: Target): string | null {
  if ('groupId' in target) return target.groupId
  return (target.to === 'department' ? target.departmentId : target.to === 'person' ? target.staffId : null) || null
}

export function TargetField({ value, known, onChange }: TargetFieldProps) {
  const { t } = useTranslation('ticket-settings')
  const kind = kindOf(value)
  const list = kind === 'department' ? known.departments : kind === 'person' ? known.people : known.groups
  const hasPlace = kind !== 'supervisor' && kind !== 'last_contact'
  const label = kind === 'department' ? 'department' : kind === 'person' ? 'person' : 'group'
  return (
    <>
      <Field label={t('field.target')} help={t(`target.${kind}Help`)}>
        {(id) => (
          <Select<Kind>
            id={id}
            value={kind}
            options={kinds.map((one) => ({ value: one, label: t(`target.${one}`) }))}
            onChange={(one) => onChange(targetOf(one, null))}
          />
        )}
      </Field>
      {hasPlace && (
        <Field label={t(`field.${label}`)}>
          {(id) => (
            <Select
              id={id}
              allowClear={label === 'group'}
              placeholder={label === 'group' ? t('categoryGroup') : t('choose')}
              value={chosenOf(value)}
              options={list.map((one) => ({ value: one.id, label: one.name }))}
              optionFilterProp="label"
              showSearch
              onChange={(chosen: string | undefined) => onChange(targetOf(kind, chosen ?? null))}
            />
          )}
        </Field>
      )}
    </>
  )
}
