import { clockKinds } from '../../domain/clocks/kinds.ts'
import { mask } from '../../domain/customers/mask.ts'
import type { Actor } from '../../domain/identity/actor.ts'
import type { Locale, Localized } from '../../domain/locale.ts'
import { hidesCustomer, seesOnlyPart } from '../../domain/tickets/access.ts'
import type { NodeView, TicketRow, TicketView } from '../../domain/tickets/views.ts'
import { ticketAttachments } from '../attachments/actions.ts'
import { clocksOf } from '../clocks/actions.ts'
import { type Ctx, contextFor, type Platform } from '../platform/context.ts'
import { gathered } from '../platform/gather.ts'
import { mayOf } from './access.ts'
import { missingOf } from './completeness.ts'
import { factsOf } from './queries.ts'
import { type Details, type RowOfList, rowsOfTickets, type WholeTicket, wholeTickets } from './view-queries.ts'
import { localeOf } from './words.ts'

export type Changed = { ticket: TicketView }
/** The ticket as it stands after a change; who may not look any more still hears what they did. */
export const changed = async (ctx: Ctx, id: string): Promise<Changed> => ({ ticket: await ticketView(ctx, id) })

const iso = (at: Date | null) => at?.toISOString() ?? null
// JSON built by PostgreSQL writes +00:00; views carry one form of time only.
const isoText = (at: string) => new Date(at).toISOString()
const isoTextOrNull = (at: string | null) => (at === null ? null : isoText(at))

