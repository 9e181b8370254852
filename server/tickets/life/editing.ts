import type { Input } from '../../../domain/contract.ts'
import { AppError, type FieldFault } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { type FieldValues, fieldFaults } from '../../../domain/tickets/fields.ts'
import { raisedUrgency, raisersOf, type UrgencyRaiser } from '../../../domain/tickets/urgency.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { isCategory } from '../../settings/queries.ts'
import { fieldsInUse } from '../fields/queries.ts'
import { timeFaults } from '../opening/create.ts'
import { namingFault } from '../opening/naming.ts'
import type { Loaded, TicketChange } from '../queries.ts'
import { takeStep } from '../steps.ts'
import { onTicket } from './on-ticket.ts'
import { changeUrgency } from './urgency.ts'

type Edit = Input<typeof contract.editTicket>

/** Fields are changed by who has read the newest revision; the event names the fields, never their words. */
export function editTicket(ctx: Ctx, { id, revision, ...given }: Edit): Promise<Loaded> {
  return onTicket(ctx, { id, need: 'work' }, async (tx, row) => {
    if (row.revision !== revision) throw new AppError('stale')
    await refuseFaults(tx, row, given)
    const change = changeOf(row, given)
    const fields = Object.keys(change)
    if (fields.length === 0) return row
    const after = await takeStep(tx, row, { kind: 'edited', change, payload: { fields } })
    return raiseByFacts(tx, after)
  })
}

type Given = Omit<Edit, 'id' | 'revision'>

function changeOf(row: Loaded, { occurredAt, wantedBy, fields, tags, ...plain }: Given): TicketChange {
  const all: TicketChange = {
    ...(plain as TicketChange),
    ...(occurredAt !== undefined && { occurredAt: occurredAt === null ? null : new Date(occurredAt) }),
    ...(wantedBy !== undefined && { wantedBy: wantedBy === null ? null : new Date(wantedBy) }),
    ...(fields !== undefined && { fields: { ...(row.fields as FieldValues), ...fields } }),
    ...(tags !== undefined && { tags: [...new Set(tags)] }),
  }
  const before = row as Record<string, unknown>
  const entries = Object.entries(all).filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value))
  return Object.fromEntries(entries)
}

async function refuseFaults(tx: Tx, row: Loaded, given: Given): Promise<void> {
  const { category, customerId, fields, wantedBy } = given
  const customer = customerId === undefined ? row.customerId : customerId
  const anonymous = given.anonymousReason ?? row.anonymousReason
  // A wish that is kept as it was may have gone by meanwhile.
  const newWish = wantedBy && new Date(wantedBy).getTime() !== row.wantedBy?.getTime() ? wantedBy : null
  const isNamed = customerId !== undefined && customerId !== row.customerId
  const faults: Record<string, FieldFault> = {
    ...(category && category !== row.category && !(await isCategory(tx, category)) && { category: 'unknown' as const }),
    ...(isNamed && (await namingFault(tx, { customerId, conversationOf: row.conversationId && row.customerId }))),
    ...(!customer && anonymous.trim() === '' && { anonymousReason: 'missing' as const }),
    ...timeFaults({ occurredAt: given.occurredAt, wantedBy: newWish }, tx.clock.now()),
    ...(fields && fieldFaults(await fieldsInUse(tx), fields)),
  }
  if (Object.keys(faults).length > 0) throw new AppError('invalid_input', {}, faults)
}

/** R21: what is known now may raise it; nothing that is found out makes a limit more lenient. */
async function raiseByFacts(tx: Tx, row: Loaded): Promise<Loaded> {
  const raisers = raisersOf({ ...row, raisers: row.urgencyRaisers as UrgencyRaiser[] })
  const urgency = raisedUrgency(row.urgency, raisers)
  if (urgency === row.urgency) return row
  return changeUrgency(tx, row, { urgency, raisers, reason: row.urgencyReason })
}
