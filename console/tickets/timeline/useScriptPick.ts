import type { GetRef, Input } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { ScriptView } from '../../../domain/scripts/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { filledScript, useScripts } from '../../conversations/composer/ScriptPicker.tsx'
import { firstGap, type Trigger, triggerAt, withPicked } from '../../conversations/composer/trigger.ts'
import { useMay, useMe } from '../../session/session.ts'

type Box = { text: string; setText: (text: string) => void }

/** "/" at the start of a line opens the scripts in the customer's language, filled with what the ticket knows. */
export function useScriptPick(ticket: TicketView, isOn: boolean, { text, setText }: Box) {
  const me = useMe()
  const may = useMay('scripts.use') && isOn
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [at, setAt] = useState(0)
  const box = useRef<GetRef<typeof Input.TextArea>>(null)
  const scripts = useScripts(trigger?.words ?? null, ticket.locale)
  const values = {
    agent_name: me.name,
    agent_no: me.staffNo,
    brand: me.centre.name,
    ticket_no: ticket.no,
    ...(ticket.orderNo ? { order_no: ticket.orderNo } : {}),
    ...(ticket.customer ? { customer_title: ticket.customer.name } : {}),
  }
  const look = (value: string, caret: number) => {
    setTrigger(triggerAt(value, caret, { scripts: may, mentions: false }))
    setAt(0)
  }
  const put = (script: ScriptView) => {
    const area = box.current?.resizableTextArea?.textArea
    if (!trigger) return
    const picked = withPicked(text, area?.selectionStart ?? text.length, trigger, filledScript(script, values))
    const [from, to] = firstGap(picked.text) ?? [picked.caret, picked.caret]
    setText(picked.text)
    setTrigger(null)
    requestAnimationFrame(() => {
      area?.focus()
      area?.setSelectionRange(from, to)
    })
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!trigger || event.nativeEvent.isComposing) return false
    const chosen = scripts[at]
    if (event.key === 'Escape') setTrigger(null)
    else if (!chosen) return false
    else if (event.key === 'ArrowDown') setAt((at + 1) % scripts.length)
    else if (event.key === 'ArrowUp') setAt((at + scripts.length - 1) % scripts.length)
    else if (event.key === 'Enter' || event.key === 'Tab') put(chosen)
    else return false
    event.preventDefault()
    return true
  }
  return { box, trigger, scripts, at, setAt, values, look, put, onKeyDown }
}
