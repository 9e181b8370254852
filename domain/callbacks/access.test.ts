import { expect, test } from 'vitest'
import type { Staff } from '../identity/actor.ts'
import type { Role } from '../identity/roles.ts'
import {
  type CallbackFacts,
  canAssignCallback,
  canCancelCallback,
  canTakeCallback,
  canViewCallback,
  canWorkCallback,
} from './access.ts'

const person = (role: Role, id = 'me'): Staff => ({
  kind: 'staff',
  id,
  name: '',
  staffNo: '',
  roles: [role],
  groupIds: ['a'],
  departmentId: null,
  locale: 'zh-CN',
  sessionId: '',
})
const facts: Record<string, CallbackFacts> = {
  mine: { ownerId: 'me', groupId: 'a', isOpen: true },
  'of my group': { ownerId: 'other', groupId: 'a', isOpen: true },
  'nobody’s': { ownerId: null, groupId: 'a', isOpen: true },
  foreign: { ownerId: 'other', groupId: 'b', isOpen: true },
  'nobody’s elsewhere': { ownerId: null, groupId: 'b', isOpen: true },
  over: { ownerId: 'me', groupId: 'a', isOpen: false },
}
const rights = {
  view: canViewCallback,
  work: canWorkCallback,
  take: canTakeCallback,
  assign: canAssignCallback,
  cancel: canCancelCallback,
}
const may = (role: Role, relation: keyof typeof facts) =>
  Object.entries(rights).flatMap(([name, right]) =>
    right(person(role), facts[relation] as CallbackFacts) ? [name] : [],
  )

test.each([
  ['agent', 'mine', 'view work'],
  ['agent', 'of my group', ''],
  ['agent', 'nobody’s', 'view take'],
  ['agent', 'foreign', ''],
  ['agent', 'nobody’s elsewhere', ''],
  ['agent', 'over', 'view'],
  ['senior_agent', 'of my group', 'view work assign'],
  ['senior_agent', 'nobody’s', 'view work take assign'],
  ['senior_agent', 'foreign', ''],
  ['supervisor', 'of my group', 'view work assign cancel'],
  ['supervisor', 'foreign', ''],
  ['supervisor', 'over', 'view'],
  ['management', 'foreign', 'view'],
  ['management', 'nobody’s', 'view'],
  ['administrator', 'of my group', ''],
  ['quality_reviewer', 'of my group', ''],
  ['department_contact', 'mine', ''],
] as const)('%s, %s: %s', (role, relation, expected) => {
  expect(may(role, relation).join(' ')).toBe(expected)
})
