import type { AttachmentView } from '../../domain/conversations/views.ts'

/** A message the server has not confirmed. It keeps its id over every retry, reload and tab (reliability/contract 1 and 3). */
export type Unsent = {
  messageId: string
  conversationId: string
  kind: 'start' | 'post' | 'leave'
  body: string
  attachment?: AttachmentView
  quoteSeq?: number
  prechat?: Record<string, string>
  consent?: boolean
  orderNo?: string
  name?: string
  contact?: string
  at: string
  /** Why the server refused it for good; the customer may correct, retry or discard. */
  failed?: string
}
