import { z } from 'zod'
import { byId, id, instant, line, text } from '../contract.ts'
import { preferredChannels, sentiments, stages, ticketView } from './views.ts'

export const words = text(10_000)
export const changed = z.strictObject({ ticket: ticketView })

/** What can be changed while the ticket lives; at creation the first five are required (R25). */
export const editable = {
  subject: line(200),
  category: line(80),
  stage: z.enum(stages),
  descriptionCustomer: text(10_000, 1),
  descriptionVerified: words,
  initialSuggestion: words,
  demand: text(2000),
  sentiment: z.enum(sentiments),
  anonymousReason: text(500),
  preferredChannel: z.enum(preferredChannels).nullable(),
  customerId: id.nullable(),
  orderNo: line(80).nullable(),
  product: text(200),
  store: text(200),
  pageUrl: text(2000),
  peopleInvolved: text(500),
  occurredAt: instant.nullable(),
  occurredRoughly: z.boolean(),
  cause: text(4000),
  causeUnknownReason: text(500),
  wantedBy: instant.nullable(),
  tags: z.array(line(40)).max(20),
  /** Custom fields of the industry by key; checked against their definition. */
  fields: z.record(z.string().max(60), z.union([text(2000), z.number()])),
}

export const verb = (name: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/tickets/:id/${name}` as const,
    audience: 'staff',
    permission: 'tickets.work',
    summary,
    params: byId,
    reply: changed,
    errors: ['wrong_state'],
  }) as const

export const reason = line(500)
