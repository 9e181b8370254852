import type { Locale } from '../../domain/locale.ts'
import { type Screen, useScreen } from '../ui/context.ts'
import { momentText, type Say, saying } from './texts.ts'
import type { TicketsPart } from './types.ts'

type Shown = Screen & { tickets: TicketsPart; say: Say; moment(at: string): string; locale: Locale }

/** For what is drawn by this part, which is here before anything of it is. */
export function useTickets(): Shown {
  const screen = useScreen()
  const { locale } = screen.state
  const tickets = screen.state.tickets as TicketsPart
  return { ...screen, tickets, locale, say: saying(tickets.texts), moment: (at) => momentText(at, locale) }
}
