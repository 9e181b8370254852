import { contactPlace } from '../customers/actions.ts'
import { uuidv7 } from '../platform/clock.ts'
import type { Tx } from '../platform/context.ts'
import { sha256 } from '../platform/crypto.ts'
import { insertRows, type Row } from './bulk.ts'
import { type DemoCustomer, stateText } from './customers.ts'
import { products } from './products.ts'
import type { KnownCustomer } from './talk.ts'

type Site = { id: string; shopOrigin: string }

/** Customers with the identity their shop proved, sealed contacts, consents, orders and the browser they came with. */
export async function keepCustomers(tx: Tx, site: Site, made: readonly DemoCustomer[]): Promise<KnownCustomer[]> {
  const customers = made.map((one) => ({ ...one, id: uuidv7(one.createdAt), visitorId: uuidv7(one.createdAt) }))
  const serials = new Map<string, number>()
  await insertRows(
    tx,
    'customer',
    customers.map((one) => customerRow(one, serials)),
  )
  await insertRows(
    tx,
    'customerIdentity',
    customers.map((one) => ({
      customerId: one.id,
      channel: `site:${site.id}`,
      externalId: one.externalId,
      verifiedAt: one.createdAt,
    })),
  )
  await insertRows(
    tx,
    'customerContact',
    customers.flatMap((one) => contactRows(tx, one)),
  )
  await insertRows(
    tx,
    'consent',
    customers.filter((one) => one.contacts.length > 0).map((one) => consentRow(one)),
  )
  await insertRows(tx, 'customerOrder', customers.flatMap(orderRows))
  await insertRows(
    tx,
    'visitor',
    customers.map((one, index) => visitorRow(one, site, index)),
  )
  await insertRows(tx, 'event', customers.map(createdEvent))
  return customers
}

/** C + yyyymmdd + serial of the day they came, as if they had been counted then (domain/model 2.1). */
function customerRow({ id, name, level, tags, locale, createdAt }: KnownCustomer, serials: Map<string, number>): Row {
  const day = new Date(createdAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '')
  const serial = (serials.get(day) ?? 0) + 1
  serials.set(day, serial)
  const no = `C${day}${String(serial).padStart(3, '0')}`
  return {
    id,
    no,
    displayName: name,
    kind: 'person',
    level,
    tags,
    locale,
    preferredChannel: 'web_chat',
    status: 'active',
    createdAt,
  }
}

function contactRows(tx: Tx, { id: customerId, contacts, createdAt }: KnownCustomer): Row[] {
  const { sealer } = tx.platform
  return contacts.map(({ kind, value, normalised, mask }) => {
    const id = uuidv7(createdAt)
    return {
      id,
      customerId,
      kind,
      mask,
      sealed: sealer.seal(value, contactPlace(id)),
      blind: sealer.blind(normalised, `contact:${kind}`),
      createdAt,
    }
  })
}

function consentRow({ id: customerId, createdAt }: KnownCustomer): Row {
  return {
    id: uuidv7(createdAt),
    customerId,
    purpose: 'service',
    state: 'granted',
    textVersion: 'prechat/1',
    channel: 'web_chat',
    at: createdAt,
  }
}

function orderRows({ id: customerId, orders }: KnownCustomer): Row[] {
  return orders.map(({ orderNo, state, amount, items, placedAt }) => ({
    id: uuidv7(placedAt),
    customerId,
    orderNo,
    status: stateText(state),
    amount,
    currency: 'CNY',
    items,
    placedAt,
  }))
}

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
]

/** The token of these visits is known to nobody: its hash is of the row's own id, which is no token. */
function visitorRow(
  { id: customerId, visitorId: id, locale, createdAt }: KnownCustomer,
  { id: siteId, shopOrigin }: Site,
  index: number,
): Row {
  const product = products[index % products.length] ?? products[0]
  return {
    id,
    siteId,
    customerId,
    tokenHash: sha256(id),
    identified: true,
    locale,
    userAgent: browsers[index % browsers.length],
    referrer: null,
    pageUrl: `${shopOrigin}/products/${product?.key}`,
    pageTitle: product?.name[locale],
    createdAt,
    lastSeenAt: createdAt,
  }
}

function createdEvent({ id, createdAt, level }: KnownCustomer): Row {
  return {
    at: createdAt,
    subjectType: 'customer',
    subjectId: id,
    kind: 'customer.created',
    actorType: 'system',
    payload: { level },
  }
}
