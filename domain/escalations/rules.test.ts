import { describe, expect, test } from 'vitest'
import type { Staff } from '../identity/actor.ts'
import type { Role } from '../identity/roles.ts'
import { canAnswerEscalation, canViewEscalation, type EscalationFacts } from './access.ts'
import {
  answerMinutes,
  type EscalationStep,
  escalationStates,
  explanationMinutes,
  levelAbove,
  nextEscalationState,
} from './rules.ts'

describe('an escalation (domain/model 2.3)', () => {
  const steps: EscalationStep[] = ['acknowledge', 'act', 'close']
  const table = {
    raised: ['acknowledged', null, null],
    acknowledged: [null, 'acting', 'closed'],
    acting: [null, 'acting', 'closed'],
    closed: [null, null, null],
  } as const
  test.each(escalationStates)('%s', (state) => {
    expect(steps.map((step) => nextEscalationState(state, step))).toEqual(table[state])
  })

  test('waits 15 minutes for an answer, 5 when critical', () => {
    expect([answerMinutes('normal'), answerMinutes('urgent'), answerMinutes('critical')]).toEqual([15, 15, 5])
  })

  test('goes from the supervisor over the department to management and no further', () => {
    expect([levelAbove(1), levelAbove(2), levelAbove(3)]).toEqual([2, 3, null])
  })

  test('owes an explanation within 1 h (SOP 000 四)', () => expect(explanationMinutes).toBe(60))
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
const facts: EscalationFacts = { groupId: 'g', raisedBy: 'caller', recipientIds: ['head'], ownerId: 'owner' }

describe('who sees and who answers', () => {
  test.each([
    ['who raised it', who('caller', 'agent'), true, false],
    ['who owes the explanation', who('owner', 'agent'), true, false],
    ['a colleague', who('other', 'agent', ['g']), false, false],
    ['the supervisor of the group', who('s', 'supervisor', ['g']), true, true],
    ['another supervisor', who('s', 'supervisor', ['h']), false, false],
    ['the head who was told', who('head', 'department_contact'), true, true],
    ['another contact', who('c', 'department_contact'), false, false],
    ['management', who('m', 'management'), true, true],
    ['an administrator', who('a', 'administrator'), false, false],
    ['a supervisor who owes the explanation', who('owner', 'supervisor', ['g']), true, false],
  ])('%s', (_, actor, sees, answers) => {
    expect([canViewEscalation(actor, facts), canAnswerEscalation(actor, facts)]).toEqual([sees, answers])
  })
})
