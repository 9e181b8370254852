import { useMutation } from '@tanstack/react-query'
import { createTicket } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ApiError, call } from '../../api.ts'
import type { Upload } from '../../conversations/composer/uploads.ts'
import { queryClient } from '../../query.ts'
import { listsKey, putTicket, refreshCountsSoon } from '../cache.ts'
import { instantOf } from '../words.ts'
import type { Fields } from './draft.ts'
import type { Source } from './from-conversation.ts'

type New = {
  fields: Fields
  source: Source | undefined
  parentId: string | undefined
  ticketId: string
  files: readonly Upload[]
}
type Hears = { onDone: (id: string, no: string) => void; onError: (error: unknown) => void }

const mostRetries = 2

export function useCreate({ onDone, onError }: Hears) {
  return useMutation({
    mutationFn: async (made: New) => (await call(createTicket, inputOf(made))).ticket,
    // The id makes it one ticket however often it is asked for.
    retry: (count, error) => error instanceof ApiError && error.isTransient && count < mostRetries,
    onSuccess: (ticket) => {
      putTicket(ticket)
      void queryClient.invalidateQueries({ queryKey: listsKey })
      refreshCountsSoon()
      onDone(ticket.id, ticket.no)
    },
    onError,
  })
}

const filled = (words: string | undefined) => words?.trim() || undefined

/** What was left empty is not sent. */
const customOf = (custom: Fields['custom'] = {}) =>
  Object.fromEntries(
    Object.entries(custom).flatMap(([key, value]) => (value === '' || value == null ? [] : [[key, value]])),
  )

function inputOf({ fields, source, parentId, ticketId, files }: New) {
  const [nature = 'consult'] = fields.category
  return {
    ticketId,
    parentId,
    nature: nature as TicketView['nature'],
    category: fields.category.at(-1) ?? nature,
    subject: fields.subject.trim(),
    descriptionCustomer: fields.descriptionCustomer,
    descriptionVerified: fields.descriptionVerified,
    initialSuggestion: fields.initialSuggestion,
    demand: fields.demand,
    urgency: fields.urgency,
    urgencyRaisers: fields.raisers,
    urgencyReason: fields.urgencyReason,
    sentiment: fields.raisers.includes('agitated') ? ('agitated' as const) : undefined,
    orderNo: filled(fields.orderNo),
    product: fields.product,
    wantedBy: fields.wantedBy ? instantOf(fields.wantedBy) : undefined,
    departmentId: fields.departmentId,
    groupId: fields.groupId,
    tags: fields.tags,
    fields: customOf(fields.custom),
    take: fields.take,
    attachmentIds: files.flatMap(({ attachment }) => (attachment ? [attachment.id] : [])),
    ...(source
      ? {
          conversationId: source.conversation.id,
          quoteSeqs: fields.withQuotes ? source.carried.quoteSeqs : [],
        }
      : {
          channel: fields.channel,
          customerId: fields.customer?.value,
          anonymousReason: fields.customer ? undefined : fields.anonymousReason,
        }),
  }
}
