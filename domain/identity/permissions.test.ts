import { describe, expect, test } from 'vitest'
import { may, type Permission, permissionTable, type Scope, scopesOf } from './permissions.ts'
import { areCompatible, type Role, roles } from './roles.ts'

/** The rows of domain/model 2.5 that this table covers, letter by letter. */
const model = `
| action                    | agent | senior | supervisor | dept   | QA      | knowledge  | mgmt | admin | officer |
| take conversations        | Y     | Y      | Y          | -      | -       | -          | -    | -     | -       |
| view conversations        | O     | G      | G          | linked | sampled | anonymised | M    | -     | M       |
| create ticket             | Y     | Y      | Y          | Y      | -       | -          | -    | -     | -       |
| work ticket               | O     | G      | G          | D      | -       | -          | -    | -     | -       |
| change urgency down       | -     | A      | Y          | -      | -       | -          | -    | -     | -       |
| reassign                  | O     | G      | G          | D      | -       | -          | Y    | -     | -       |
| merge/cancel              | -     | A      | Y          | -      | -       | -          | -    | -     | -       |
| close complaint           | -     | Y      | Y          | -      | -       | -          | -    | -     | -       |
| see full phone/e-mail     | O     | O      | Y          | -      | -       | -          | -    | -     | Y       |
| manage scripts            | P     | P      | P          | -      | P       | Y          | -    | -     | -       |
| reports                   | O     | G      | G          | D      | view    | view       | Y    | -     | -       |
| users, roles, SLA, routing| -     | -      | view       | -      | -       | -          | view | Y     | view    |
| read/verify audit log     | -     | -      | -          | -      | -       | -          | -    | -     | Y       |
`
const permissionOf: Record<string, Permission> = {
  'take conversations': 'conversations.take',
  'view conversations': 'conversations.view',
  'create ticket': 'tickets.create',
  'work ticket': 'tickets.work',
  'change urgency down': 'tickets.lower_urgency',
  reassign: 'tickets.reassign',
  'merge/cancel': 'tickets.merge',
  'close complaint': 'complaints.close',
  'see full phone/e-mail': 'customers.reveal_contact',
  'manage scripts': 'scripts.manage',
  reports: 'reports.view',
  'users, roles, SLA, routing': 'settings.manage',
  'read/verify audit log': 'audit.read',
}
const columns: Role[] = [
  'agent',
  'senior_agent',
  'supervisor',
  'department_contact',
  'quality_reviewer',
  'knowledge_manager',
  'management',
  'administrator',
  'privacy_officer',
]
const scopeOfLetter: Record<string, Scope> = {
  Y: 'all',
  O: 'own',
  G: 'group',
  D: 'department',
  A: 'approval',
  M: 'masked',
  P: 'propose',
}
const rows = model
  .trim()
  .split('\n')
  .slice(1)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )

describe('the permission table is that of domain/model 2.5', () => {
  test.each(rows.map(([action = '', ...letters]) => ({ action, letters })))('$action', ({ action, letters }) => {
    const permission = permissionOf[action] as Permission
    const expected = letters.map((letter) => (letter === '-' ? [] : [scopeOfLetter[letter] ?? letter]))
    expect(columns.map((role) => scopesOf([role], permission))).toEqual(expected)
  })

  test('every permission is named in the model or follows from it', () => {
    const derived: Permission[] = [
      'callbacks.view',
      'callbacks.work',
      'commitments.view',
      'commitments.work',
      'complaints.view',
      'complaints.work',
      'conversations.supervise',
      'escalations.answer',
      'escalations.view',
      'scripts.use',
      'shift_checks.view',
      'shifts.manage',
      'shifts.view',
      'tickets.export',
      'tickets.view',
      'wall.view',
    ]
    const covered = [...Object.values(permissionOf), ...derived].sort()
    expect(Object.keys(permissionTable).sort()).toEqual(covered)
  })
})

describe('permissions', () => {
  test('several roles add up', () => {
    expect(scopesOf(['agent', 'supervisor'], 'conversations.view')).toEqual(['own', 'group'])
    expect(may(['trainer', 'agent'], 'conversations.take')).toBe(true)
  })

  test('nobody without a role may do anything', () => {
    for (const permission of Object.keys(permissionTable) as Permission[]) expect(may([], permission)).toBe(false)
  })

  test('administrators see no content', () => {
    const content: Permission[] = ['conversations.view', 'conversations.take', 'customers.reveal_contact', 'audit.read']
    for (const permission of content) expect(may(['administrator'], permission)).toBe(false)
  })

  test('only administrator and privacy officer exclude each other', () => {
    const clashing = roles.flatMap((a) => roles.filter((b) => a < b && !areCompatible([a, b])).map((b) => [a, b]))
    expect(clashing).toEqual([['administrator', 'privacy_officer']])
  })
})
