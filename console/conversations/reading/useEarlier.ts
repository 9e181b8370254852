import { useEffect, useRef, useState } from 'react'
import { listMessages } from '../../../domain/conversations/contract.ts'
import { call } from '../../api.ts'
import { changeOpened } from '../cache.ts'
import { type Opened, type StreamName, streamOf, withEarlier, withStream } from '../state.ts'

const streams: readonly StreamName[] = ['talk', 'note']

/** Loads earlier messages when the top of the timeline comes in sight. */
export function useEarlier(opened: Opened, keepPlace: () => void) {
  const sentinel = useRef<HTMLDivElement>(null)
  const [isLoading, setLoading] = useState(false)
  const { id } = opened.conversation
  const wanted = streams.filter((stream) => streamOf(opened, stream).hasEarlier).join(' ')
  const firsts = streams.map((stream) => streamOf(opened, stream).items[0]?.seq ?? 0).join(' ')

  // biome-ignore lint/correctness/useExhaustiveDependencies: `firsts` starts the watch anew after each page
  useEffect(() => {
    const element = sentinel.current
    if (!element || wanted === '') return
    const load = async () => {
      observer.disconnect()
      setLoading(true)
      keepPlace()
      await Promise.all(
        streams.filter((stream) => wanted.includes(stream)).map((stream) => loadEarlier(opened, stream)),
      )
      setLoading(false)
    }
    const observer = new IntersectionObserver(
      (seen) => seen.some((entry) => entry.isIntersecting) && void load().catch(() => setLoading(false)),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [id, wanted, firsts, keepPlace])
  return { sentinel, isLoading }
}

export async function loadEarlier(opened: Opened, stream: StreamName): Promise<void> {
  const { id } = opened.conversation
  const before = streamOf(opened, stream).items[0]?.seq
  if (before === undefined) return
  const { items, more } = await call(listMessages, { id, stream, before, limit: 50 })
  changeOpened(id, (held) => withStream(held, stream, withEarlier(streamOf(held, stream), items, more)))
}
