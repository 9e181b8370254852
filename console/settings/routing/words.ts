import { useTranslation } from 'react-i18next'
import type { RuleFields } from '../../../domain/tickets/routing/contract.ts'
import type { RuleConditions } from '../../../domain/tickets/routing/rules.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { languageNames } from '../../session/LanguageChoice.tsx'
import { useCategories } from '../categories/queries.ts'

export const conditionKeys = [
  'urgencies',
  'natures',
  'categories',
  'stages',
  'channels',
  'raisers',
  'sentiments',
  'customerLevels',
  'customerTags',
  'locales',
  'words',
] as const satisfies readonly (keyof RuleConditions)[]
type ConditionKey = (typeof conditionKeys)[number]

/** What a value of a condition is called. */
export function useValueName(): (key: ConditionKey, value: string) => string {
  const { t } = useTranslation('tickets')
  const { t: words } = useTranslation('ticket-settings')
  const localized = useLocalized()
  const categories = useCategories().data?.items ?? []
  return (key, value) => {
    switch (key) {
      case 'urgencies':
        return t(`urgency.${value}`)
      case 'natures':
        return t(`nature.${value}`)
      case 'stages':
        return t(`stage.${value}`)
      case 'channels':
        return t(`channel.${value}`)
      case 'sentiments':
        return t(`sentiment.${value}`)
      case 'raisers':
        return t(`raiser.${value}`)
      case 'customerLevels':
        return words(`level.${value}`, { defaultValue: value })
      case 'locales':
        return languageNames[value as keyof typeof languageNames]
      case 'categories': {
        const found = categories.find((one) => one.key === value)
        return found ? localized(found.name) : value
      }
      default:
        return value
    }
  }
}

/** A rule as a sentence: whom it is for, and where it goes. */
export function useSentence(): (rule: RuleFields, targetName: string | null) => { when: string; goes: string } {
  const { t } = useTranslation('ticket-settings')
  const nameOf = useValueName()
  return ({ conditions, target }, targetName) => {
    const parts = conditionKeys.flatMap((key) => {
      const values = conditions[key].map((value) => nameOf(key, value))
      return values.length > 0 ? [t(`when.${key}`, { values: values.join(t('or')) })] : []
    })
    const group = targetName ?? t('categoryGroup')
    const kind = target.to === 'seniors' && target.orSupervisor ? 'seniors_or_supervisor' : target.to
    return { when: parts.join(t('and')) || t('everything'), goes: t(`then.${kind}`, { group, name: targetName ?? '' }) }
  }
}
