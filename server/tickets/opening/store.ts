import { AppError } from '../../../domain/errors.ts'
import type { Actor } from '../../../domain/identity/actor.ts'
import { bindToTicket } from '../../attachments/actions.ts'
import { startServiceClocks } from '../../clocks/actions.ts'
import { notify } from '../../notifications/actions.ts'
import { contextFor, inNameOf, type Platform, type Tx, transact } from '../../platform/context.ts'
import { groupCommit } from '../../platform/load/group-commit.ts'
import { nextNumbers } from '../../platform/numbers.ts'
import { limitStart } from '../limits.ts'
import { departmentName } from '../parts/place-queries.ts'
import { inCustomersWords, tellCustomer } from '../telling.ts'
import type { Parts } from '../views.ts'
import { insertTickets, type NewTicket, type NumberedTicket } from './create-queries.ts'

/** A ticket that is to be opened, with everything its first moment writes. */
export type NewCase = {
  actor: Actor
  row: NewTicket
  customerLevel: string | null
  attachmentIds: readonly string[]
  /** Whether there is a conversation in which the customer is told. */
  tells: boolean
  /** `given`, `default` or the id of a routing rule. */
  routedBy: string
}
/** The ticket as it was written; null: one with this id stands already. */
export type Made = Parts | null

/** Opens the ticket together with the others that come at this moment; resolves when it is committed. */
export const createInBatch: (platform: Platform, one: NewCase) => Promise<Made> = groupCommit((platform) => {
  const ctx = contextFor(platform, { kind: 'system' })
  return (cases) => transact(ctx, (tx) => createTogether(tx, cases))
})

/** Tickets with number, limits, event and word to the customer, in the caller's transaction. */
export async function createTogether(tx: Tx, cases: readonly NewCase[]): Promise<Made[]> {
  const fresh = cases.filter((one, index) => cases.findIndex(({ row }) => row.id === one.row.id) === index)
  const limits = await startServiceClocks(
    tx,
    fresh.flatMap(({ row, customerLevel }) => {
      const owed = { ...row, customerLevel }
      return [limitStart(owed, 'first_response'), limitStart(owed, 'resolution')]
    }),
  )
  // Late, so that the counter is held as short as possible.
  const numbers = await nextNumbers(tx, { prefix: 'GD', width: 4, count: fresh.length })
  const opened = fresh.map((one, index) => {
    const [response, result] = limits.slice(2 * index, 2 * index + 2)
    const due = { response: response?.dueAt ?? null, result: result?.dueAt ?? null }
    const clocks = [response?.view, result?.view].filter((view) => view !== null && view !== undefined)
    return { one, due, clocks, row: numbered(one, numbers[index] as string, due) }
  })
  const made = await insertTickets(
    tx,
    opened.map(({ row }) => row),
  )
  // Somebody else's of this id was there: nothing of it may be touched, so each is tried again alone.
  if (made.size < opened.length) throw new AppError('already_exists')
  for (const { one, row, due } of opened) await afterwards(inNameOf(tx, one.actor), one, { row, due: due.result })
  return cases.map((one) => {
    const found = opened.find((done) => done.one === one)
    const row = made.get(one.row.id)
    return found && row ? { row, limits: found.clocks, attachments: [] } : null
  })
}

type Due = { response: Date | null; result: Date | null }

function numbered({ row, tells }: NewCase, no: string, { response, result }: Due): NumberedTicket {
  const isResponseFirst = response !== null && (result === null || response <= result)
  const nextDueAt = isResponseFirst ? response : result
  const nextDueKind = nextDueAt && (isResponseFirst ? 'first_response' : 'resolution')
  return { ...row, no, nextDueAt, nextDueKind, toldAt: tells ? row.createdAt : null }
}

async function afterwards(
  tx: Tx,
  one: NewCase,
  { row, due }: { row: NumberedTicket; due: Date | null },
): Promise<void> {
  const { groupId, departmentId, assigneeId, firstResponsibleId, urgency, category, channel, nature } = row
  tx.record({
    subject: { type: 'ticket', id: row.id },
    kind: 'ticket.created',
    to: row.state,
    payload: {
      ...{ groupId, departmentId, assigneeId, firstResponsibleId, urgency, category, channel, nature },
      staffId: assigneeId ?? firstResponsibleId,
      conversationId: row.conversationId,
      raisers: row.urgencyRaisers,
      routedBy: one.routedBy,
      told: one.tells,
    },
  })
  if (one.attachmentIds.length > 0) await bindToTicket(tx, { ids: one.attachmentIds, ticketId: row.id })
  if (one.tells) await tellOpened(tx, row, due)
  const isOthers = assigneeId && !(one.actor.kind === 'staff' && one.actor.id === assigneeId)
  if (isOthers)
    await notify(tx, {
      staffId: assigneeId,
      kind: 'ticket_assigned',
      subject: { type: 'ticket', id: row.id },
      params: { no: row.no },
    })
}

/** R28: number, responsible department and time limit are told at once, in the customer's language. */
async function tellOpened(tx: Tx, row: NumberedTicket, due: Date | null): Promise<void> {
  const department = await departmentName(tx, row)
  const words = { no: row.no, department, dueAt: due ?? row.createdAt }
  const body = await inCustomersWords(tx, row, due ? 'opened' : 'opened_without_limit', words)
  await tellCustomer(tx, row, {
    key: 'ticket_opened',
    body,
    params: { department, ...(due && { dueAt: due.toISOString() }) },
  })
}
