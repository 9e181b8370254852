import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const againMs = 3000

/** A part that not every visit shows: fetched when it is first needed or expected, and again when the line was down. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | null = null
  let loading: Promise<void> | undefined
  const fetchPart = (): Promise<void> =>
    load().then(
      (part) => {
        loaded = part
      },
      () => new Promise((resolve) => setTimeout(resolve, againMs)).then(fetchPart),
    )
  const preload = () => {
    loading ??= fetchPart()
    return loading
  }
  // biome-ignore lint/correctness/noComponentHookFactories: called once per part, at the top of a file
  function Lazy(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded)
    useEffect(() => {
      if (!Part) void preload().then(() => setPart(() => loaded))
    }, [Part])
    return Part && <Part {...props} />
  }
  return Object.assign(Lazy, { preload })
}
