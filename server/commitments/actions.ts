import type * as contract from '../../domain/commitments/contract.ts'
import { type CommitmentStep, nextCommitmentState, remindMinutesBefore } from '../../domain/commitments/rules.ts'
import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { cancelClocks, startClockUntil, stopClocks } from '../clocks/actions.ts'
import { conversationFor } from '../conversations/access.ts'
import { notify, settleNotices } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { nextNumber } from '../platform/numbers.ts'
import { lockedTicketFor } from '../tickets/access.ts'
import { tellCustomer } from '../tickets/actions.ts'
import { lockedCommitmentFor } from './access.ts'
import { type CommitmentRow, changeCommitment, insertCommitment, mayKeepPromises } from './queries.ts'
import { commitmentView } from './views.ts'

type Place = Pick<CommitmentRow, 'customerId' | 'groupId' | 'ticketId' | 'conversationId'>

/** R35: what, until when, by which way, and that the customer agrees. The same id again answers the promise it made. */
export async function make(ctx: Ctx, input: Input<typeof contract.makeCommitment>) {
  const { commitmentId: id, body, channel, customerAgreed } = input
  await transact(ctx, async (tx) => {
    const place = await placeOf(tx, input)
    await promise(tx, { ...place, id, body, channel, customerAgreed, dueAt: future(tx, input.dueAt), replaces: null })
  })
  return { commitment: await commitmentView(ctx, id) }
}

async function placeOf(tx: Tx, { ticketId, conversationId }: Input<typeof contract.makeCommitment>): Promise<Place> {
  if (ticketId) {
    const ticket = await lockedTicketFor(tx, ticketId, 'work')
    return { ticketId, conversationId: null, customerId: ticket.customerId, groupId: ticket.groupId }
  }
  if (!conversationId) throw new AppError('invalid_input')
  const { customerId, groupId } = await conversationFor(tx, conversationId, 'note')
  return { ticketId: null, conversationId, customerId, groupId }
}

type NewPromise = Place & Pick<CommitmentRow, 'id' | 'body' | 'channel' | 'customerAgreed' | 'dueAt' | 'replaces'>

async function promise(tx: Tx, made: NewPromise): Promise<void> {
  const me = myId(tx)
  const state = made.customerAgreed ? 'agreed' : 'proposed'
  const no = await nextNumber(tx, 'CN', 4)
  const row = { ...made, no, state, ownerId: me, madeBy: me, madeAt: tx.clock.now() } as const
  if (!(await insertCommitment(tx, row))) return
  await startClockUntil(tx, {
    subject: { type: 'commitment', id: made.id },
    kind: 'commitment',
    dueAt: made.dueAt,
    reminders: [remindMinutesBefore],
    ownerId: me,
  })
  tell(tx, row, {
    kind: 'commitment.made',
    to: state,
    payload: { dueAt: made.dueAt.toISOString(), channel: made.channel },
  })
}

export function agree(ctx: Ctx, { id }: { id: string }) {
  return step(ctx, id, 'agree', (tx) => changeCommitment(tx, id, { state: 'agreed', customerAgreed: true }))
}

export function keep(ctx: Ctx, { id, outcome }: Input<typeof contract.keepCommitment>) {
  return step(ctx, id, 'keep', async (tx, _row, state) => {
    await changeCommitment(tx, id, { state, outcome, offeredTo: null, endedAt: tx.clock.now() })
    await stopClocks(tx, id, ['commitment'])
  })
}

/** R45: a new time is agreed before the old one comes, and the customer is told with an apology. */
export async function renegotiate(ctx: Ctx, input: Input<typeof contract.renegotiateCommitment>) {
  const { id, tell: words, toldBy, reason } = input
  let successor = id
  await step(ctx, id, 'renegotiate', async (tx, row, state) => {
    if (tx.clock.now() > row.dueAt) throw new AppError('wrong_state')
    if ((words === undefined) === (toldBy === 'message')) throw new AppError('invalid_input')
    const dueAt = future(tx, input.dueAt)
    await changeCommitment(tx, id, { state, outcome: reason, offeredTo: null, endedAt: tx.clock.now() })
    await cancelClocks(tx, id, ['commitment'])
    if (words && row.ticketId) await tellCustomer(tx, { ticketId: row.ticketId, kind: 'reply', body: words })
    successor = tx.clock.newId()
    const { ticketId, conversationId, customerId, groupId, body, channel } = row
    await promise(tx, {
      ticketId,
      conversationId,
      customerId,
      groupId,
      body,
      channel,
      id: successor,
      dueAt,
      customerAgreed: true,
      replaces: id,
    })
  })
  return { commitment: await commitmentView(ctx, successor) }
}

