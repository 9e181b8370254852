import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { type FieldValues, missingCustomFields } from '../../../domain/tickets/fields.ts'
import { canReopenTicket, urgentFromReopening } from '../../../domain/tickets/lifecycle.ts'
import { atLeast } from '../../../domain/tickets/urgency.ts'
import { notify } from '../../notifications/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { inviteToRate, surveyLinkOf } from '../../surveys/actions.ts'
import { fieldsInUse } from '../fields/queries.ts'
import { meetFirstResponse, startLimits, stopAfterwards, stopWaiting } from '../limits.ts'
import type { Loaded } from '../queries.ts'
import { stateAfter, takeStep, writeNote } from '../steps.ts'
import { inCustomersWords, tellCustomer } from '../telling.ts'
import { listed, localeOf } from '../words.ts'
import { close, endWork } from './ending.ts'
import { onTicket, subjectOf } from './on-ticket.ts'
import { customerNameOf } from './waiting-queries.ts'

type Resolve = Input<typeof contract.resolveTicket>

/** R33: result, solution and what to note, told at once. The limit of the result is met; silence for 72 h closes. */
export function resolveTicket(ctx: Ctx, input: Resolve): Promise<void> {
  return onTicket(ctx, { id: input.id, need: 'work' }, async (tx, row) => {
    stateAfter(tx, row, 'resolve')
    await refuseMissingFields(tx, row)
    if (input.toldBy === 'message' && !row.conversationId)
      throw new AppError('invalid_input', {}, { toldBy: 'no_conversation' })
    const survey = await invite(tx, row)
    const noteId = await tellResult(tx, row, { ...input, rateUrl: survey.url })
    const now = tx.clock.now()
    await stopWaiting(tx, row.id)
    const isFirst = row.firstReplyAt === null
    const response = isFirst ? await meetFirstResponse(tx, row) : {}
    const outcome = await endWork(tx, row)
    const { result, solution, customerNotes } = input
    await takeStep(tx, row, {
      kind: 'resolved',
      event: 'resolve',
      change: {
        ...{ result, solution, customerNotes, feedbackNoteId: noteId, resolvedAt: now, surveyState: survey.state },
        ...{ waitingUntil: null, waitingSince: null, waitingSteps: '' },
        ...(isFirst && { firstReplyAt: now }),
      },
      payload: { toldBy: input.toldBy, survey: survey.state, ...response, ...outcome },
    })
  })
}

async function refuseMissingFields(tx: Tx, row: Loaded): Promise<void> {
  const definitions = await fieldsInUse(tx)
  if (definitions.length === 0) return
  const missing = missingCustomFields(definitions, row.fields as FieldValues, { nature: row.nature, at: 'resolution' })
  if (missing.length === 0) return
  const faults = Object.fromEntries(missing.map((key) => [`fields.${key}`, 'missing' as const]))
  const locale = localeOf(tx.actor)
  const names = definitions.filter(({ key }) => missing.includes(key)).map(({ label }) => label[locale])
  throw new AppError('record_incomplete', { rule: 'required_fields', missing: listed(locale, names) }, faults)
}

type Survey = { state: 'invited' | 'skipped'; url: string | null }

/** R52: asked after every service; who is not named, was asked a moment ago or does not want to be is left in peace. */
async function invite(tx: Tx, row: Loaded): Promise<Survey> {
  const { customerId, groupId, channel, category } = row
  if (!customerId) return { state: 'skipped', url: null }
  const staffId = row.assigneeId ?? row.firstResponsibleId
  const subject = subjectOf(row)
  const made = await inviteToRate(tx, { subject, customerId, staffId, groupId, channel, category, scale: 'five' })
  if (made) return { state: 'invited', url: await surveyLinkOf(tx, made.id) }
  // Resolved again after a dispute: the first invitation stands.
  const known = row.surveyState === 'invited' || row.surveyState === 'answered'
  return { state: known ? (row.surveyState as Survey['state']) : 'skipped', url: null }
}

async function tellResult(tx: Tx, row: Loaded, said: Resolve & { rateUrl: string | null }): Promise<string> {
  const { result, solution, customerNotes, toldBy, rateUrl } = said
  const parts = [
    await inCustomersWords(tx, row, 'result', { no: row.no, result, solution }),
    customerNotes.trim() && (await inCustomersWords(tx, row, 'notes', { notes: customerNotes })),
  ].filter(Boolean)
  const rate = rateUrl ? [await inCustomersWords(tx, row, 'rate', { url: rateUrl })] : []
  const told =
    toldBy === 'message'
      ? await tellCustomer(tx, row, { key: 'ticket_result', body: [...parts, ...rate].join('\n') })
      : null
  const { id } = await writeNote(tx, row.id, { kind: 'result', body: parts.join('\n'), toldBy, ...told })
  return id
}

/** R41: closed when the customer agrees. */
export function confirmTicket(ctx: Ctx, { id, words }: Input<typeof contract.confirmTicket>): Promise<Loaded> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    stateAfter(tx, row, 'confirm')
    if (words.trim()) await writeNote(tx, id, { kind: 'customer', body: words })
    return close(tx, row, { event: 'confirm', reason: 'confirmed' })
  })
}

export function disputeTicket(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, (tx, row) => backToWork(tx, row, { event: 'dispute', reason }))
}

export function reopenTicket(ctx: Ctx, { id, reason }: { id: string; reason: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, (tx, row) => {
    stateAfter(tx, row, 'reopen')
    if (!canReopenTicket(row.closedAt, tx.clock.now())) throw new AppError('wrong_state', { rule: 'reopen_late' })
    return backToWork(tx, row, { event: 'reopen', reason })
  })
}

type Back = { event: 'dispute' | 'reopen'; reason: string }

/** Back to work with a new limit for the result; the old one keeps how it ended. From the second time on at least urgent (model 2.3). */
export async function backToWork(tx: Tx, row: Loaded, { event, reason }: Back): Promise<void> {
  stateAfter(tx, row, event)
  const reopenedCount = row.reopenedCount + 1
  const urgency = reopenedCount >= urgentFromReopening ? atLeast(row.urgency, 'urgent') : row.urgency
  await stopAfterwards(tx, row.id)
  await startLimits(tx, { ...row, urgency }, ['resolution'])
  const change = { reopenedCount, urgency, resolvedAt: null, closedAt: null, closeReason: null }
  const kind = event === 'dispute' ? 'disputed' : 'reopened'
  const after = await takeStep(tx, row, { kind, event, reason, change, payload: { count: reopenedCount } })
  if (urgency !== row.urgency)
    await takeStep(tx, after, {
      kind: 'urgency_changed',
      reason: 'reopened_again',
      payload: { from: row.urgency, to: urgency },
    })
  await tellOwner(tx, row)
}

async function tellOwner(tx: Tx, row: Loaded): Promise<void> {
  const staffId = row.assigneeId ?? row.firstResponsibleId
  if (tx.actor.kind === 'staff' && tx.actor.id === staffId) return
  const customer = await customerNameOf(tx, row.customerId)
  const params = { no: row.no, customer }
  await notify(tx, { staffId, kind: 'ticket_disputed', subject: subjectOf(row), params })
}