/** Lines of lists in the order of the ids, as `ctx.actor` may see them; what is not there is left out. */
export async function ticketRows(ctx: Ctx, ids: readonly string[]): Promise<TicketRow[]> {
  if (ids.length === 0) return []
  const rows = new Map((await rowsOfTickets(ctx, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = rows.get(id)
    return row ? [rowView(row, ctx.actor)] : []
  })
}

export async function ticketView(ctx: Ctx, id: string): Promise<TicketView> {
  const parts = 'record' in ctx ? (await partsOf(ctx, [id]))[0] : await partsTogether(ctx.platform, id)
  if (!parts) throw new Error(`ticket ${id} has no row`)
  return viewOfParts(ctx, parts)
}

/** The ticket that was opened this moment, made of what was written: nobody reads it again. */
export const opened = async (ctx: Ctx, parts: Parts): Promise<Changed> => ({ ticket: await viewOfParts(ctx, parts) })

async function viewOfParts(ctx: Ctx, { row, attachments, limits }: Parts): Promise<TicketView> {
  const missing = await missingOf(ctx, row, row)
  const view = { ...wholeOf(row, ctx.actor), attachments, limits, missing, may: mayOf(ctx.actor, factsOf(row)) }
  return seesOnlyPart(ctx.actor, factsOf(row)) ? partOf(view, ctx.actor) : view
}

export type Parts = Pick<TicketView, 'attachments' | 'limits'> & { row: WholeTicket }

/** What the views of these tickets are made of, in three reads however many they are. */
async function partsOf(ctx: Ctx, ids: readonly string[]): Promise<(Parts | undefined)[]> {
  const distinct = [...new Set(ids)]
  const [whole, attachments, clocks] = await Promise.all([
    wholeTickets(ctx, distinct),
    ticketAttachments(ctx, distinct),
    clocksOf(ctx, distinct),
  ])
  const rows = new Map(whole.map((row) => [row.id, row]))
  const limits = Map.groupBy(clocks, ({ subjectId }) => subjectId)
  return ids.map((id) => {
    const row = rows.get(id)
    return row && { row, attachments: attachments.get(id) ?? [], limits: inOrder(limits.get(id) ?? []) }
  })
}

/** Pages that are asked for at the same moment are read together. */
const partsTogether = gathered((platform: Platform, ids: string[]) =>
  partsOf(contextFor(platform, { kind: 'system' }), ids),
)

/** Oldest first; of those that began together the first that is owed. */
function inOrder(limits: TicketView['limits']): TicketView['limits'] {
  const rank = ({ kind }: TicketView['limits'][number]) => clockKinds.indexOf(kind)
  return limits.toSorted((a, b) => a.startedAt.localeCompare(b.startedAt) || rank(a) - rank(b))
}

const named = (place: { id: string; name: Localized } | null, locale: Locale) =>
  place && { id: place.id, name: place.name[locale] }

/** In which language somebody reads a line, and whether without the customer's name. */
export type Reader = { locale: Locale; hidden: boolean }
export const readerOf = (actor: Actor, row: RowOfList): Reader => ({
  locale: localeOf(actor),
  hidden: hidesCustomer(actor, factsOf(row)),
})

export const rowView = (row: RowOfList, actor: Actor): TicketRow => lineView(row, readerOf(actor, row))

export function lineView(row: RowOfList, { locale, hidden }: Reader): TicketRow {
  return {
    id: row.id,
    no: row.no,
    revision: row.revision,
    state: row.state,
    escalated: row.escalated,
    subject: row.subject,
    nature: row.nature as TicketRow['nature'],
    category: row.category,
    stage: row.stage as TicketRow['stage'],
    urgency: row.urgency,
    channel: row.channel as TicketRow['channel'],
    customer: row.customer && (hidden ? { ...row.customer, name: maskName(row.customer.name) } : row.customer),
    orderNo: row.orderNo,
    group: named(row.group, locale),
    department: named(row.department, locale),
    assignee: row.assignee,
    firstResponsible: row.firstResponsible,
    tags: row.tags,
    reopenedCount: row.reopenedCount,
    nextDue:
      row.nextDueAt && row.nextDueKind
        ? { kind: row.nextDueKind as NonNullable<TicketRow['nextDue']>['kind'], at: row.nextDueAt.toISOString() }
        : null,
    wantedBy: iso(row.wantedBy),
    createdAt: row.createdAt.toISOString(),
    resolvedAt: iso(row.resolvedAt),
    closedAt: iso(row.closedAt),
    lastActivityAt: row.lastActivityAt.toISOString(),
  }
}

const maskName = (name: string) => mask(/\p{Script=Han}/u.test(name) ? 'name_zh' : 'name_latin', name)

type Whole = Omit<TicketView, 'attachments' | 'limits' | 'missing' | 'may'>

function wholeOf(row: WholeTicket, actor: Actor): Whole {
  const locale = localeOf(actor)
  return {
    ...rowView(row, actor),
    ...wordsOf(row),
    ...timesOf(row),
    locale: row.locale as Locale,
    urgencyRaisers: row.urgencyRaisers as TicketView['urgencyRaisers'],
    sentiment: row.sentiment as TicketView['sentiment'],
    preferredChannel: row.preferredChannel as TicketView['preferredChannel'],
    conversationId: row.conversationId,
    occurredRoughly: row.occurredRoughly,
    createdBy: row.creator,
    feedbackNoteId: row.feedbackNoteId,
    surveyState: row.surveyState as TicketView['surveyState'],
    parentId: row.parentId,
    duplicateOf: row.duplicateOf,
    closeReason: row.closeReason,
    fields: row.fields as TicketView['fields'],
    nodes: row.nodes.map((node) => nodeOf(node, locale)),
    checks: row.checks.map((check) => ({ ...check, doneAt: isoTextOrNull(check.doneAt) })),
    links: row.links,
    quotes: row.quotes.map((quote) => ({ ...quote, at: isoText(quote.at) })),
    handover: row.handover && { ...row.handover, askedAt: isoText(row.handover.askedAt) },
    waiver: row.waiver && { ...row.waiver, at: isoText(row.waiver.at) },
  }
}

function wordsOf(row: RowOfList) {
  const { urgencyReason, anonymousReason, product, store, pageUrl, descriptionCustomer, descriptionVerified } = row
  const { initialSuggestion, demand, peopleInvolved, cause, causeUnknownReason, result, solution } = row
  const { customerNotes, waitingSteps } = row
  return {
    ...{ urgencyReason, anonymousReason, product, store, pageUrl, descriptionCustomer, descriptionVerified },
    ...{ initialSuggestion, demand, peopleInvolved, cause, causeUnknownReason, result, solution },
    ...{ customerNotes, waitingSteps },
  }
}

function timesOf(row: RowOfList) {
  return {
    occurredAt: iso(row.occurredAt),
    toldAt: iso(row.toldAt),
    waitingUntil: iso(row.waitingUntil),
    assignedAt: iso(row.assignedAt),
    acceptedAt: iso(row.acceptedAt),
    firstReplyAt: iso(row.firstReplyAt),
    archivedAt: iso(row.archivedAt),
  }
}

function nodeOf(node: Details['nodes'][number], locale: Locale): NodeView {
  return {
    ...node,
    department: { id: node.department.id, name: node.department.name[locale] },
    sentAt: isoText(node.sentAt as string),
    dueAt: isoText(node.dueAt as string),
    takenAt: isoTextOrNull(node.takenAt),
    returnedAt: isoTextOrNull(node.returnedAt),
  }
}

/** A department reads its own part: of others only that they have one, of the customer no more than the case needs. */
function partOf(view: TicketView, actor: Actor): TicketView {
  const own = actor.kind === 'staff' ? actor.departmentId : null
  return {
    ...view,
    anonymousReason: '',
    preferredChannel: null,
    conversationId: null,
    peopleInvolved: '',
    customerNotes: '',
    quotes: [],
    links: [],
    handover: null,
    waiver: null,
    nodes: view.nodes.map((node) => (node.department.id === own ? node : { ...node, request: '', result: '' })),
  }
}
