import { AppError } from '../../domain/errors.ts'
import type { Actor } from '../../domain/identity/actor.ts'
import type { Locale } from '../../domain/locale.ts'
import type { CompletenessField } from '../../domain/tickets/completeness.ts'
import { isFinal, type TicketEvent, type TicketState } from '../../domain/tickets/lifecycle.ts'
import { translate } from '../platform/i18n.ts'

export const localeOf = (actor: Actor): Locale => ('locale' in actor ? actor.locale : 'zh-CN')

const stateName = (locale: Locale, state: TicketState) => translate(locale, `tickets.state.${state}`)

/** An impossible step says which, in the words on the screen. */
export function stepRefusal(actor: Actor, state: TicketState, event: TicketEvent): AppError {
  if (isFinal(state)) return finalRefusal(actor, state)
  const locale = localeOf(actor)
  const step = translate(locale, `tickets.step.${event}`)
  return new AppError('wrong_state', { rule: 'ticket_step', state: stateName(locale, state), step })
}

export function finalRefusal(actor: Actor, state: TicketState): AppError {
  return new AppError('wrong_state', { rule: 'ticket_final', state: stateName(localeOf(actor), state) })
}

export function incompleteRefusal(actor: Actor, missing: readonly CompletenessField[]): AppError {
  return new AppError('record_incomplete', { rule: 'archive_missing', missing: missingNames(localeOf(actor), missing) })
}

export function missingNames(locale: Locale, missing: readonly CompletenessField[]): string {
  return listed(
    locale,
    missing.map((field) => translate(locale, `tickets.missing.${field}`)),
  )
}

/** Names in a row, as the language puts them. */
export const listed = (locale: Locale, names: readonly string[]) => names.join(locale === 'en' ? ', ' : '、')

/** An instant as a customer reads it: the centre's time zone, to the minute. */
export function timeWords(locale: Locale, at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(at)
}
