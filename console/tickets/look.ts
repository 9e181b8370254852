import type { TicketState } from '../../domain/tickets/lifecycle.ts'
import type { Tone } from '../ui/Chip.tsx'

/** One colour per meaning, the same on every screen. */
export const stateTones: Record<TicketState, Tone> = {
  new: 'accent',
  assigned: 'accent',
  in_progress: 'normal',
  waiting_customer: 'waiting',
  waiting_department: 'department',
  resolved: 'resolved',
  closed: 'resolved',
  archived: 'normal',
  merged: 'normal',
  cancelled: 'normal',
}
