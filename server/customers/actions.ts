import type { Input } from '../../domain/contract.ts'
import { readContact } from '../../domain/customers/contact.ts'
import {
  type ConsentPurpose,
  type CustomerView,
  type revealContact as revealEndpoint,
  revealSeconds,
  revealsPerHour,
  type updateCustomer as updateEndpoint,
} from '../../domain/customers/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type { Locale } from '../../domain/locale.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { nextNumber } from '../platform/numbers.ts'
import { customerFor } from './access.ts'
import {
  changeCustomer,
  contactsOf,
  customerIdByIdentity,
  insertConsent,
  insertContact,
  insertCustomer,
  insertIdentity,
  isVerified,
  latestConsents,
  lockIdentity,
  ordersOf,
  revealsSince,
  sealedContact,
} from './queries.ts'

type NewCustomer = {
  name: string
  locale?: Locale | null
  level?: string | undefined
  preferredChannel?: string | null
}
type UpdateInput = Input<typeof updateEndpoint>
type RevealInput = Input<typeof revealEndpoint>

/** Where a contact is sealed: the associated data of its cipher. */
export const contactPlace = (contactId: string) => `customer_contact:${contactId}:value`

export async function createCustomer(
  tx: Tx,
  {
    id = tx.clock.newId(),
    name,
    locale = null,
    level = 'standard',
    preferredChannel = null,
  }: NewCustomer & { id?: string },
): Promise<{ id: string; no: string }> {
  // domain/model 2.1: C + yyyymmdd + serial of at least 3 digits.
  const no = await nextNumber(tx, 'C', 3)
  await insertCustomer(tx, { id, no, name, level, locale, preferredChannel })
  tx.record({ subject: { type: 'customer', id }, kind: 'customer.created', payload: { no, level } })
  return { id, no }
}

/** The customer whom a site's signed token names: found, or made at the first visit. */
export async function customerForIdentity(
  tx: Tx,
  { siteId, externalId, ...person }: NewCustomer & { siteId: string; externalId: string },
): Promise<{ id: string }> {
  const channel = `site:${siteId}`
  await lockIdentity(tx, channel, externalId)
  const known = await customerIdByIdentity(tx, channel, externalId)
  if (known) {
    if (person.level) await changeCustomer(tx, known, { level: person.level })
    return { id: known }
  }
  const { id } = await createCustomer(tx, person)
  await insertIdentity(tx, { customerId: id, channel, externalId })
  tx.record({ subject: { type: 'customer', id }, kind: 'customer.identified', payload: { siteId } })
  return { id }
}

/** The name a customer gave of themselves, in a form or with a message. */
export async function renameCustomer(tx: Tx, customerId: string, name: string): Promise<void> {
  await changeCustomer(tx, customerId, { displayName: name })
  tx.record({
    subject: { type: 'customer', id: customerId },
    kind: 'customer.updated',
    payload: { fields: ['displayName'] },
  })
}

/** Keeps a phone number, address or the like sealed; the same contact written another way is kept once. */
export async function addContact(tx: Tx, { customerId, value }: { customerId: string; value: string }): Promise<void> {
  const { sealer } = tx.platform
  const contact = readContact(value)
  const id = tx.clock.newId()
  const added = await insertContact(tx, {
    id,
    customerId,
    contact,
    sealed: sealer.seal(contact.value, contactPlace(id)),
    blind: sealer.blind(contact.normalised, `contact:${contact.kind}`),
  })
  if (added) {
    tx.record({
      subject: { type: 'customer', id: customerId },
      kind: 'customer.contact_added',
      payload: { contactId: id, kind: contact.kind },
    })
  }
}

/** PIPL Art 13-15, PDPA Art 7: who agreed to what, in which words, and where. */
export async function recordConsent(
  tx: Tx,
  consent: {
    customerId: string
    purpose: ConsentPurpose
    textVersion: string
    channel: string
    state?: 'granted' | 'withdrawn'
  },
): Promise<void> {
  const { customerId, purpose, textVersion, channel, state = 'granted' } = consent
  await insertConsent(tx, { customerId, purpose, textVersion, channel, state })
  tx.record({
    subject: { type: 'customer', id: customerId },
    kind: `consent.${state}`,
    payload: { purpose, textVersion, channel },
  })
}

export async function customerView(ctx: Ctx, id: string): Promise<CustomerView> {
  const { customer, may } = await customerFor(ctx, id)
  const [verified, contacts, orders, consents] = await Promise.all([
    isVerified(ctx, id),
    contactsOf(ctx, id),
    ordersOf(ctx, id),
    latestConsents(ctx, id),
  ])
  const { displayName, createdAt, ...rest } = customer
  return {
    ...rest,
    kind: customer.kind as CustomerView['kind'],
    locale: customer.locale as Locale | null,
    name: displayName,
    createdAt: createdAt.toISOString(),
    verified,
    contacts: contacts as CustomerView['contacts'],
    orders: orders.map((order) => ({
      ...order,
      amount: Number(order.amount),
      items: order.items as CustomerView['orders'][number]['items'],
      placedAt: order.placedAt.toISOString(),
    })),
    consents: consents.map((consent) => ({
      ...consent,
      state: consent.state as 'granted' | 'withdrawn',
      at: consent.at.toISOString(),
    })),
    may,
  }
}

export async function updateCustomer(ctx: Ctx, input: UpdateInput): Promise<CustomerView> {
  return transact(ctx, async (tx) => {
    const { customer } = await customerFor(tx, input.id, 'update')
    const changes = {
      ...(input.name !== undefined && input.name !== customer.displayName && { displayName: input.name }),
      ...(input.level !== undefined && input.level !== customer.level && { level: input.level }),
      ...(input.tags !== undefined && { tags: [...new Set(input.tags)] }),
    }
    if (Object.keys(changes).length > 0) {
      await changeCustomer(tx, input.id, changes)
      tx.record({
        subject: { type: 'customer', id: input.id },
        kind: 'customer.updated',
        payload: { fields: Object.keys(changes) },
      })
    }
    return customerView(tx, input.id)
  })
}

/** The one gate to a full contact: domain/privacy 4.6, R17. The reason and the person stay in the event log. */
export async function revealContact(ctx: Ctx, input: RevealInput): Promise<{ value: string; showSeconds: number }> {
  return transact(ctx, async (tx) => {
    await customerFor(tx, input.id, 'reveal')
    const sealed = await sealedContact(tx, input.id, input.contactId)
    if (!sealed || tx.actor.kind !== 'staff') throw new AppError('not_found')
    const hourAgo = new Date(tx.clock.now().getTime() - 3_600_000)
    if ((await revealsSince(tx, tx.actor.id, hourAgo)) >= revealsPerHour) {
      throw new AppError('too_many_requests', { retryAfterSeconds: 3600 })
    }
    tx.record({
      subject: { type: 'customer', id: input.id },
      kind: 'customer.contact_revealed',
      reason: input.reason,
      payload: { contactId: input.contactId },
    })
    return { value: tx.platform.sealer.open(sealed, contactPlace(input.contactId)), showSeconds: revealSeconds }
  })
}
