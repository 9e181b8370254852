import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import type { Opened } from '../state.ts'
import { loadEarlier } from './useEarlier.ts'

/** `?seq=` of a search result: loads back to the message, shows it and lets it glow once. */
export function useJump(opened: Opened): void {
  const [params, setParams] = useSearchParams()
  const seq = Number(params.get('seq') ?? 0)
  const first = opened.talk.items[0]?.seq ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: `first` moves with each page that was loaded
  useEffect(() => {
    if (!seq) return
    if (seq < first && opened.talk.hasEarlier) {
      void loadEarlier(opened, 'talk').catch(() => setParams({}, { replace: true }))
      return
    }
    const line = document.getElementById(`talk-${seq}`)
    line?.scrollIntoView({ block: 'center' })
    line?.classList.add('glow')
    setParams({}, { replace: true })
  }, [seq, first])
}
