import { describe, expect, it, test } from 'vitest'
import { shippedCalendars } from './calendars.ts'
import { explainDue } from './explain.ts'
import { serviceKinds } from './kinds.ts'
import {
  countsPlainTime,
  policyFor,
  remindersOf,
  type ServiceFacts,
  type ServicePolicy,
  shippedPolicies,
  type Urgency,
} from './policies.ts'

const facts = (urgency: Urgency, more: Partial<ServiceFacts> = {}): ServiceFacts => ({
  urgency,
  category: null,
  channel: null,
  customerLevel: null,
  groupId: null,
  ...more,
})

describe('shipped service levels', () => {
  it.each([
    // SOP 000 一般 24 h, 紧急 2 h; SOP 003 特急 30 min.
    ['first_response', 'normal', 1440],
    ['first_response', 'urgent', 120],
    ['first_response', 'critical', 30],
    ['resolution', 'normal', 1440],
    ['resolution', 'urgent', 120],
    ['resolution', 'critical', 120],
    ['department_node', 'normal', 1440],
    ['overdue_explanation', 'normal', 60],
    ['escalation_ack', 'normal', 15],
    ['escalation_ack', 'critical', 5],
    ['low_score_callback', 'normal', 120],
    ['ticket_waiting_reminder', 'normal', 24 * 60],
    ['ticket_waiting_end', 'normal', 72 * 60],
    ['ticket_auto_close', 'normal', 72 * 60],
    ['ticket_archive', 'normal', 7 * 1440],
  ] as const)('%s of a %s ticket: %i min', (kind, urgency, minutes) => {
    expect(policyFor(shippedPolicies, kind, facts(urgency))?.targetMinutes).toBe(minutes)
  })
  test('the statutory 15 days are off until a centre in Taiwan switches them on', () => {
    expect(policyFor(shippedPolicies, 'complaint_statutory', facts('normal'))).toBeNull()
    expect(shippedPolicies.find((one) => one.kind === 'complaint_statutory')?.targetMinutes).toBe(15 * 1440)
  })
  test('every kind has one for whatever comes, and ids and places are their own', () => {
    for (const kind of serviceKinds) {
      expect(shippedPolicies.filter((one) => one.kind === kind && one.urgency === null)).toHaveLength(1)
    }
    expect(new Set(shippedPolicies.map(({ id }) => id)).size).toBe(shippedPolicies.length)
  })
  test('reminders are those of classification.json', () => {
    expect(remindersOf).toEqual({ normal: [50, 80], urgent: [50, 75], critical: [33, 66] })
  })
})

describe('the first policy that matches', () => {
  const base = shippedPolicies.find((one) => one.kind === 'first_response' && one.urgency === null) as ServicePolicy
  const own = (conditions: Partial<ServicePolicy>, targetMinutes: number): ServicePolicy => ({
    ...base,
    ...conditions,
    targetMinutes,
  })
  const policies = [
    own({ category: 'complaint', urgency: 'urgent' }, 10),
    own({ category: 'complaint' }, 20),
    own({ channel: 'phone', active: false }, 30),
    own({ customerLevel: 'vip' }, 40),
    own({ groupId: 'g1' }, 50),
    base,
  ]
  it.each([
    ['urgent', { category: 'complaint.safety' }, 10],
    ['normal', { category: 'complaint.safety' }, 20],
    ['normal', { category: 'complaint' }, 20],
    ['normal', { category: 'complaints_of_others' }, 1440],
    ['normal', { channel: 'phone' }, 1440],
    ['normal', { customerLevel: 'vip', groupId: 'g1' }, 40],
    ['normal', { groupId: 'g1' }, 50],
  ] as const)('%s %j: %i min', (urgency, more, minutes) => {
    expect(policyFor(policies, 'first_response', facts(urgency, more))?.targetMinutes).toBe(minutes)
  })
})

test.each([
  ['first_response', 'normal', false],
  ['first_response', 'urgent', true],
  ['first_response', 'critical', true],
  ['resolution', 'critical', false],
] as const)('%s of %s counts plain time: %s (metrics 3.3)', (kind, urgency, plain) => {
  expect(countsPlainTime(kind, urgency)).toBe(plain)
})

describe('why something is due when it is', () => {
  const mainland = shippedCalendars[1] as (typeof shippedCalendars)[1]
  it('names the hours that counted, the holidays and the make-up day', () => {
    const { steps } = explainDue(mainland, new Date('2026-02-13T17:30:00+08:00'), new Date('2026-02-24T10:00:00+08:00'))
    expect(steps[0]).toMatchObject({ kind: 'open', date: '2026-02-13', until: '2026-02-13T10:00:00.000Z' })
    expect(steps[1]).toMatchObject({ kind: 'open', date: '2026-02-14', makeUp: true })
    expect(steps[2]).toEqual({ kind: 'holiday', date: '2026-02-15', name: '春节' })
    expect(steps.at(-1)).toMatchObject({ date: '2026-02-24', until: '2026-02-24T02:00:00.000Z', makeUp: false })
    expect(steps).toHaveLength(12)
  })
  it('names the days of rest, and is silent about a working day that was over', () => {
    const { steps } = explainDue(mainland, new Date('2026-03-06T18:30:00+08:00'), new Date('2026-03-09T09:30:00+08:00'))
    expect(steps.map(({ kind, date }) => [kind, date])).toEqual([
      ['rest', '2026-03-07'],
      ['rest', '2026-03-08'],
      ['open', '2026-03-09'],
    ])
  })
  it('is short about a long time', () => {
    const long = explainDue(mainland, new Date('2026-03-06T18:30:00+08:00'), new Date('2026-12-09T09:30:00+08:00'))
    expect(long.isShortened).toBe(true)
    expect(long.steps).toHaveLength(40)
  })
})
