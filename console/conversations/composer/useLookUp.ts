import type { GetRef, Input } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { ScriptView } from '../../../domain/scripts/contract.ts'
import { useMay, useMe } from '../../session/session.ts'
import type { Opened } from '../state.ts'
import { useReaders } from './MentionPicker.tsx'
import type { Mode } from './mode.ts'
import type { Colleague } from './readers.ts'
import { filledScript, useScripts } from './ScriptPicker.tsx'
import { scriptValues } from './script-values.ts'
import { firstGap, type Trigger, triggerAt, withPicked } from './trigger.ts'

type Box = { text: string; setText: (text: string) => void }

/** "/" scripts and "@" colleagues at the caret of the text box. */
export function useLookUp(opened: Opened, mode: Mode, { text, setText }: Box) {
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [at, setAt] = useState(0)
  const { box, area, select } = useCaret()
  const kinds = { scripts: useMay('scripts.use') && mode === 'reply', mentions: mode !== 'reply' }
  const caret = () => area()?.selectionStart ?? text.length

  const look = (value: string, position: number) => {
    setTrigger(triggerAt(value, position, kinds))
    setAt(0)
  }
  const put = (picked: { text: string; caret: number }, selected: [number, number] | null = null) => {
    setText(picked.text)
    setTrigger(null)
    select(...(selected ?? ([picked.caret, picked.caret] as const)))
  }
  const insert = (sign: string) => {
    const position = caret()
    const picked = { text: text.slice(0, position) + sign + text.slice(position), caret: position + sign.length }
    put(picked)
    look(picked.text, picked.caret)
  }
  const choices = useChoices(opened, trigger, (found, words) => {
    const picked = withPicked(text, caret(), found, words)
    put(picked, found.kind === 'script' ? firstGap(picked.text) : null)
  })
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!trigger || event.nativeEvent.isComposing) return false
    if (!steer(event.key, { at, count: choices.count, setAt, close: () => setTrigger(null), pick: choices.pickAt }))
      return false
    event.preventDefault()
    return true
  }
  const reset = () => {
    choices.forget()
    setTrigger(null)
  }
  return { box, trigger, at, setAt, look, insert, onKeyDown, reset, choices }
}

type List = { at: number; count: number; setAt: (at: number) => void; close: () => void; pick: (at: number) => void }

function steer(key: string, { at, count, setAt, close, pick }: List): boolean {
  if (key === 'Escape') close()
  else if (count === 0) return false
  else if (key === 'ArrowDown') setAt((at + 1) % count)
  else if (key === 'ArrowUp') setAt((at + count - 1) % count)
  else if (key === 'Enter' || key === 'Tab') pick(at)
  else return false
  return true
}

function useCaret() {
  const box = useRef<GetRef<typeof Input.TextArea>>(null)
  const area = () => box.current?.resizableTextArea?.textArea
  const select = (from: number, to: number) => {
    requestAnimationFrame(() => {
      area()?.focus()
      area()?.setSelectionRange(from, to)
    })
  }
  return { box, area, select }
}

/** What the look-up found, and what was picked so far: it goes out with the message. */
function useChoices(opened: Opened, trigger: Trigger | null, put: (trigger: Trigger, words: string) => void) {
  const values = scriptValues(opened, useMe())
  const [mentioned, setMentioned] = useState<readonly Colleague[]>([])
  const [script, setScript] = useState<{ key: string; filled: string }>()
  const scripts = useScripts(trigger?.kind === 'script' ? trigger.words : null, opened.conversation.locale)
  const people = useReaders(opened.conversation, trigger?.kind === 'mention' ? trigger.words : null)
  const pickScript = (chosen: ScriptView) => {
    if (!trigger) return
    const filled = filledScript(chosen, values)
    setScript({ key: chosen.key, filled })
    put(trigger, filled)
  }
  const pickPerson = (person: Colleague) => {
    if (!trigger) return
    setMentioned([...mentioned, person])
    put(trigger, `@${person.name} `)
  }
  const pickAt = (at: number) => {
    const [chosen, person] = [scripts[at], people[at]]
    if (chosen) pickScript(chosen)
    else if (person) pickPerson(person)
  }
  const mentionsIn = (text: string) =>
    mentioned.filter((person) => text.includes(`@${person.name}`)).map((person) => person.id)
  const forget = () => {
    setMentioned([])
    setScript(undefined)
  }
  const count = scripts.length + people.length
  return { scripts, people, values, script, count, pickScript, pickPerson, pickAt, mentionsIn, forget }
}
