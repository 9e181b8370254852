import { onFrame } from '../live.ts'
import { refetchTickets } from './cache.ts'

/** What each frame does to lists and pages. Returns how to stop. */
export function startTicketFeed(): () => void {
  const stops = [onFrame('resync', refetchTickets)]
  return () => {
    for (const stop of stops) stop()
  }
}
