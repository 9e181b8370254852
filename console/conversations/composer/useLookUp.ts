import type { GetRef, Input } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { ScriptView } from '../../../domain/scripts/contract.ts'
import { useMay, useMe } from '../../session/session.ts'
import type { Opened } from '../state.ts'
import type { Mode } from './Composer.tsx'
import { type Colleague, useColleagues } from './MentionPicker.tsx'
import { filledScript, useScripts } from './ScriptPicker.tsx'
import { scriptValues } from './script-values.ts'
import { firstGap, type Trigger, triggerAt, withPicked } from './trigger.ts'

/** "/" scripts and "@" colleagues at the caret of the text box. */
export function useLookUp(opened: Opened, mode: Mode, text: string, setText: (text: string) => void) {
  const me = useMe()
  const box = useRef<GetRef<typeof Input.TextArea>>(null)
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [at, setAt] = useState(0)
  const [mentioned, setMentioned] = useState<readonly Colleague[]>([])
  const [script, setScript] = useState<{ key: string; filled: string }>()
  const scripts = useScripts(trigger?.kind === 'script' ? trigger.words : null, opened.conversation.locale)
  const people = useColleagues(trigger?.kind === 'mention' ? trigger.words : null)
  const kinds = { scripts: useMay('scripts.use') && mode === 'reply', mentions: mode !== 'reply' }
  const values = scriptValues(opened, me)
  const area = () => box.current?.resizableTextArea?.textArea
  const caret = () => area()?.selectionStart ?? text.length

  const look = (value: string, position: number) => {
    setTrigger(triggerAt(value, position, kinds))
    setAt(0)
  }
  const put = (value: string, from: number, to = from) => {
    setText(value)
    setTrigger(null)
    requestAnimationFrame(() => {
      area()?.focus()
      area()?.setSelectionRange(from, to)
    })
  }
  const pickScript = (chosen: ScriptView) => {
    if (!trigger) return
    const filled = filledScript(chosen, values)
    const picked = withPicked(text, caret(), trigger, filled)
    const gap = firstGap(picked.text)
    setScript({ key: chosen.key, filled })
    put(picked.text, gap?.[0] ?? picked.caret, gap?.[1] ?? picked.caret)
  }
  const pickPerson = (person: Colleague) => {
    if (!trigger) return
    const picked = withPicked(text, caret(), trigger, `@${person.name} `)
    setMentioned([...mentioned, person])
    put(picked.text, picked.caret)
  }
  const insert = (sign: string) => {
    const position = caret()
    const value = text.slice(0, position) + sign + text.slice(position)
    put(value, position + sign.length)
    look(value, position + sign.length)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const choices = trigger?.kind === 'script' ? scripts : people
    if (!trigger || event.nativeEvent.isComposing) return false
    if (event.key === 'Escape') setTrigger(null)
    else if (choices.length === 0) return false
    else if (event.key === 'ArrowDown') setAt((at + 1) % choices.length)
    else if (event.key === 'ArrowUp') setAt((at + choices.length - 1) % choices.length)
    else if (event.key === 'Enter' || event.key === 'Tab') pickAt()
    else return false
    event.preventDefault()
    return true
  }
  const pickAt = () => {
    const [chosen, person] = [scripts[at], people[at]]
    if (trigger?.kind === 'script' && chosen) pickScript(chosen)
    else if (person) pickPerson(person)
  }
  const reset = () => {
    setMentioned([])
    setScript(undefined)
    setTrigger(null)
  }
  const mentions = mentioned.filter((person) => text.includes(`@${person.name}`)).map((person) => person.id)
  return {
    box,
    trigger,
    at,
    setAt,
    scripts,
    people,
    values,
    look,
    pickScript,
    pickPerson,
    insert,
    onKeyDown,
    reset,
    mentions,
    script,
    focus: () => area()?.focus(),
  }
}
