import type { Locale } from '../../domain/locale.ts'
import type { Texts } from './texts.ts'
import type { TicketsPart } from './tickets-reader.ts'

/** What the window is put together from. */
export type Boot = { siteKey: string; ticket: string; locale: Locale; texts: Texts; ticketsPart: TicketsPart }
