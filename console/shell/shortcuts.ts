import { useEffect, useRef } from 'react'

/** "mod+k", "?", "j": `mod` is Ctrl, or Command on a Mac. */
export type Shortcuts = Record<string, (() => void) | undefined>

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const run = latest.current[nameOf(event)]
      if (!run || event.isComposing || event.defaultPrevented) return
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (isPlain && isTyping(event.target)) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  const alt = event.altKey ? 'alt+' : ''
  return mod + alt + (event.key.length === 1 ? event.key.toLowerCase() : event.key)
}

/** Keys belong to the text while somebody writes, and to a dialog while one is open. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null
}

export const modKey = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl'
