import { isRevisited } from '../../domain/complaints/rules.ts'
import type { TicketRecord } from '../../domain/tickets/completeness.ts'
import type { Ctx } from '../platform/context.ts'
import { complaintViewRows } from './view-queries.ts'

/** What the archive asks of a complaint (records 6.4): apology, plan with owner, revisit. */
export async function complaintRecord(ctx: Ctx, ticketId: string): Promise<TicketRecord['complaint']> {
  const [row] = await complaintViewRows(ctx, { ticketIds: [ticketId] })
  if (!row) return { apologised: false, hasPlanWithOwner: false, revisited: false }
  return {
    apologised: row.soothedAt !== null,
    hasPlanWithOwner: row.plan.length > 0,
    revisited: isRevisited(row.revisitState && { state: row.revisitState }),
  }
}

/** The columns of 客诉处理跟踪表 that the ticket alone does not know (records 6.2). */
export async function complaintSheets(ctx: Ctx, ticketIds: readonly string[]) {
  const rows = await complaintViewRows(ctx, { ticketIds: [...ticketIds] })
  return new Map(
    rows.map((row) => [
      row.ticketId,
      {
        complainedAt: row.createdAt,
        reason: row.reason,
        firstHandler: `${row.handler.name} ${row.handler.staffNo}`,
        plan: row.plan.map(({ body, owner, dueAt }) => ({ text: body, owner: owner.name, due: new Date(dueAt) })),
        customerFeedback: row.customerFeedback,
        escalatedAt: row.escalatedAt,
        escalationReason: row.escalationReason ?? '',
        responsibleAgent: row.responsible?.name ?? '',
        retrainingCourse: row.retrainingCourse,
        revisit: row.revisit?.result ?? '',
      },
    ]),
  )
}
