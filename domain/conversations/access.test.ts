import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor, Staff } from '../identity/actor.ts'
import { type Role, roles } from '../identity/roles.ts'
import { type ConversationFacts, canAccept, canNote, canReply, canSteer, canSupervise, canView } from './access.ts'
import { conversationStates } from './lifecycle.ts'

const me = 'me'
const person = (role: Role | readonly Role[], groupIds: string[] = ['a']): Staff => ({
  kind: 'staff',
  id: me,
  name: '小王',
  staffNo: '1001',
  roles: typeof role === 'string' ? [role] : role,
  groupIds,
  departmentId: null,
  locale: 'zh-CN',
  sessionId: '',
})
const talk = (part: Partial<ConversationFacts> = {}): ConversationFacts => ({
  id: 'c',
  state: 'active',
  visitorId: 'v',
  groupId: 'a',
  assigneeId: 'other',
  firstResponsibleId: 'other',
  offeredTo: null,
  participantIds: [],
  ...part,
})

const relations = {
  assignee: talk({ assigneeId: me, groupId: 'b' }),
  first_responsible: talk({ firstResponsibleId: me, groupId: 'b' }),
  participant: talk({ participantIds: [me], groupId: 'b' }),
  offered: talk({ state: 'queued', assigneeId: null, offeredTo: me, groupId: 'b' }),
  group_queue: talk({ state: 'queued', assigneeId: null }),
  group: talk(),
  stranger: talk({ groupId: 'b' }),
  stranger_queue: talk({ state: 'queued', assigneeId: null, groupId: 'b' }),
  no_group: talk({ groupId: null }),
}
type Relation = keyof typeof relations
const rules = {
  view: canView,
  accept: canAccept,
  reply: canReply,
  note: canNote,
  steer: canSteer,
  supervise: canSupervise,
}
type Need = keyof typeof rules

// v view, a accept, r reply, n note, s steer, u supervise (domain/model 2.5).
const letters: Record<string, Need> = { v: 'view', a: 'accept', r: 'reply', n: 'note', s: 'steer', u: 'supervise' }
const rights: Partial<Record<Role, Record<Relation, string>>> = {
  agent: {
    assignee: 'vrns',
    first_responsible: 'vn',
    participant: 'vrn',
    offered: 'van',
    group_queue: 'van',
    group: '',
    stranger: '',
    stranger_queue: '',
    no_group: '',
  },
  senior_agent: {
    assignee: 'vrns',
    first_responsible: 'vn',
    participant: 'vrn',
    offered: 'van',
    group_queue: 'van',
    group: 'vn',
    stranger: '',
    stranger_queue: '',
    no_group: '',
  },
  supervisor: {
    assignee: 'vrnsu',
    first_responsible: 'vnsu',
    participant: 'vrnsu',
    offered: 'vansu',
    group_queue: 'vansu',
    group: 'vnsu',
    stranger: '',
    stranger_queue: '',
    no_group: '',
  },
}
const takers: readonly Role[] = ['agent', 'senior_agent', 'supervisor']
const cases = takers.flatMap((role) =>
  (Object.keys(relations) as Relation[]).map((relation) => ({
    role,
    relation,
    may: rights[role]?.[relation] ?? '',
  })),
)

describe('what a person may do with a conversation (domain/model 2.5)', () => {
  test.each(cases)('$role, $relation: "$may"', ({ role, relation, may }) => {
    const allowed = Object.entries(letters)
      .filter(([, need]) => rules[need](person(role), relations[relation]))
      .map(([letter]) => letter)
    expect(allowed.join('')).toBe(may)
  })

  test.each(roles.filter((role) => !takers.includes(role)))('%s: nothing but steering what is assigned', (role) => {
    for (const facts of Object.values(relations))
      for (const need of ['view', 'accept', 'reply', 'note', 'supervise'] as const)
        expect(rules[need](person(role), facts)).toBe(false)
  })

  test('a waiting customer is seen by the group, and no longer once somebody took them', () => {
    expect(canView(person('agent'), relations.group_queue)).toBe(true)
    expect(canView(person('agent'), { ...relations.group_queue, state: 'active', assigneeId: 'other' })).toBe(false)
  })

  test('only a waiting conversation can be accepted', () => {
    for (const state of conversationStates)
      expect(canAccept(person('agent'), talk({ state, assigneeId: null }))).toBe(state === 'queued')
  })
})

describe('others', () => {
  const visitor = (id: string): Actor => ({ kind: 'visitor', id, siteId: 's', customerId: 'k', locale: 'zh-CN' })

  test('a visitor reads and writes the own conversation and no other', () => {
    expect([canView(visitor('v'), talk()), canReply(visitor('v'), talk())]).toEqual([true, true])
    expect([canView(visitor('w'), talk()), canReply(visitor('w'), talk())]).toEqual([false, false])
    expect(canView(visitor('v'), talk({ visitorId: null }))).toBe(false)
    for (const need of ['accept', 'note', 'steer', 'supervise'] as const)
      expect(rules[need](visitor('v'), talk())).toBe(false)
  })

  test('somebody unknown may nothing', () => {
    for (const rule of Object.values(rules)) expect(rule({ kind: 'anonymous', locale: 'en' }, talk())).toBe(false)
  })
})

test('whoever may do something with a conversation may see it', () => {
  const facts = fc.record({
    id: fc.constant('c'),
    state: fc.constantFrom(...conversationStates),
    visitorId: fc.constant('v'),
    groupId: fc.constantFrom('a', 'b', null),
    assigneeId: fc.constantFrom(me, 'other', null),
    firstResponsibleId: fc.constantFrom(me, 'other', null),
    offeredTo: fc.constantFrom(me, 'other', null),
    participantIds: fc.constantFrom([], [me], ['other']),
  })
  const staff = fc.subarray([...takers], { minLength: 1 }).map((held) => person(held))
  fc.assert(
    fc.property(staff, facts, (actor, conversation) => {
      for (const rule of Object.values(rules))
        if (rule(actor, conversation)) expect(canView(actor, conversation)).toBe(true)
    }),
  )
})
