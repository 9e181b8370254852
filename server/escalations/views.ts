import type { ClockKind } from '../../domain/clocks/kinds.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { canAnswerEscalation } from '../../domain/escalations/access.ts'
import type {
  EscalationView,
  ExplanationView,
  listEscalations,
  listExplanations,
} from '../../domain/escalations/contract.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import type { Ctx } from '../platform/context.ts'
import { keysetPage, readCursor } from '../platform/keyset.ts'
import {
  type EscalationViewRow,
  type ExplanationViewRow,
  escalationPage,
  escalationViewRow,
  explanationPage,
  explanationViewRow,
} from './view-queries.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

function reader({ actor }: Ctx): Staff {
  if (actor.kind !== 'staff') throw new Error('read by people')
  return actor
}

export async function myEscalations(
  ctx: Ctx,
  { cursor, limit, ...wanted }: Input<typeof listEscalations>,
): Promise<Reply<typeof listEscalations>> {
  const me = reader(ctx)
  const rows = await escalationPage(ctx, me, { ...wanted, cursor: readCursor(cursor), limit: limit + 1 })
  const { page, nextCursor } = keysetPage(rows, limit)
  return { items: page.map((row) => escalationOf(row, me)), nextCursor }
}

export async function escalationView(ctx: Ctx, id: string): Promise<EscalationView> {
  const row = await escalationViewRow(ctx, id)
  if (!row) throw new Error(`escalation ${id} has no row`)
  return escalationOf(row, reader(ctx))
}

export async function myExplanations(
  ctx: Ctx,
  { cursor, limit, ...wanted }: Input<typeof listExplanations>,
): Promise<Reply<typeof listExplanations>> {
  const me = reader(ctx)
  const rows = await explanationPage(ctx, me, { ...wanted, cursor: readCursor(cursor), limit: limit + 1 })
  const { page, nextCursor } = keysetPage(rows, limit)
  return { items: page.map((row) => explanationOf(row, me)), nextCursor }
}

export async function explanationView(ctx: Ctx, id: string): Promise<ExplanationView> {
  const row = await explanationViewRow(ctx, id)
  if (!row) throw new Error(`explanation ${id} has no row`)
  return explanationOf(row, reader(ctx))
}

function escalationOf(row: EscalationViewRow, me: Staff): EscalationView {
  return {
    id: row.id,
    ticket: row.ticket as EscalationView['ticket'],
    group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName[me.locale] } : null,
    level: row.level,
    cause: row.cause,
    clockKind: row.clockKind as ClockKind | null,
    summary: row.summary,
    reason: row.reason,
    raisedBy: row.raiser,
    raisedAt: row.raisedAt.toISOString(),
    state: row.state,
    answerDueAt: iso(row.answerDueAt),
    recipients: row.recipients,
    acknowledgedBy: row.acknowledger,
    acknowledgedAt: iso(row.acknowledgedAt),
    measure: row.measure,
    closedBy: row.closer,
    closedAt: iso(row.closedAt),
    outcome: row.outcome,
    may: { answer: row.state !== 'closed' && canAnswerEscalation(me, row) },
  }
}

function explanationOf(row: ExplanationViewRow, me: Staff): ExplanationView {
  const isWritten = row.writtenAt !== null
  return {
    id: row.id,
    escalationId: row.escalationId,
    ticket: row.ticket as ExplanationView['ticket'],
    clockKind: row.clockKind as ClockKind | null,
    owner: row.owner,
    owedAt: row.owedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    cause: row.cause,
    plan: row.plan,
    catchUpAt: iso(row.catchUpAt),
    toldCustomer: row.toldCustomer,
    writtenAt: iso(row.writtenAt),
    readBy: row.reader,
    readAt: iso(row.readAt),
    may: {
      write: !isWritten && row.owner.id === me.id,
      read: isWritten && row.readAt === null && canAnswerEscalation(me, row.facts),
    },
  }
}
