import { useEffect } from 'react'
import { startTicketFeed } from './feed.ts'

/** Keeps tickets live on every screen. Draws nothing. */
export function TicketFeed() {
  useEffect(() => startTicketFeed(), [])
  return null
}
