import { describe, expect, test } from 'vitest'
import type { Staff } from '../identity/actor.ts'
import type { Role } from '../identity/roles.ts'
import { type CommitmentFacts, canViewCommitment, canWorkCommitment } from './access.ts'
import { type CommitmentStep, commitmentStates, nextCommitmentState, remindMinutesBefore } from './rules.ts'

const steps: CommitmentStep[] = ['agree', 'come_due_soon', 'keep', 'pass_due', 'renegotiate', 'cancel']
const over = [null, null, null, null, null, null]

describe('a commitment (domain/model 2.3, R35, R45)', () => {
  const table = {
    proposed: ['agreed', null, null, 'missed', null, 'cancelled'],
    agreed: [null, 'due_soon', 'kept', 'missed', 'renegotiated', 'cancelled'],
    due_soon: [null, 'due_soon', 'kept', 'missed', 'renegotiated', 'cancelled'],
    missed: [null, null, 'kept_late', null, null, null],
    kept: over,
    kept_late: over,
    renegotiated: over,
    cancelled: over,
  } as const
  test.each(commitmentStates)('%s', (state) => {
    expect(steps.map((step) => nextCommitmentState(state, step))).toEqual(table[state])
  })

  test('is due soon 30 minutes before', () => expect(remindMinutesBefore).toBe(30))
})

const who = (id: string, role: Role, groupIds: string[] = []): Staff => ({
  kind: 'staff',
  id,
  name: id,
  staffNo: '1',
  roles: [role],
  groupIds,
  departmentId: null,
  locale: 'zh-CN',
  sessionId: 's',
})
const facts: CommitmentFacts = { ownerId: 'owner', groupId: 'g', offeredTo: 'asked', madeBy: 'maker' }

test.each([
  ['the owner', who('owner', 'agent'), true, true],
  ['who is asked to take it', who('asked', 'agent'), true, false],
  ['who made it', who('maker', 'agent'), true, false],
  ['a colleague', who('x', 'agent', ['g']), false, false],
  ['a senior of the group', who('x', 'senior_agent', ['g']), true, true],
  ['the supervisor of the group', who('x', 'supervisor', ['g']), true, true],
  ['another supervisor', who('x', 'supervisor', ['h']), false, false],
  ['management', who('x', 'management'), true, false],
  ['a department contact', who('asked', 'department_contact'), false, false],
  ['an administrator', who('x', 'administrator'), false, false],
])('%s', (_, actor, sees, works) => {
  expect([canViewCommitment(actor, facts), canWorkCommitment(actor, facts)]).toEqual([sees, works])
})
