import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const nearEnd = 60

/** Stays at the end while the reader is there; otherwise nothing under the eye moves. */
export function useScroll(lastId: string | undefined, lastUnsent: string | undefined, firstId: string | undefined) {
  const ref = useRef<HTMLDivElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const heldHeight = useRef<number | null>(null)
  const atEnd = useRef(true)

  const toEnd = useCallback(() => {
    const element = ref.current
    if (element) element.scrollTop = element.scrollHeight
    atEnd.current = true
    setAtEnd(true)
  }, [])
  const onScroll = () => {
    const element = ref.current
    if (!element) return
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd
    setAtEnd(atEnd.current)
  }
  const keepPlace = useCallback(() => {
    heldHeight.current = ref.current?.scrollHeight ?? null
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when earlier messages came in front
  useLayoutEffect(() => {
    const element = ref.current
    if (element && heldHeight.current !== null) element.scrollTop += element.scrollHeight - heldHeight.current
    heldHeight.current = null
  }, [firstId])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something new stands at the end
  useLayoutEffect(() => {
    if (atEnd.current) toEnd()
  }, [lastId, toEnd])
  useLayoutEffect(() => {
    if (lastUnsent) toEnd()
  }, [lastUnsent, toEnd])
  // Pictures and a growing composer change heights after the fact.
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const observer = new ResizeObserver(() => atEnd.current && toEnd())
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [toEnd])
  return { ref, isAtEnd, toEnd, onScroll, keepPlace }
}
