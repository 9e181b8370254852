import { useLocalized } from '../../i18n/useLocale.ts'
import { useGroups } from '../../staff/queries.ts'

export function useGroupNames(): ReadonlyMap<string, string> {
  const localized = useLocalized()
  return new Map((useGroups().data ?? []).map(({ id, name }) => [id, localized(name)]))
}
