import { useState } from 'react'

const keyOf = (name: string) => `shouwen.ticket-draft.${name}`

/** What was typed and not sent stays on this machine, through a reload and a way to another page. */
export function useDraft(name: string) {
  const key = keyOf(name)
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '')
  const change = (words: string) => {
    setText(words)
    if (words === '') localStorage.removeItem(key)
    else localStorage.setItem(key, words)
  }
  return [text, change] as const
}
