import { useEffect } from 'react'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { send } from '../../live.ts'
import { touchConversation } from '../cache.ts'
import { withMarks } from '../state.ts'

/** Tells how far this side has received and read; only who serves the customer counts as the reader. */
export function useMarkRead(conversation: ConversationView, last: number, isReading: boolean): void {
  const { id } = conversation
  const { read } = conversation.agentMarks
  useEffect(() => {
    const mark = () => {
      if (!isReading || last <= read || document.visibilityState !== 'visible') return
      if (send({ type: 'marks', conversation: id, received: last, read: last })) {
        touchConversation(id, (view) => withMarks(view, 'agent', { received: last, read: last }))
      }
    }
    mark()
    document.addEventListener('visibilitychange', mark)
    return () => document.removeEventListener('visibilitychange', mark)
  }, [id, last, read, isReading])
}
