import {
  type TicketRecord as Checked,
  type CompletenessField,
  missingFields,
} from '../../domain/tickets/completeness.ts'
import type { Ctx } from '../platform/context.ts'
import type { TicketRecord } from './queries.ts'

type ComplaintFacts = Checked['complaint']
type ComplaintReader = (ctx: Ctx, ticketId: string) => Promise<ComplaintFacts>

let readComplaint: ComplaintReader = async () => null

/** Set once by the composition root where complaints are known: what their record has (records 6.4). */
export function declareComplaints(reader: ComplaintReader): void {
  readComplaint = reader
}

type Gathered = { processNotes: number; waiver: { field: string } | null }

/** What the archive still waits for (R41). */
export async function missingOf(
  ctx: Ctx,
  row: TicketRecord,
  { processNotes, waiver }: Gathered,
): Promise<CompletenessField[]> {
  const complaint = row.nature === 'complaint' ? await readComplaint(ctx, row.id) : null
  return missingFields({ ...row, processNotes, complaint }, (waiver?.field ?? null) as CompletenessField | null)
}
