import type { CallbackFile, CallbackView, listCallbacks } from '../../domain/callbacks/contract.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { maskName } from '../../domain/customers/mask.ts'
import { AppError } from '../../domain/errors.ts'
import { may, scopesOf } from '../../domain/identity/permissions.ts'
import { conversationFor } from '../conversations/access.ts'
import type { Ctx } from '../platform/context.ts'
import { keysetPage, readCursor } from '../platform/keyset.ts'
import { callbackFor, mayOf, staffActor } from './access.ts'
import { aboutOf, attemptsOf, type CallbackRow, callbackPage, openCounts } from './queries.ts'

export async function callbackList(ctx: Ctx, input: Input<typeof listCallbacks>): Promise<Reply<typeof listCallbacks>> {
  const me = staffActor(ctx)
  const { list, limit } = input
  const page = { list, cursor: readCursor(input.cursor), limit: limit + 1 }
  const [rows, counts] = [await callbackPage(ctx, me, page), await openCounts(ctx, me)]
  const keyed = rows.map((row) => ({ ...row, at: (list === 'history' ? row.closedAt : null) ?? row.dueAt }))
  const { page: shown, nextCursor } = keysetPage(keyed, limit)
  return { items: shown.map((row) => viewOf(ctx, row)), nextCursor, counts }
}

export async function fileOf(ctx: Ctx, id: string): Promise<CallbackFile> {
  const row = await callbackFor(ctx, id)
  const [attempts, about] = [await attemptsOf(ctx, id), await aboutOf(ctx, row)]
  return {
    callback: viewOf(ctx, row),
    attempts: attempts.map(({ byId, byName, byNo, at, id: attemptId, channel, outcome, note }) => ({
      id: attemptId,
      at: at.toISOString(),
      by: { id: byId, name: byName, staffNo: byNo },
      channel,
      outcome,
      note,
    })),
    comment: about.comment ?? '',
    ratedAt: about.ratedAt?.toISOString() ?? null,
    about: {
      category: about.category,
      summary: about.summary ?? '',
      at: about.at?.toISOString() ?? null,
      servedBy: about.servedBy,
      brand: about.brand,
      mayOpen: await mayOpen(ctx, row),
    },
  }
}

/** The conversation's own gate answers; a ticket's page asks its own. */
async function mayOpen(ctx: Ctx, { subjectType, subjectId }: CallbackRow): Promise<boolean> {
  if (subjectType === 'ticket') return may(staffActor(ctx).roles, 'tickets.view')
  if (subjectType !== 'conversation') return false
  try {
    await conversationFor(ctx, subjectId, 'view')
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Management looks on without names (domain/model 2.5, "M"). */
function isMasked({ actor }: Ctx, { ownerId }: CallbackRow): boolean {
  if (actor.kind !== 'staff' || ownerId === actor.id) return false
  const scopes = scopesOf(actor.roles, 'callbacks.view')
  return scopes.includes('masked') && !scopes.includes('group')
}

function viewOf(ctx: Ctx, row: CallbackRow): CallbackView {
  const { id, kind, state, score, scoreNow, attempts, result, suggestion, locale } = row
  const language = ctx.actor.kind === 'staff' ? ctx.actor.locale : 'zh-CN'
  const name = isMasked(ctx, row) ? maskName(row.customerName) : row.customerName
  return {
    id,
    kind,
    state,
    subject: { type: row.subjectType, id: row.subjectId, no: row.subjectNo },
    customer: { id: row.customerId, no: row.customerNo, name, locale },
    owner: row.ownerId ? { id: row.ownerId, name: row.ownerName ?? '', staffNo: row.ownerNo ?? '' } : null,
    group: row.groupId ? { id: row.groupId, name: row.groupName?.[language] ?? '' } : null,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    nextAt: row.nextAt?.toISOString() ?? null,
    score,
    scoreNow,
    attempts,
    firstAttemptAt: row.firstAttemptAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    result,
    suggestion,
    may: mayOf(ctx, row),
  }
}
