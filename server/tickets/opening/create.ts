import { createHash } from 'node:crypto'
import type { Input } from '../../../domain/contract.ts'
import { AppError, type FieldFault } from '../../../domain/errors.ts'
import type { Actor } from '../../../domain/identity/actor.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { fieldFaults, missingCustomFields } from '../../../domain/tickets/fields.ts'
import { atLeast, raisedUrgency, raisersOf, type UrgencyRaiser } from '../../../domain/tickets/urgency.ts'
import { conversationFor } from '../../conversations/access.ts'
import type { Loaded as Conversation } from '../../conversations/queries.ts'
import type { Ctx } from '../../platform/context.ts'
import { supervisorsInCharge } from '../../shifts/queries.ts'
import { staffActor, ticketFor } from '../access.ts'
import { type Route, routeNewTicket } from '../routing/route.ts'
import { type Changed, changed, opened } from '../views.ts'
import { channelOf, localeOf, preferredOf } from './carried.ts'
import { type CreationFacts, creationFacts, digestOfTicket, type NewTicket } from './create-queries.ts'
import { namingFault } from './naming.ts'
import { createInBatch, type NewCase } from './store.ts'

type Create = Input<typeof contract.createTicket>

/** Opens a ticket (R8, R25). The same id with the same words answers the ticket it made before. */
export async function createTicket(ctx: Ctx, input: Create): Promise<Changed> {
  const conversation = input.conversationId ? await conversationFor(ctx, input.conversationId, 'view') : null
  if (input.parentId) await ticketFor(ctx, input.parentId, 'view')
  const customerId = input.customerId ?? conversation?.customerId ?? null
  const { ticketId, category, groupId = null, departmentId = null } = input
  const staffId = staffActor(ctx).id
  const facts = await creationFacts(ctx, { ticketId, category, customerId, groupId, departmentId, staffId })
  const digest = digestOf(ctx, input)
  if (facts.existing) {
    if (facts.existing.digest !== digest) throw new AppError('idempotency_mismatch')
    return changed(ctx, ticketId)
  }
  const conversationOf = conversation?.customerId ?? null
  const naming = await namingFault(ctx, { customerId, conversationOf, found: facts.found })
  refuseFaults(ctx, { input, facts, customerId }, naming)
  const known = { input, facts, conversation, customerId, digest }
  const made = await createInBatch(ctx.platform, await newCase(ctx, known)).catch(nullIfTaken)
  // The same id came twice at one moment: the other one made it.
  if (!made) await refuseOther(ctx, { ticketId, digest })
  const { checks, quoteSeqs, attachmentIds } = input
  const isWhole = made && checks.length + quoteSeqs.length + attachmentIds.length === 0
  return isWhole ? opened(ctx, made) : changed(ctx, ticketId)
}

function nullIfTaken(error: unknown): null {
  if (error instanceof AppError && error.code === 'already_exists') return null
  throw error
}

async function refuseOther(ctx: Ctx, { ticketId, digest }: { ticketId: string; digest: string }): Promise<void> {
  if ((await digestOfTicket(ctx, ticketId)) !== digest) throw new AppError('idempotency_mismatch')
}

/** sha256 of what was asked: the same id with other words is `idempotency_mismatch`. */
function digestOf(ctx: Ctx, input: Create): string {
  const { id } = staffActor(ctx)
  return createHash('sha256')
    .update(JSON.stringify([id, Object.entries(input).sort()]))
    .digest('hex')
}

type Asked = { input: Create; facts: CreationFacts; customerId: string | null }

/** What a form cannot know of itself: things that are not there, times on the wrong side of now, fields of the industry. */
function refuseFaults(ctx: Ctx, { input, facts, customerId }: Asked, naming: Record<string, FieldFault>): void {
  const now = ctx.clock.now()
  const { fields, nature } = input
  const missing = missingCustomFields(facts.definitions, fields, { nature, at: 'creation' })
  const faults: Record<string, FieldFault> = {
    ...(!facts.category && { category: 'unknown' as const }),
    ...naming,
    ...(!customerId && input.anonymousReason.trim() === '' && { anonymousReason: 'missing' as const }),
    ...(input.groupId && !facts.hasGroup && { groupId: 'unknown' as const }),
    ...(input.departmentId && !facts.hasDepartment && { departmentId: 'unknown' as const }),
    ...timeFaults(input, now),
    ...fieldFaults(facts.definitions, fields),
    ...Object.fromEntries(missing.map((key) => [`fields.${key}`, 'missing' as const])),
  }
  if (Object.keys(faults).length > 0) throw new AppError('invalid_input', {}, faults)
}

export function timeFaults(
  { occurredAt, wantedBy }: { occurredAt?: string | null | undefined; wantedBy?: string | null | undefined },
  now: Date,
): Record<string, FieldFault> {
  return {
    ...(occurredAt && new Date(occurredAt) > now && { occurredAt: 'future' as const }),
    ...(wantedBy && new Date(wantedBy) < now && { wantedBy: 'past' as const }),
  }
}

type Known = Asked & { conversation: Conversation | null; digest: string }

