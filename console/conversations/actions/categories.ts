import { useQuery } from '@tanstack/react-query'
import { type CategoryView, listCategories } from '../../../domain/settings/contract.ts'
import { call } from '../../api.ts'
import { useLocalized } from '../../i18n/useLocale.ts'

export const stages = ['presales', 'aftersales', 'complaint', 'info_change', 'proactive'] as const
export type Stage = (typeof stages)[number]

export function useCategories() {
  return useQuery({
    queryKey: ['categories'],
    queryFn: async ({ signal }) => (await call(listCategories, {}, signal)).items,
    staleTime: 300_000,
  })
}

export type Choice = { value: string; label: string; children?: Choice[] }

/** SOP 003: nature first, then the matter; what was put away is no longer offered. */
export function treeOf(items: readonly CategoryView[], nameOf: (category: CategoryView) => string): Choice[] {
  const active = items.filter((item) => item.active).toSorted((one, other) => one.position - other.position)
  const under = (parent: string | null): Choice[] =>
    active
      .filter((item) => item.parent === parent)
      .map((item) => {
        const children = under(item.key)
        return { value: item.key, label: nameOf(item), ...(children.length > 0 ? { children } : {}) }
      })
  return under(null).filter((nature) => nature.children)
}

/** The way from the nature down to `key`. */
export function pathTo(items: readonly CategoryView[], key: string | null): string[] {
  const item = items.find((one) => one.key === key)
  return item ? [...pathTo(items, item.parent), item.key] : []
}

export function stageOf(items: readonly CategoryView[], key: string | undefined): Stage | undefined {
  const stage = items.find((item) => item.key === key)?.stage
  return stages.find((one) => one === stage)
}

/** A category in words: "咨询 / 物流查询". */
export function useCategoryName(): (key: string) => string {
  const { data = [] } = useCategories()
  const nameOf = useLocalized()
  return (key) =>
    pathTo(data, key)
      .map((part) => data.find((item) => item.key === part))
      .map((item) => (item ? nameOf(item.name) : ''))
      .join(' / ') || key
}
