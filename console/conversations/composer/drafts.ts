import { useEffect, useRef, useState } from 'react'
import { saveDraft } from '../../../domain/conversations/contract.ts'
import { call } from '../../api.ts'

const pauseMs = 800
const localKey = (staffId: string, id: string) => `shouwen.draft.${staffId}.${id}`

/** An unsent reply: at once on this machine, soon on the server, so that it waits on every desk. */
export function useDraft(staffId: string, id: string, fromServer: string, isKept: boolean) {
  const key = localKey(staffId, id)
  const [text, setText] = useState(() => localStorage.getItem(key) ?? fromServer)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unsaved = useRef<string | null>(null)

  const save = useRef(() => {})
  save.current = () => {
    clearTimeout(timer.current)
    const body = unsaved.current
    unsaved.current = null
    if (body === null || !isKept) return
    // The local copy stays when the server cannot be reached; it goes once the server has it.
    void call(saveDraft, { id, body }).then(
      () => localStorage.getItem(key) === body && localStorage.removeItem(key),
      () => undefined,
    )
  }
  const change = (body: string) => {
    setText(body)
    localStorage.setItem(key, body)
    unsaved.current = body
    clearTimeout(timer.current)
    timer.current = setTimeout(() => save.current(), pauseMs)
  }
  useEffect(() => () => save.current(), [])
  return [text, change] as const
}
