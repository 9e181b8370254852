import type { Input, Reply } from '../../domain/contract.ts'
import { readContact } from '../../domain/customers/contact.ts'
import type { createCustomer as createEndpoint } from '../../domain/customers/contract.ts'
import { AppError, type FieldFault } from '../../domain/errors.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { visibleOf } from './access.ts'
import { addContact, createCustomer, recordConsent } from './actions.ts'
import { lockContacts, type Match, matchExactly } from './find-queries.ts'
import { blindOf, pacedSearcher, recordSearch, shownTo } from './finding.ts'
import { customerById } from './queries.ts'
import { wasFoundBy } from './standing-queries.ts'

type Create = Input<typeof createEndpoint>
type Made = Reply<typeof createEndpoint>

/** A customer who came by phone or to the counter. The same contact is the same customer, also when two write it down at once. */
export async function createByHand(ctx: Ctx, input: Create): Promise<Made> {
  refuseFaults(input)
  const outcome = await transact(ctx, (tx) => madeOrKnown(tx, input))
  // Told only after the commit: that somebody was found stays in the event log, and they may be named from now on.
  if ('known' in outcome) throw new AppError('already_exists', outcome.known)
  return outcome
}

/** R17: no contact without the customer's consent. */
function refuseFaults({ phone, email, consent }: Create): void {
  const faults: Record<string, FieldFault> = {
    ...(phone !== undefined && readContact(phone).kind !== 'phone' && { phone: 'invalid_format' as const }),
    ...(email !== undefined && readContact(email).kind !== 'email' && { email: 'invalid_format' as const }),
    ...((phone ?? email) !== undefined && !consent && { consent: 'missing' as const }),
  }
  if (Object.keys(faults).length > 0) throw new AppError('invalid_input', {}, faults)
}

async function madeOrKnown(
  tx: Tx,
  input: Create,
): Promise<Made | { known: { customerId: string; no: string; name: string } }> {
  const me = await pacedSearcher(tx)
  const contacts = [input.phone, input.email].filter((one) => one !== undefined)
  const blinds = contacts.map((one) => blindOf(tx.platform.sealer, one) as Buffer)
  await lockContacts(tx, [Buffer.from(input.customerId), ...blinds])
  const before = await customerById(tx, input.customerId)
  if (before) {
    const isMine = before.displayName === input.name && (await wasFoundBy(tx, before.id, me.id))
    if (!isMine) throw new AppError('idempotency_mismatch')
    return made(tx, before.id)
  }
  const known: Match[] = []
  for (const blind of blinds) known.push(...(await matchExactly(tx, { no: '', orderNo: '', blind })))
  const [first] = known
  if (first) {
    recordSearch(tx, me, [first])
    const { id: customerId, no, name } = (await made(tx, first.id, await visibleOf(tx, [first.id]))).customer
    return { known: { customerId, no, name } }
  }
  return insert(tx, input, contacts)
}

async function insert(tx: Tx, input: Create, contacts: readonly string[]): Promise<Made> {
  const { customerId, name, locale = null, preferredChannel, consent } = input
  await createCustomer(tx, { id: customerId, name, locale, preferredChannel })
  for (const value of contacts) await addContact(tx, { customerId, value })
  if (consent && contacts.length > 0) await recordConsent(tx, { customerId, purpose: 'contact', ...consent })
  return made(tx, customerId)
}

/** Whoever wrote the name down reads it in full. */
async function made(tx: Tx, id: string, visible: ReadonlySet<string> = new Set([id])): Promise<Made> {
  const customer = (await shownTo(tx, [id], visible)).get(id)
  if (!customer) throw new Error(`customer ${id} has no row`)
  return { customer }
}
