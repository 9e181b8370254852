import type { Role } from '../identity/roles.ts'
import type { CompensationLimits } from '../settings/compensation.ts'

/** domain/model 2.3 "Complaint". `closed` and `escalated_external` are ends; the ticket goes on by its own machine. */
export const complaintStates = [
  'registered',
  'soothed',
  'investigating',
  'plan_offered',
  'accepted',
  'rejected',
  'renegotiate',
  'escalated_external',
  'executing',
  'resolved',
  'revisit',
  'closed',
] as const
export type ComplaintState = (typeof complaintStates)[number]

export const complaintSteps = [
  'soothe',
  'investigate',
  'offer_plan',
  'accept_plan',
  'reject_plan',
  'renegotiate',
  'escalate_external',
  'execute',
  'resolve',
  'begin_revisit',
  'close',
] as const
export type ComplaintStep = (typeof complaintSteps)[number]

const table: Record<ComplaintState, Partial<Record<ComplaintStep, ComplaintState>>> = {
  // SOP 000 二(三), 001 2.2: soothe first, then solve; there is no way around the apology.
  registered: { soothe: 'soothed' },
  soothed: { investigate: 'investigating' },
  investigating: { offer_plan: 'plan_offered' },
  plan_offered: { accept_plan: 'accepted', reject_plan: 'rejected' },
  accepted: { execute: 'executing' },
  rejected: { renegotiate: 'renegotiate' },
  renegotiate: { offer_plan: 'plan_offered', escalate_external: 'escalated_external' },
  executing: { resolve: 'resolved' },
  resolved: { begin_revisit: 'revisit' },
  revisit: { close: 'closed' },
  escalated_external: {},
  closed: {},
}

/** The state after a step, or null where there is no such step. */
export function nextComplaintState(state: ComplaintState, step: ComplaintStep): ComplaintState | null {
  return table[state][step] ?? null
}

export const isComplaintOver = (state: ComplaintState): boolean => state === 'closed' || state === 'escalated_external'

export type Revisit = { state: 'open' | 'done' | 'unreachable' | 'cancelled' } | null

/** Closed needs the result of the revisit, or three attempts in vain on two days, which is what "unreachable" means of it (R47). */
export const isRevisited = (revisit: Revisit): boolean => revisit?.state === 'done' || revisit?.state === 'unreachable'

/** Nobody closes a complaint about themselves (domain/model 2.3, 2.6 invariant 9). */
export const mayClose = (closerId: string, responsibleAgentId: string | null): boolean =>
  closerId !== responsibleAgentId

/** domain/model 2.5 "compensation": up to limit 1, 2 or 3 by role; null = without limit; nobody else gives any. */
export function compensationLimit(roles: readonly Role[], limits: CompensationLimits): number | null {
  if (roles.includes('management')) return null
  const reach = [
    roles.includes('supervisor') ? limits.supervisor : 0,
    roles.includes('senior_agent') ? limits.senior : 0,
    roles.includes('agent') ? limits.agent : 0,
  ]
  return Math.max(...reach)
}
