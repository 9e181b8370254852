import type { ExplanationView } from '../../domain/escalations/contract.ts'

/** How many each person has in these explanations, most first. */
export function byOwner(items: readonly ExplanationView[]): { id: string; name: string; total: number }[] {
  const owners = new Map<string, { id: string; name: string; total: number }>()
  for (const { owner } of items) {
    const before = owners.get(owner.id)
    owners.set(owner.id, { id: owner.id, name: owner.name, total: (before?.total ?? 0) + 1 })
  }
  return [...owners.values()].sort((one, other) => other.total - one.total)
}
