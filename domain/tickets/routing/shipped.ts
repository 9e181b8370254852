import { anything, type RoutingRule } from './rules.ts'

/** Fixed, so that a centre's change of a shipped rule finds it again. */
const shippedId = (position: number) => `00000000-0000-7000-8000-0000000002${String(position).padStart(2, '0')}`

const inOrder: Pick<RoutingRule, 'active' | 'conditions' | 'target'>[] = [
  {
    active: true,
    conditions: { ...anything, urgencies: ['critical'] },
    target: { to: 'seniors', groupId: null, orSupervisor: true },
  },
  {
    active: true,
    conditions: { ...anything, natures: ['complaint'] },
    target: { to: 'seniors', groupId: null, orSupervisor: false },
  },
  { active: true, conditions: anything, target: { to: 'last_contact' } },
  // For a centre that gives work out instead of letting people take it.
  { active: false, conditions: anything, target: { to: 'least_load', groupId: null } },
  { active: true, conditions: anything, target: { to: 'group', groupId: null } },
]

/** Model 2.4: critical, complaint, the last contact, the category's group. */
export const shippedRules: readonly RoutingRule[] = inOrder.map((rule, index) => ({
  ...rule,
  id: shippedId(index + 1),
  name: '',
  position: 1000 + index,
}))

export const isShippedRule = (id: string) => shippedRules.some((one) => one.id === id)
