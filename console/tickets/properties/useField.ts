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

/** Where a value stands in a ticket, and the change that puts another one there. */
type Slot<T> = { name: string; of: (ticket: TicketView) => T; change: (value: T) => Change }

export function useField<K extends FieldName>(ticket: TicketView, field: K) {
  return useSlot<Value<K>>(ticket, {
    name: field,
    of: (one) => one[field] as Value<K>,
    change: (value) => ({ [field]: value }),
  })
}

/** A field of the industry; '' where it has no value. */
export function useCustomField(ticket: TicketView, key: string) {
  return useSlot<string | number>(ticket, {
    name: `fields.${key}`,
    of: (one) => one.fields[key] ?? '',
    change: (value) => ({ fields: { [key]: value } }),
  })
}

/** One field of a ticket edited in place: what is typed stays until the server has it. */
function useSlot<T>(ticket: TicketView, slot: Slot<T>) {
  const textOf = useErrorText()
  const { mine, typed, hold } = useTyped<T>()
  const [state, setState] = useState<FieldState>('idle')
  const [problem, setProblem] = useState('')
  const base = useRef<unknown>(undefined)
  const theirs = slot.of(ticket)

  const change = (value: T) => {
    if (mine === null) base.current = theirs
    hold({ value })
  }
  const settle = (next: FieldState) => {
    setState(next)
    if (next !== 'saved' && next !== 'idle') return
    hold(null)
    setProblem('')
    if (next === 'saved') setTimeout(() => setState((now) => (now === 'saved' ? 'idle' : now)), savedMs)
  }
  const save = async (value: T, from: unknown = mine === null ? theirs : base.current) => {
    hold({ value })
    setState('saving')
    try {
      settle(await send(ticket.id, slot, { value, from }))
    } catch (error) {
      setProblem(error instanceof ApiError ? (error.fields[slot.name] ?? textOf(error)) : textOf(error))
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
      const left = typed.current
      if (left === null || state === 'conflict') return
      if (isSame(left.value, base.current)) settle('idle')
      else void save(left.value)
    },
    keepMine: () => mine && void save(mine.value, theirs),
    takeTheirs: () => settle('idle'),
  }
}

/** `typed` knows at once: Escape blurs the field before the page is drawn again, and must not save. */
function useTyped<T>() {
  const [mine, setMine] = useState<{ value: T } | null>(null)
  const typed = useRef(mine)
  const hold = (next: { value: T } | null) => {
    typed.current = next
    setMine(next)
  }
  return { mine, typed, hold }
}

/** Sends the change with the revision it was made on; when only other fields moved meanwhile, sends it again. */
async function send<T>(
  id: string,
  slot: Slot<T>,
  { value, from }: { value: T; from: unknown },
): Promise<'saved' | 'idle' | 'conflict'> {
  for (let attempt = 1; ; attempt++) {
    const now = heldTicket(id) ?? (await call(getTicket, { id })).ticket
    const outcome = outcomeOf(from, value, slot.of(now))
    if (outcome === 'nothing') return 'idle'
    if (outcome === 'conflict') return 'conflict'
    try {
      putTicket((await call(editTicket, { id, revision: now.revision, ...slot.change(value) })).ticket)
      return 'saved'
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'stale') || attempt === attempts) throw error
      putTicket((await call(getTicket, { id })).ticket)
    }
  }
}