export function cancel(ctx: Ctx, { id, reason }: Input<typeof contract.cancelCommitment>) {
  return step(ctx, id, 'cancel', async (tx, _row, state) => {
    await changeCommitment(tx, id, { state, outcome: reason, offeredTo: null, endedAt: tx.clock.now() })
    await cancelClocks(tx, id, ['commitment'])
  })
}

/** domain/model 2.3: the owner changes only when the other accepts. */
export async function offer(ctx: Ctx, { id, toStaffId, reason }: Input<typeof contract.offerCommitment>) {
  await transact(ctx, async (tx) => {
    const row = await lockedCommitmentFor(tx, id, 'work')
    if (row.endedAt || toStaffId === row.ownerId) throw new AppError('wrong_state')
    if (!(await mayKeepPromises(tx, toStaffId))) throw new AppError('agent_unavailable')
    await changeCommitment(tx, id, { offeredTo: toStaffId })
    tell(tx, row, { kind: 'commitment.offered', reason, payload: { staffId: toStaffId } })
    const params = { time: row.dueAt.toISOString(), customer: row.no }
    await notify(tx, { staffId: toStaffId, kind: 'commitment_asked', subject: { type: 'commitment', id }, params })
  })
  return { commitment: await commitmentView(ctx, id) }
}

export async function answerOffer(ctx: Ctx, { id, accept }: Input<typeof contract.answerCommitmentOffer>) {
  await transact(ctx, async (tx) => {
    const row = await lockedCommitmentFor(tx, id, 'view')
    const me = myId(tx)
    if (row.endedAt || row.offeredTo !== me) throw new AppError('wrong_state')
    await changeCommitment(tx, id, { offeredTo: null, ...(accept && { ownerId: me }) })
    await settleNotices(tx, { type: 'commitment', id }, ['commitment_asked'])
    tell(tx, row, {
      kind: accept ? 'commitment.taken' : 'commitment.declined',
      payload: { previousStaffId: row.ownerId, staffId: me },
    })
  })
  return { commitment: await commitmentView(ctx, id) }
}

type Work = (tx: Tx, row: CommitmentRow, state: NonNullable<ReturnType<typeof nextCommitmentState>>) => Promise<void>

async function step(ctx: Ctx, id: string, name: CommitmentStep, work: Work) {
  await transact(ctx, async (tx) => {
    const row = await lockedCommitmentFor(tx, id, 'work')
    const to = nextCommitmentState(row.state, name)
    if (!to) throw new AppError('wrong_state')
    await work(tx, row, to)
    await settleNotices(tx, { type: 'commitment', id }, [
      'commitment_due_soon',
      'commitment_missed',
      'commitment_asked',
    ])
    tell(tx, row, { kind: `commitment.${to}`, from: row.state, to })
  })
  return { commitment: await commitmentView(ctx, id) }
}

type Told = { kind: string; from?: string; to?: string; reason?: string; payload?: Record<string, unknown> }

/** On the timeline of what the promise belongs to. */
function tell(
  tx: Tx,
  row: Pick<CommitmentRow, 'id' | 'no' | 'ticketId' | 'conversationId' | 'groupId'>,
  event: Told,
): void {
  const subject = row.ticketId
    ? { type: 'ticket', id: row.ticketId }
    : { type: 'conversation', id: row.conversationId ?? row.id }
  tx.record({
    ...event,
    subject,
    payload: { ...event.payload, commitmentId: row.id, no: row.no, groupId: row.groupId },
  })
}

function future(tx: Tx, instant: string): Date {
  const at = new Date(instant)
  if (at <= tx.clock.now()) throw new AppError('invalid_input')
  return at
}

function myId({ actor }: Ctx): string {
  if (actor.kind !== 'staff') throw new Error('promised by people')
  return actor.id
}
