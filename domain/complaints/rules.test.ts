import { describe, expect, test } from 'vitest'
import {
  type ComplaintState,
  compensationLimit,
  complaintStates,
  complaintSteps,
  isComplaintOver,
  isRevisited,
  mayClose,
  nextComplaintState,
} from './rules.ts'

describe('a complaint (domain/model 2.3)', () => {
  const ways: Record<ComplaintState, string> = {
    registered: 'soothe>soothed',
    soothed: 'investigate>investigating',
    investigating: 'offer_plan>plan_offered',
    plan_offered: 'accept_plan>accepted reject_plan>rejected',
    accepted: 'execute>executing',
    rejected: 'renegotiate>renegotiate',
    renegotiate: 'offer_plan>plan_offered escalate_external>escalated_external',
    escalated_external: '',
    executing: 'resolve>resolved',
    resolved: 'begin_revisit>revisit',
    revisit: 'close>closed',
    closed: '',
  }
  test.each(complaintStates)('%s', (state) => {
    const found = complaintSteps.flatMap((step) => {
      const to = nextComplaintState(state, step)
      return to ? [`${step}>${to}`] : []
    })
    expect(found.join(' ')).toBe(ways[state])
    expect(isComplaintOver(state)).toBe(ways[state] === '')
  })

  test('cannot be solved before it is soothed (R36)', () => {
    for (const step of complaintSteps.filter((one) => one !== 'soothe'))
      expect(nextComplaintState('registered', step)).toBeNull()
  })

  test.each([
    [null, false],
    ['open', false],
    ['cancelled', false],
    ['done', true],
    ['unreachable', true],
  ] as const)('with a revisit that is %s may be closed: %s', (state, may) =>
    expect(isRevisited(state && { state })).toBe(may),
  )

  test('is not closed by whom it is about', () => {
    expect(mayClose('wang', 'wang')).toBe(false)
    expect(mayClose('li', 'wang')).toBe(true)
    expect(mayClose('li', null)).toBe(true)
  })
})

describe('compensation (domain/model 2.5)', () => {
  const limits = { agent: 50, senior: 200, supervisor: 1000 }
  test.each([
    [['agent'], 50],
    [['senior_agent'], 200],
    [['supervisor'], 1000],
    [['agent', 'senior_agent'], 200],
    [['management'], null],
    [['department_contact'], 0],
    [['administrator'], 0],
  ] as const)('%s: %s', (roles, limit) => expect(compensationLimit(roles, limits)).toBe(limit))
})
