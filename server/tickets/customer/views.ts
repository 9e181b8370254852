import type { Locale } from '../../../domain/locale.ts'
import type { CustomerTicket } from '../../../domain/tickets/customer-contract.ts'
import { customerMay, progressOf } from '../../../domain/tickets/progress.ts'
import { customersFiles } from '../../attachments/actions.ts'
import type { Ctx } from '../../platform/context.ts'
import type { CustomerTicketRow } from './queries.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** What a customer sees: five words for ten states, their own words, what is asked, the result. Merged and cancelled ones are not shown. */
export async function customerViews(
  ctx: Ctx,
  rows: readonly CustomerTicketRow[],
  locale: Locale,
): Promise<CustomerTicket[]> {
  const files = await customersFiles(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.flatMap((row) => viewOf({ row, files: files.get(row.id) ?? [], locale, now: ctx.clock.now() }) ?? [])
}

type Seen = { row: CustomerTicketRow; files: CustomerTicket['files']; locale: Locale; now: Date }

function viewOf({ row, files, locale, now }: Seen): CustomerTicket | null {
  const state = progressOf(row.state)
  if (!state) return null
  // While the customer is asked the promised time rests.
  const isPromised = state === 'received' || state === 'working'
  return {
    id: row.id,
    no: row.no,
    state,
    about: row.descriptionCustomer,
    department: row.departmentName?.[locale] ?? null,
    openedAt: row.createdAt.toISOString(),
    // A time that has passed is no promise any more: who is late says so in words (R45).
    dueAt: isPromised && row.dueAt && row.dueAt > now ? iso(row.dueAt) : null,
    asked: state === 'waiting_for_you' ? { steps: row.waitingSteps, until: iso(row.waitingUntil) } : null,
    words: row.words.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    files,
    result:
      row.resolvedAt && (state === 'answered' || state === 'closed')
        ? { result: row.result, solution: row.solution, notes: row.customerNotes, at: row.resolvedAt.toISOString() }
        : null,
    may: customerMay(row.state, row.closedAt, now),
  }
}
