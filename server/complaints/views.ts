import type { ComplaintView, listComplaints } from '../../domain/complaints/contract.ts'
import {
  type ComplaintStep,
  compensationLimit,
  complaintSteps,
  isComplaintOver,
  isRevisited,
  mayClose,
  nextComplaintState,
} from '../../domain/complaints/rules.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { maskName } from '../../domain/customers/mask.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import { type CompensationLimits, compensationLimits } from '../../domain/settings/compensation.ts'
import type { Ctx } from '../platform/context.ts'
import { keysetPage, readCursor } from '../platform/keyset.ts'
import { centre } from '../settings/queries.ts'
import { ticketFor } from '../tickets/access.ts'
import { complaintFor, reaches, staffActor } from './access.ts'
import { type ComplaintViewRow, complaintPage, complaintViewRows } from './view-queries.ts'

export async function myComplaints(
  ctx: Ctx,
  { state, cursor, limit }: Input<typeof listComplaints>,
): Promise<Reply<typeof listComplaints>> {
  const me = staffActor(ctx)
  const limits = await limitsOf(ctx)
  const rows = await complaintPage(ctx, me, { state, cursor: readCursor(cursor), limit: limit + 1 })
  const { page, nextCursor } = keysetPage(rows, limit)
  return { items: page.map((row) => viewOf(row, me, limits)), nextCursor }
}

export async function complaintOf(ctx: Ctx, ticketId: string): Promise<{ complaint: ComplaintView | null }> {
  await ticketFor(ctx, ticketId, 'view')
  const [row] = await complaintViewRows(ctx, { ticketIds: [ticketId] })
  return { complaint: row ? viewOf(row, staffActor(ctx), await limitsOf(ctx)) : null }
}

export async function complaintView(ctx: Ctx, id: string): Promise<ComplaintView> {
  await complaintFor(ctx, id)
  const [row] = await complaintViewRows(ctx, { ids: [id] })
  if (!row) throw new Error(`complaint ${id} has no row`)
  return viewOf(row, staffActor(ctx), await limitsOf(ctx))
}

export const limitsOf = async (ctx: Ctx): Promise<CompensationLimits> =>
  (await centre(ctx))?.compensation ?? compensationLimits

// JSON built by PostgreSQL writes +00:00; views carry one form of time only.
const isoText = (at: string) => new Date(at).toISOString()
const iso = (at: Date | null) => at?.toISOString() ?? null

function viewOf(row: ComplaintViewRow, me: Staff, limits: CompensationLimits): ComplaintView {
  const isMasked = scopesOf(me.roles, 'complaints.view').every((scope) => scope === 'masked')
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    ticket: row.ticket as ComplaintView['ticket'],
    customer: row.customer && isMasked ? { ...row.customer, name: maskName(row.customer.name) } : row.customer,
    group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName[me.locale] } : null,
    reason: row.reason,
    firstHandler: row.handler,
    soothing: row.soothing,
    soothedHow: row.soothedHow,
    soothedBy: row.soother,
    soothedAt: iso(row.soothedAt),
    plan: row.plan.map((item) => ({
      ...item,
      dueAt: isoText(item.dueAt),
      doneAt: item.doneAt && isoText(item.doneAt),
    })),
    customerFeedback: row.customerFeedback,
    compensation:
      row.compensationAmount !== null && row.giver
        ? { amount: row.compensationAmount, note: row.compensationNote, by: row.giver }
        : null,
    responsibleAgent: row.responsible,
    rootCause: row.rootCause,
    retrainingCourse: row.retrainingCourse,
    revisit: row.revisit && {
      ...(row.revisit as NonNullable<ComplaintView['revisit']>),
      dueAt: isoText(row.revisit.dueAt),
    },
    closedBy: row.closer,
    closedAt: iso(row.closedAt),
    createdAt: row.createdAt.toISOString(),
    may: mayOf(row, me, limits),
  }
}

const closing: readonly ComplaintStep[] = ['close', 'escalate_external']

/** What this reader may do now: the page shows these steps and nothing else. */
function mayOf(row: ComplaintViewRow, me: Staff, limits: CompensationLimits): ComplaintView['may'] {
  const may = (step: ComplaintStep) => {
    if (!nextComplaintState(row.state, step)) return false
    if (!reaches(me, row, closing.includes(step) ? 'close' : 'work')) return false
    if (step === 'resolve') return row.waitingItems === 0
    if (step !== 'close') return true
    return isRevisited(row.revisitState && { state: row.revisitState }) && mayClose(me.id, row.responsibleAgentId)
  }
  const edit = !isComplaintOver(row.state) && reaches(me, row, 'work')
  return { steps: complaintSteps.filter(may), edit, compensate: edit ? compensationLimit(me.roles, limits) : 0 }
}