async function newCase(ctx: Ctx, known: Known): Promise<NewCase> {
  const { input, facts, conversation } = known
  const row = await rowOf(ctx, known)
  return {
    actor: ctx.actor,
    row,
    customerLevel: facts.customer?.level ?? null,
    attachmentIds: input.attachmentIds,
    tells: conversation !== null,
    routedBy: input.groupId ? 'given' : row.by,
  }
}

async function rowOf(ctx: Ctx, known: Known): Promise<NewTicket & { by: string }> {
  const { input, facts, conversation, customerId, digest } = known
  const me = staffActor(ctx)
  const now = ctx.clock.now()
  const repeated: UrgencyRaiser[] = facts.repeats >= 2 ? ['third_repeat'] : []
  const raisers = raisersOf({ ...input, raisers: [...input.urgencyRaisers, ...repeated] })
  const urgency = raisedUrgency(atLeast(input.urgency, facts.category?.defaultUrgency ?? 'normal'), raisers)
  const channel = channelOf(input, conversation)
  const locale = localeOf(me, { facts, conversation })
  const stage = input.stage ?? conversation?.stage ?? facts.category?.stage ?? 'aftersales'
  const route = await routeOf(ctx, { ...known, urgency, raisers, channel, locale, stage })
  const assigneeId = input.take ? me.id : route.assigneeId
  const { ticketId, conversationId, ...given } = input
  return {
    ...pick(given),
    by: route.by,
    id: ticketId,
    digest,
    state: input.take ? 'in_progress' : assigneeId ? 'assigned' : 'new',
    stage,
    urgency,
    urgencyRaisers: raisers,
    channel,
    locale,
    customerId,
    preferredChannel: preferredOf(input, known),
    conversationId: conversationId ?? null,
    orderNo: input.orderNo ?? conversation?.orderNo ?? null,
    occurredAt: input.occurredAt ? new Date(input.occurredAt) : null,
    wantedBy: input.wantedBy ? new Date(input.wantedBy) : null,
    groupId: route.groupId,
    departmentId: route.departmentId,
    assigneeId,
    firstResponsibleId: await responsibleFor(ctx, { actor: me, conversation, route }),
    createdBy: me.id,
    parentId: input.parentId ?? null,
    splitFrom: null,
    createdAt: now,
    assignedAt: assigneeId ? now : null,
    acceptedAt: input.take ? now : null,
    quoteSeqs: conversation ? input.quoteSeqs : [],
  }
}

type Given = Omit<Create, 'ticketId' | 'conversationId'>

function pick(input: Given) {
  const { subject, nature, category, sentiment, urgencyReason, anonymousReason, product, store, pageUrl } = input
  const { descriptionCustomer, descriptionVerified, initialSuggestion, demand, peopleInvolved, occurredRoughly } = input
  const { tags, fields, checks } = input
  return {
    subject,
    nature,
    category,
    sentiment,
    urgencyReason,
    anonymousReason,
    product,
    store,
    pageUrl,
    descriptionCustomer,
    descriptionVerified,
    initialSuggestion,
    demand,
    peopleInvolved,
    occurredRoughly,
    tags: [...new Set(tags)],
    fields,
    checks,
  }
}

type Routed = Known & { urgency: string; raisers: readonly string[]; channel: string; locale: string; stage: string }

async function routeOf(ctx: Ctx, { input, conversation, customerId, facts, ...known }: Routed): Promise<Route> {
  const me = staffActor(ctx)
  const { nature, category, sentiment, subject } = input
  const { urgency, raisers, channel, locale, stage } = known
  const found = await routeNewTicket(ctx, {
    nature,
    category,
    stage,
    urgency,
    channel,
    locale,
    customerId,
    conversationGroupId: conversation?.groupId ?? null,
    createdBy: me.id,
    creatorGroupIds: me.groupIds,
    customerLevel: facts.customer?.level ?? null,
    customerTags: facts.customer?.tags ?? [],
    repeats: facts.repeats,
    sentiment,
    raisers,
    subject,
    words: input.descriptionCustomer,
  })
  // Whoever names a group decides who has it: the rules' choice of a person was for their own group.
  const isElsewhere = input.groupId !== undefined && input.groupId !== found.groupId
  return {
    ...found,
    groupId: input.groupId ?? found.groupId,
    departmentId: input.departmentId ?? found.departmentId,
    assigneeId: isElsewhere ? null : found.assigneeId,
  }
}

type Responsible = { actor: Actor; conversation: Conversation | null; route: Route }

/**
 * R46: who was asked first answers to the end. Of a conversation its first responsible; otherwise who opens it; for a
 * department that opens one, whoever gets it, else a supervisor in charge of the group.
 */
async function responsibleFor(ctx: Ctx, { conversation, route }: Responsible): Promise<string> {
  const me = staffActor(ctx)
  if (conversation?.firstResponsibleId) return conversation.firstResponsibleId
  const serves = me.roles.some((role) => role === 'agent' || role === 'senior_agent' || role === 'supervisor')
  if (serves) return me.id
  return route.assigneeId ?? (await supervisorsInCharge(ctx, route.groupId))[0] ?? me.id
}
