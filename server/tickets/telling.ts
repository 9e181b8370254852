import type { Locale } from '../../domain/locale.ts'
import { tellInConversation } from '../conversations/actions.ts'
import type { Tx } from '../platform/context.ts'
import { translate } from '../platform/i18n.ts'
import { centre } from '../settings/queries.ts'
import type { TicketRecord } from './queries.ts'
import { timeWords } from './words.ts'

export type Line =
  | 'ticket_opened'
  | 'ticket_reply'
  | 'ticket_asked'
  | 'ticket_reminded'
  | 'ticket_result'
  | 'ticket_merged'
type Told = Pick<TicketRecord, 'conversationId' | 'locale' | 'no'>

/** Writes to the customer in the conversation the ticket came from; null when there is none, and somebody has to tell them. */
export async function tellCustomer(
  tx: Tx,
  ticket: Told,
  { key, body, params = {} }: { key: Line; body: string; params?: Record<string, string | number> },
): Promise<{ messageId: string } | null> {
  if (!ticket.conversationId) return null
  const system = { key, params: { no: ticket.no, ...params } }
  const message = await tellInConversation(tx, { conversationId: ticket.conversationId, system, body })
  return { messageId: message.id }
}

/** A sentence of `tickets.json` in the customer's language; instants become times of the centre. */
export async function inCustomersWords(
  tx: Tx,
  ticket: Pick<TicketRecord, 'locale'>,
  key: string,
  params: Record<string, string | Date>,
): Promise<string> {
  const locale = ticket.locale as Locale
  const timeZone = (await centre(tx))?.timeZone ?? 'Asia/Shanghai'
  const words = Object.entries(params).map(([name, value]) => [
    name,
    value instanceof Date ? timeWords(locale, value, timeZone) : value,
  ])
  return translate(locale, `tickets.${key}`, Object.fromEntries(words))
}
