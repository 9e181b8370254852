import { useRef } from 'react'
import { addNote, replyToCustomer } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { newId } from '../../clock.ts'
import { useStep } from '../verbs.ts'
import type { ComposerMode } from './focus.ts'

/** Sends what was written. A second press after a lost answer names the same note, so nothing is written twice. */
export function useWrite(ticket: TicketView, mode: ComposerMode, onDone: () => void) {
  const noteId = useRef<{ body: string; id: string } | null>(null)
  const done = () => {
    noteId.current = null
    onDone()
  }
  const reply = useStep(replyToCustomer, done)
  const note = useStep(addNote, done)
  const send = (body: string) => {
    if (noteId.current?.body !== body) noteId.current = { body, id: newId() }
    const named = { id: ticket.id, noteId: noteId.current.id, body }
    if (mode === 'reply') reply.mutate(named)
    else note.mutate({ ...named, kind: mode })
  }
  return { send, isPending: reply.isPending || note.isPending }
}
