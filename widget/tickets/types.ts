import type { ComponentType } from 'preact'
import type { AttachmentView, MessageView } from '../../domain/conversations/views.ts'
import type { CustomerTicket } from '../../domain/tickets/customer-contract.ts'
import type Chinese from '../i18n/tickets/zh-CN.json'

export type TicketKey = keyof typeof Chinese
export type TicketTexts = Record<TicketKey, string>

/** Words to a ticket that the server has not confirmed; the note keeps its id over every retry, reload and tab. */
export type UnsentAnswer = {
  noteId: string
  ticketId: string
  body: string
  attachments: AttachmentView[]
  at: string
  /** Why the server refused it for good. */
  failed?: string
}

export type TicketsDone = 'done' | { problem: string }
export type TicketActs = {
  /** By number; none: the list. */
  open(no?: string): void
  close(): void
  refresh(): Promise<void>
  answer(ticket: CustomerTicket, body: string, attachments: AttachmentView[]): void
  retry(answer: UnsentAnswer): void
  discard(answer: UnsentAnswer): void
  confirm(ticket: CustomerTicket): Promise<TicketsDone>
  dispute(ticket: CustomerTicket, reason: string): Promise<TicketsDone>
}

/** What the window knows of the customer's tickets once their part is here; it brings what is to be shown. */
export type TicketsPart = {
  Entry: ComponentType
  Card: ComponentType
  Screen: ComponentType
  Link: ComponentType<{ line: NonNullable<MessageView['system']> }>
  texts: TicketTexts
  items: CustomerTicket[]
  unsent: UnsentAnswer[]
  /** The last reading failed and nothing was ever read. */
  unread: boolean
  /** A number, the list, or neither: the conversation is shown. */
  at: string | null
  acts: TicketActs
}
