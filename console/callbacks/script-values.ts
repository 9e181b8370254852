import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import type { CallbackKind } from '../../domain/callbacks/rules.ts'
import type { Me } from '../../domain/identity/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import type { ScriptView } from '../../domain/scripts/contract.ts'
import type { Values } from '../../domain/scripts/fill.ts'

const spokenFor: Record<CallbackKind, RegExp> = {
  low_score: /^callback\.low_score\./,
  complaint_after: /^callback\.complaint\./,
  routine: /^callback\.routine$/,
}
const textMessage = 'callback.no_answer'

/** The scripts of this kind of call in their order, the text message last and only when it is due. */
export function scriptsFor(scripts: readonly ScriptView[], kind: CallbackKind, withText: boolean): ScriptView[] {
  const spoken = scripts.filter(({ key }) => spokenFor[kind].test(key))
  // The opening comes before the questions, however often each is used.
  const ordered = spoken.toSorted(
    (one, other) => Number(other.key.endsWith('.open')) - Number(one.key.endsWith('.open')),
  )
  return withText ? [...ordered, ...scripts.filter(({ key }) => key === textMessage)] : ordered
}

const service: Record<Locale, (day: string) => string> = {
  'zh-CN': (day) => `${day}的咨询`,
  'zh-TW': (day) => `${day}的諮詢`,
  en: (day) => `our talk of ${day}`,
}

/** What this call knows of a script's variables; the rest stays visible as 【name】. */
export function valuesOf({ callback, about }: CallbackFile, me: Pick<Me, 'name' | 'staffNo'>): Values {
  const { customer, subject, score, nextAt } = callback
  const say = (at: string, format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(customer.locale, { ...format, hourCycle: 'h23' }).format(new Date(at))
  const ofDay = about.at ? service[customer.locale](say(about.at, { month: 'long', day: 'numeric' })) : null
  return {
    agent_name: me.name,
    agent_no: me.staffNo,
    brand: about.brand,
    customer_title: customer.name,
    ticket_no: subject.no ?? ofDay,
    score,
    callback_at: nextAt ? say(nextAt, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' }) : null,
  }
}
