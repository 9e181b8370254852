import { useEffect } from 'react'
import { useMe } from '../session/session.ts'
import { receive, startFeed } from './feed.ts'
import { startOutbox } from './outbox.ts'

/** Keeps the inbox live on every screen. Draws nothing. */
export function InboxFeed() {
  const { id } = useMe()
  useEffect(() => startFeed(), [])
  useEffect(() => startOutbox(id, receive), [id])
  return null
}
