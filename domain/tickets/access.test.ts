import { describe, expect, test } from 'vitest'
import type { Staff } from '../identity/actor.ts'
import type { Role } from '../identity/roles.ts'
import {
  canAnswerForDepartment,
  canNoteTicket,
  canOverseeTicket,
  canReassignTicket,
  canTakeTicket,
  canViewTicket,
  canWorkTicket,
  seesOnlyPart,
  type TicketFacts,
} from './access.ts'

const me = (role: Role): Staff => ({
  ...{ kind: 'staff', id: 'me', name: '我', staffNo: '1', roles: [role], groupIds: ['a'], sessionId: 's' },
  departmentId: role === 'department_contact' ? 'd' : null,
  locale: 'zh-CN',
})
const foreign: TicketFacts = {
  ...{ id: 't', state: 'in_progress', groupId: 'b', departmentId: null, nodeDepartmentIds: [], assigneeId: 'x' },
  ...{ firstResponsibleId: 'x', createdBy: null, handoverTo: null, customerId: null },
}
const tickets = {
  foreign,
  mine: { ...foreign, assigneeId: 'me' },
  'first responsible': { ...foreign, firstResponsibleId: 'me' },
  'of my group': { ...foreign, groupId: 'a' },
  'free in my group': { ...foreign, groupId: 'a', assigneeId: null, state: 'new' as const },
  'left to my group': { ...foreign, groupId: 'a', assigneeId: null },
  'free elsewhere': { ...foreign, assigneeId: null, state: 'new' as const },
  'of my department': { ...foreign, departmentId: 'd' },
  'a part of it': { ...foreign, nodeDepartmentIds: ['e', 'd'] },
  'opened by me': { ...foreign, createdBy: 'me' },
  'asked to take over': { ...foreign, handoverTo: 'me' },
} satisfies Record<string, TicketFacts>
type Name = keyof typeof tickets
const names = Object.keys(tickets) as Name[]

// domain/model 2.5. v view, t take, w work, n note, d answer for the department, r reassign, o oversee.
const rights = {
  v: canViewTicket,
  t: canTakeTicket,
  w: canWorkTicket,
  n: canNoteTicket,
  d: canAnswerForDepartment,
  r: canReassignTicket,
  o: canOverseeTicket,
}
const all = (row: string) => Object.fromEntries(names.map((name) => [name, row])) as Record<Name, string>
const none = all('')
const table: Partial<Record<Role, Record<Name, string>>> = {
  agent: {
    ...none,
    ...{ mine: 'vwnr', 'first responsible': 'vwnr', 'free in my group': 'vt', 'left to my group': 'vt' },
    ...{ 'opened by me': 'v', 'asked to take over': 'v' },
  },
  senior_agent: {
    ...none,
    ...{ mine: 'vwnr', 'first responsible': 'vwnr', 'of my group': 'vwnr' },
    ...{ 'free in my group': 'vtwnr', 'left to my group': 'vtwnr', 'opened by me': 'v', 'asked to take over': 'v' },
  },
  supervisor: {
    ...none,
    ...{ mine: 'vwnro', 'first responsible': 'vwnro', 'of my group': 'vwnro' },
    ...{ 'free in my group': 'vtwnro', 'left to my group': 'vtwnro', 'opened by me': 'v', 'asked to take over': 'v' },
  },
  department_contact: {
    ...none,
    ...{ 'of my department': 'vnd', 'a part of it': 'vnd', 'opened by me': 'v', 'asked to take over': 'v' },
  },
  management: all('vr'),
  privacy_officer: all('v'),
  administrator: none,
  quality_reviewer: none,
}

const cells = Object.entries(table).flatMap(([role, row]) =>
  names.map((name) => [role as Role, name, row[name]] as const),
)

test.each(cells)('%s, %s: %s', (role, name, expected) => {
  const actor = me(role)
  const found = Object.entries(rights).flatMap(([letter, may]) => (may(actor, tickets[name]) ? [letter] : []))
  expect(found.join('')).toBe(expected)
})

describe('what is final', () => {
  test.each(['archived', 'merged', 'cancelled'] as const)('%s is only read', (state) => {
    const facts = { ...tickets['of my group'], state }
    const actor = me('supervisor')
    expect(canViewTicket(actor, facts)).toBe(true)
    for (const may of [canWorkTicket, canNoteTicket, canReassignTicket, canOverseeTicket])
      expect(may(actor, facts)).toBe(false)
  })
})

test.each([
  ['department_contact', 'a part of it', true],
  ['department_contact', 'of my department', true],
  ['department_contact', 'opened by me', false],
  ['supervisor', 'of my group', false],
  ['management', 'a part of it', false],
] as const)('%s, %s: only a part is seen: %s', (role, name, part) => {
  expect(seesOnlyPart(me(role), tickets[name])).toBe(part)
})

test('a customer sees their own', () => {
  const visitor = { kind: 'visitor', id: 'v', siteId: 's', customerId: 'c', locale: 'zh-CN' } as const
  expect(canViewTicket(visitor, { ...foreign, customerId: 'c' })).toBe(true)
  expect([canViewTicket(visitor, foreign), canViewTicket({ kind: 'anonymous', locale: 'en' }, foreign)]).toEqual([
    false,
    false,
  ])
})
