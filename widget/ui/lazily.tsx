import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A part most visits never show: fetched when it is first needed, again later when the line was down. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>) {
  let loaded: ComponentType<P> | null = null
  // biome-ignore lint/correctness/noComponentHookFactories: called once per part, at the top of a file
  return function Lazy(props: P) {
    const [Part, setPart] = useState<ComponentType<P> | null>(() => loaded)
    useEffect(() => {
      if (Part) return
      let timer: ReturnType<typeof setTimeout>
      const fetchIt = () =>
        load().then(
          (part) => {
            loaded = part
            setPart(() => part)
          },
          () => {
            timer = setTimeout(fetchIt, 3000)
          },
        )
      void fetchIt()
      return () => clearTimeout(timer)
    }, [Part])
    return Part && <Part {...props} />
  }
}
