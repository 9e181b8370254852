import type { ComplaintState, ComplaintStep } from '../../domain/complaints/rules.ts'
import type { Tone } from '../ui/Chip.tsx'

export function toneOf(state: ComplaintState): Tone {
  if (state === 'closed') return 'resolved'
  if (state === 'registered' || state === 'rejected') return 'breached'
  return state === 'escalated_external' ? 'due' : 'waiting'
}

const order: readonly ComplaintStep[] = [
  'soothe',
  'investigate',
  'offer_plan',
  'accept_plan',
  'renegotiate',
  'execute',
  'resolve',
  'close',
]

/** Of what may be done, the one that leads on; the others stand beside it. */
export function nextStep(steps: readonly ComplaintStep[]): ComplaintStep | null {
  return order.find((step) => steps.includes(step)) ?? null
}
