import { useEffect, useRef } from 'react'

/** Calls back as the end of a list comes near. */
export function useWhenSeen(isOn: boolean, onSeen: () => void) {
  const sentinel = useRef<HTMLDivElement>(null)
  const latest = useRef(onSeen)
  latest.current = onSeen
  useEffect(() => {
    const element = sentinel.current
    if (!element || !isOn) return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: '400px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [isOn])
  return sentinel
}
