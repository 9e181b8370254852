import { clockSeconds, type ServiceKind, serviceKinds } from './kinds.ts'

export const urgencies = ['normal', 'urgent', 'critical'] as const
export type Urgency = (typeof urgencies)[number]

/** What a policy looks at; null = not known. */
export type ServiceFacts = {
  urgency: Urgency
  /** Key of the classification tree, `complaint.safety`. */
  category: string | null
  channel: string | null
  customerLevel: string | null
  groupId: string | null
}

export type PolicyConditions = {
  urgency: Urgency | null
  /** A nature stands for all that is below it. */
  category: string | null
  channel: string | null
  customerLevel: string | null
  groupId: string | null
}
export type ServicePolicy = PolicyConditions & {
  id: string
  kind: ServiceKind
  targetMinutes: number
  /** Business time of this calendar; null = plain time. */
  calendarId: string | null
  /** Percentages of the target at which the owner is reminded; null = those of the urgency. */
  reminders: readonly number[] | null
  active: boolean
  position: number
}

/** SOP 000 and 003 二(三), classification.json: when to remind before the time is up, in percent of the target. */
export const remindersOf: Record<Urgency, readonly number[]> = {
  normal: [50, 80],
  urgent: [50, 75],
  critical: [33, 66],
}

/** The first active policy of the kind whose conditions all hold; policies come in their order. */
export function policyFor(
  policies: readonly ServicePolicy[],
  kind: ServiceKind,
  facts: ServiceFacts,
): ServicePolicy | null {
  return policies.find((policy) => policy.kind === kind && policy.active && matches(policy, facts)) ?? null
}

function matches(policy: PolicyConditions, facts: ServiceFacts): boolean {
  return (
    isOr(policy.urgency, facts.urgency) &&
    (policy.category === null || isWithin(policy.category, facts.category)) &&
    isOr(policy.channel, facts.channel) &&
    isOr(policy.customerLevel, facts.customerLevel) &&
    isOr(policy.groupId, facts.groupId)
  )
}

const isOr = (wanted: string | null, found: string | null) => wanted === null || wanted === found
const isWithin = (wanted: string, found: string | null) => found === wanted || found?.startsWith(`${wanted}.`) === true

/** Metrics 3.3: the response to what is urgent or critical is timed in plain hours, whatever the calendar says. */
export function countsPlainTime(kind: ServiceKind, urgency: Urgency): boolean {
  return kind === 'first_response' && urgency !== 'normal'
}

const anything = { urgency: null, category: null, channel: null, customerLevel: null, groupId: null }

/** Fixed, so that a centre's change of a shipped policy finds it again. */
const shippedId = (position: number) => `00000000-0000-7000-8000-0000000001${String(position).padStart(2, '0')}`

const byUrgency: [ServiceKind, Partial<Record<Urgency, number>>][] = [
  // SOP 000: urgent 2 h, normal 24 h; SOP 003: critical 30 min to respond.
  ['first_response', { critical: 30, urgent: 120 }],
  // SOP 003 二(三); critical: 2 h (default).
  ['resolution', { critical: 120, urgent: 120 }],
  // Model 2.4: unacknowledged 15 min, critical 5.
  ['escalation_ack', { critical: 5 }],
]
const silent: readonly ServiceKind[] = [
  'escalation_ack',
  'ticket_waiting_reminder',
  'ticket_waiting_end',
  'ticket_auto_close',
  'ticket_archive',
]
/** PDPA and the Taiwanese consumer rule: 15 days; a centre elsewhere has no such limit. */
const off: readonly ServiceKind[] = ['complaint_statutory']

/** What holds until a centre says otherwise, in the order in which it is asked: per kind the special before the general. */
export const shippedPolicies: readonly ServicePolicy[] = serviceKinds
  .flatMap((kind) => [
    ...Object.entries(byUrgency.find(([one]) => one === kind)?.[1] ?? {}).map(([urgency, targetMinutes]) => ({
      kind,
      urgency: urgency as Urgency,
      targetMinutes,
    })),
    { kind, urgency: null, targetMinutes: clockSeconds[kind] / 60 },
  ])
  .map(({ kind, urgency, targetMinutes }, position) => ({
    ...anything,
    id: shippedId(position),
    kind,
    urgency,
    targetMinutes,
    calendarId: null,
    reminders: silent.includes(kind) ? [] : null,
    active: !off.includes(kind),
    position: 1000 + position,
  }))
