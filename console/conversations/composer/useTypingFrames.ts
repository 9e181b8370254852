import { useEffect, useRef } from 'react'
import { send } from '../../live.ts'

const againMs = 3000
const restMs = 6000

/** Says "is writing" at most every few seconds, and "stopped" when the hands rest. */
export function useTypingFrames(conversation: string, isTold: boolean) {
  const lastAt = useRef<number | null>(null)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = () => {
    clearTimeout(rest.current)
    if (lastAt.current === null) return
    lastAt.current = null
    send({ type: 'typing', conversation, on: false })
  }
  const touch = () => {
    if (!isTold) return
    clearTimeout(rest.current)
    rest.current = setTimeout(stop, restMs)
    if (lastAt.current !== null && performance.now() - lastAt.current < againMs) return
    lastAt.current = performance.now()
    send({ type: 'typing', conversation, on: true })
  }
  const latest = useRef(stop)
  latest.current = stop
  useEffect(() => () => latest.current(), [])
  return { touch, stop }
}
