import { sql } from 'kysely'
import type { Contact } from '../../domain/customers/contact.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type CustomerRow = {
  id: string
  no: string
  kind: string
  displayName: string
  level: string
  tags: string[]
  locale: string | null
  preferredChannel: string | null
  status: string
  createdAt: Date
}

export async function insertCustomer(
  tx: Tx,
  row: { id: string; no: string; name: string; level: string; locale: string | null; preferredChannel: string | null },
) {
  const { id, no, name, level, locale, preferredChannel } = row
  await tx.db
    .insertInto('customer')
    .values({ id, no, displayName: name, level, locale, preferredChannel, createdAt: tx.clock.now() })
    .execute()
}

export function customerById(ctx: Ctx, id: string): Promise<CustomerRow | undefined> {
  return ctx.db
    .selectFrom('customer')
    .select(['id', 'no', 'kind', 'displayName', 'level', 'tags', 'locale', 'preferredChannel', 'status', 'createdAt'])
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function changeCustomer(
  tx: Tx,
  id: string,
  changes: { displayName?: string; level?: string; tags?: string[] },
) {
  await tx.db.updateTable('customer').set(changes).where('id', '=', id).execute()
}

/** Whoever asks second for the same shop customer waits until the first has made it. */
export async function lockIdentity(tx: Tx, channel: string, externalId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${channel} ${externalId}`}, 0))`.execute(tx.db)
}

export async function customerIdByIdentity(ctx: Ctx, channel: string, externalId: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('customerIdentity')
    .select('customerId')
    .where('channel', '=', channel)
    .where('externalId', '=', externalId)
    .executeTakeFirst()
  return row?.customerId
}

export async function insertIdentity(
  tx: Tx,
  row: { customerId: string; channel: string; externalId: string },
): Promise<void> {
  await tx.db
    .insertInto('customerIdentity')
    .values({ ...row, verifiedAt: tx.clock.now() })
    .execute()
}

export async function isVerified(ctx: Ctx, customerId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('customerIdentity')
    .select('customerId')
    .where('customerId', '=', customerId)
    .where('verifiedAt', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The id of the new row, or undefined when the customer has this contact already. */
export async function insertContact(
  tx: Tx,
  row: { id: string; customerId: string; contact: Contact; sealed: Buffer; blind: Buffer },
): Promise<string | undefined> {
  const { id, customerId, contact, sealed, blind } = row
  const inserted = await tx.db
    .insertInto('customerContact')
    .values({ id, customerId, kind: contact.kind, mask: contact.mask, sealed, blind, createdAt: tx.clock.now() })
    .onConflict((conflict) => conflict.columns(['customerId', 'blind']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted?.id
}

export function contactsOf(ctx: Ctx, customerId: string) {
  return ctx.db
    .selectFrom('customerContact')
    .select(['id', 'kind', 'mask'])
    .where('customerId', '=', customerId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
}

export async function sealedContact(ctx: Ctx, customerId: string, contactId: string): Promise<Buffer | undefined> {
  const row = await ctx.db
    .selectFrom('customerContact')
    .select('sealed')
    .where('id', '=', contactId)
    .where('customerId', '=', customerId)
    .executeTakeFirst()
  return row?.sealed
}

export async function revealsSince(ctx: Ctx, staffId: string, since: Date): Promise<number> {
  const row = await ctx.db
    .selectFrom('event')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('kind', '=', 'customer.contact_revealed')
    .where('at', '>', since)
    .where('actorId', '=', staffId)
    .executeTakeFirstOrThrow()
  return row.count
}

export function ordersOf(ctx: Ctx, customerId: string) {
  return ctx.db
    .selectFrom('customerOrder')
    .select(['orderNo', 'status', 'amount', 'currency', 'items', 'placedAt'])
    .where('customerId', '=', customerId)
    .orderBy('placedAt', 'desc')
    .limit(50)
    .execute()
}

export async function insertConsent(
  tx: Tx,
  row: { customerId: string; purpose: string; textVersion: string; channel: string; state: 'granted' | 'withdrawn' },
): Promise<void> {
  await tx.db
    .insertInto('consent')
    .values({ ...row, id: tx.clock.newId(), at: tx.clock.now() })
    .execute()
}

export function latestConsents(ctx: Ctx, customerId: string) {
  return ctx.db
    .selectFrom('consent')
    .distinctOn('purpose')
    .select(['purpose', 'state', 'textVersion', 'channel', 'at'])
    .where('customerId', '=', customerId)
    .orderBy('purpose')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
}
