import { useRef, useState } from 'react'
import type { RawInput } from '../../../domain/contract.ts'
import { editTicket, getTicket } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ApiError, call } from '../../api.ts'
import { useErrorText } from '../../ui/errors.ts'
import { heldTicket, putTicket } from '../cache.ts'
import { isSame, outcomeOf } from './conflict.ts'

type Change = Omit<RawInput<typeof editTicket>, 'id' | 'revision'>
export type FieldName = keyof Change & keyof TicketView
type Value<K extends FieldName> = Change[K]
export type FieldState = 'idle' | 'saving' | 'saved' | 'failed' | 'conflict'

// How often a change of other fields may come between before we give up and say so.
const attempts = 4
const savedMs = 1800

/** One field of a ticket edited in place: what is typed stays until the server has it. */
export function useField<K extends FieldName>(ticket: TicketView, field: K) {
  const textOf = useErrorText()
  const [mine, setMine] = useState<{ value: Value<K> } | null>(null)
  const [state, setState] = useState<FieldState>('idle')
  const [problem, setProblem] = useState('')
  const base = useRef<unknown>(undefined)
  const theirs = ticket[field] as Value<K>

  const change = (value: Value<K>) => {
    if (mine === null) base.current = theirs
    setMine({ value })
  }
  const settle = (next: FieldState) => {
    setState(next)
    if (next !== 'saved' && next !== 'idle') return
    setMine(null)
    setProblem('')
    if (next === 'saved') setTimeout(() => setState((now) => (now === 'saved' ? 'idle' : now)), savedMs)
  }
  const save = async (value: Value<K>, from: unknown = mine === null ? theirs : base.current) => {
    setMine({ value })
    setState('saving')
    try {
      settle(await send(ticket.id, field, value, from))
    } catch (error) {
      setProblem(error instanceof ApiError ? (error.fields[field] ?? textOf(error)) : textOf(error))
      settle('failed')
    }
  }
  return {
    value: mine ? mine.value : theirs,
    theirs,
    state,
    problem,
    change,
    save,
    /** Leaving the field: saves what changed, forgets what did not. */
    leave: () => {
      if (mine === null || state === 'conflict') return
      if (isSame(mine.value, base.current)) settle('idle')
      else void save(mine.value)
    },
    keepMine: () => mine && void save(mine.value, theirs),
    takeTheirs: () => settle('idle'),
  }
}

/** Sends the change with the revision it was made on; when only other fields moved meanwhile, sends it again. */
async function send(
  id: string,
  field: FieldName,
  value: unknown,
  base: unknown,
): Promise<'saved' | 'idle' | 'conflict'> {
  for (let attempt = 1; ; attempt++) {
    const now = heldTicket(id) ?? (await call(getTicket, { id })).ticket
    const outcome = outcomeOf(base, value, now[field])
    if (outcome === 'nothing') return 'idle'
    if (outcome === 'conflict') return 'conflict'
    try {
      putTicket((await call(editTicket, { id, revision: now.revision, [field]: value })).ticket)
      return 'saved'
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'stale') || attempt === attempts) throw error
      putTicket((await call(getTicket, { id })).ticket)
    }
  }
}
