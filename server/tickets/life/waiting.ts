import type { Input } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { customerDeadlineHours, customerReminderHours } from '../../../domain/tickets/lifecycle.ts'
import { resumeClocks, startClockUntil } from '../../clocks/actions.ts'
import { awaitAnswer } from '../../conversations/actions.ts'
import { notify } from '../../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import type { CommittedEvent } from '../../platform/events.ts'
import { meetFirstResponse, pauseResult, startLimits, stopWaiting } from '../limits.ts'
import { type Loaded, lockTicket } from '../queries.ts'
import { recordOf, stateAfter, takeStep, writeNote } from '../steps.ts'
import { inCustomersWords, tellCustomer } from '../telling.ts'
import { endWork } from './ending.ts'
import { onTicket, subjectOf } from './on-ticket.ts'
import { customerNameOf, waitingTicketsOf } from './waiting-queries.ts'

const hourMs = 3_600_000

/** R34: clear steps and a deadline; the limit of the result rests until the customer answers. */
export function askCustomer(ctx: Ctx, input: Input<typeof contract.askCustomer>): Promise<void> {
  const { id, steps } = input
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    stateAfter(tx, row, 'ask_customer')
    const now = tx.clock.now()
    const asked = input.until ? new Date(input.until) : null
    if (asked && asked <= now) throw new AppError('invalid_input', {}, { until: 'past' })
    await pauseResult(tx, id)
    const until = await startWaiting(tx, row, asked)
    const body = await inCustomersWords(tx, row, 'asked', { no: row.no, steps, until })
    const told = await tellCustomer(tx, row, { key: 'ticket_asked', body, params: { until: until.toISOString() } })
    await writeNote(tx, id, { kind: 'reply', body: steps, ...told })
    if (row.conversationId) await awaitAnswer(tx, row.conversationId, true)
    const isFirst = row.firstReplyAt === null
    const met = isFirst ? await meetFirstResponse(tx, row) : {}
    await takeStep(tx, row, {
      kind: 'customer_asked',
      event: 'ask_customer',
      change: { waitingSteps: steps, waitingUntil: until, waitingSince: now, ...(isFirst && { firstReplyAt: now }) },
      payload: { until: until.toISOString(), told: told !== null, ...met },
    })
  })
}

/** Reminder and end as the centre's policies say, or by the deadline that was agreed: a short one is reminded half-way. */
async function startWaiting(tx: Tx, row: Loaded, asked: Date | null): Promise<Date> {
  const now = tx.clock.now()
  const subject = subjectOf(row)
  const ownerId = row.assigneeId ?? row.firstResponsibleId
  if (!asked) {
    const [, end] = await startLimits(tx, row, ['ticket_waiting_reminder', 'ticket_waiting_end'])
    return end ?? new Date(now.getTime() + customerDeadlineHours * hourMs)
  }
  const half = Math.min(customerReminderHours * hourMs, (asked.getTime() - now.getTime()) / 2)
  const remindAt = new Date(now.getTime() + half)
  await startClockUntil(tx, { subject, kind: 'ticket_waiting_reminder', dueAt: remindAt, ownerId })
  await startClockUntil(tx, { subject, kind: 'ticket_waiting_end', dueAt: asked, ownerId })
  return asked
}

/** The customer answered by phone or in person. */
export function customerAnswered(ctx: Ctx, { id, body }: { id: string; body: string }): Promise<void> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    stateAfter(tx, row, 'customer_answered')
    await writeNote(tx, id, { kind: 'customer', body })
    await answered(tx, row, 'told')
  })
}

async function answered(tx: Tx, row: Loaded, by: 'told' | 'message'): Promise<void> {
  await stopWaiting(tx, row.id)
  await resumeClocks(tx, row.id, ['resolution'])
  await takeStep(tx, row, {
    kind: 'customer_answered',
    event: 'customer_answered',
    change: { waitingUntil: null, waitingSince: null, waitingSteps: '' },
    payload: { by },
  })
}

/** The customer wrote in a conversation where tickets wait for them; once per ticket, however often it is told. */
export async function customerWrote(ctx: Ctx, event: CommittedEvent): Promise<void> {
  const conversationId = event.subject.id
  await transact(ctx, async (tx) => {
    for (const id of await waitingTicketsOf(tx, conversationId)) {
      const row = await lockTicket(tx, id)
      if (row?.state === 'waiting_customer') await hearCustomer(tx, row)
    }
    await awaitAnswer(tx, conversationId, false)
  })
}

/** The customer said something: what was waiting for it goes on, and whoever works on it knows. */
export async function hearCustomer(tx: Tx, row: Loaded): Promise<void> {
  if (row.state === 'waiting_customer') await answered(tx, row, 'message')
  else await takeStep(tx, row, { kind: 'customer_wrote' })
  const customer = await customerNameOf(tx, row.customerId)
  await notify(tx, {
    staffId: row.assigneeId ?? row.firstResponsibleId,
    kind: 'ticket_customer_replied',
    subject: subjectOf(row),
    params: { no: row.no, customer },
  })
}

/** Model 2.3: one reminder, with the steps and the deadline once more. */
export async function remindCustomer(tx: Tx, row: Loaded): Promise<void> {
  const until = row.waitingUntil ?? tx.clock.now()
  const body = await inCustomersWords(tx, row, 'reminded', { no: row.no, steps: row.waitingSteps, until })
  const told = await tellCustomer(tx, row, { key: 'ticket_reminded', body, params: { until: until.toISOString() } })
  await takeStep(tx, row, { kind: 'customer_reminded', payload: { until: until.toISOString(), told: told !== null } })
}

/** Model 2.3: asked, reminded, and silent: resolved as unanswered, which the customer may still dispute. */
export async function customerSilent(tx: Tx, row: Loaded): Promise<void> {
  await stopWaiting(tx, row.id)
  const outcome = await endWork(tx, row)
  const silent = await inCustomersWords(tx, row, 'silent', {})
  const result = row.result || silent
  const body = await inCustomersWords(tx, row, 'ended_silent', { no: row.no })
  const told = await tellCustomer(tx, row, { key: 'ticket_result', body })
  const { id: feedbackNoteId } = await writeNote(tx, row.id, { kind: 'result', body, ...told })
  const after = await takeStep(tx, row, {
    kind: 'customer_silent',
    event: 'customer_silent',
    reason: 'no_reply',
    change: {
      ...{ result, feedbackNoteId, resolvedAt: tx.clock.now(), waitingUntil: null, waitingSince: null },
      ...(row.surveyState === 'none' && { surveyState: 'skipped' }),
    },
  })
  recordOf(tx, after, { kind: 'resolved', reason: 'no_reply', payload: outcome })
}
