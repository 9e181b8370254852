import type { Input } from '../../domain/contract.ts'
import { readContact } from '../../domain/customers/contact.ts'
import {
  type FoundCustomer,
  type findCustomers as findEndpoint,
  searchesPerHour,
} from '../../domain/customers/contract.ts'
import { maskName } from '../../domain/customers/mask.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import type { Sealer } from '../platform/crypto.ts'
import { visibleOf } from './access.ts'
import {
  idsByName,
  type Match,
  matchExactly,
  mostFound,
  type Shown,
  searchesSince,
  shownCustomers,
} from './find-queries.ts'

/** R24: the customer on the line is found by what they say of themselves. What was asked for is kept nowhere, that it was asked is. */
export function findCustomers(ctx: Ctx, { q }: Input<typeof findEndpoint>): Promise<{ items: FoundCustomer[] }> {
  return transact(ctx, async (tx) => {
    const me = await pacedSearcher(tx)
    const exact = await matchExactly(tx, { no: q.toUpperCase(), orderNo: q, blind: blindOf(tx.platform.sealer, q) })
    const named = await matchByName(tx, me, q)
    const taken = new Set(exact.map(({ id }) => id))
    const matches = [...exact, ...named.filter(({ id }) => !taken.has(id))].slice(0, mostFound)
    recordSearch(tx, me, matches)
    return { items: await foundView(tx, matches) }
  })
}

/** Lists of numbers are not tried through here: only so many an hour, from however many windows. */
export async function pacedSearcher(tx: Tx): Promise<Staff> {
  if (tx.actor.kind !== 'staff') throw new AppError('not_allowed')
  const hourAgo = new Date(tx.clock.now().getTime() - 3_600_000)
  if ((await searchesSince(tx, tx.actor.id, hourAgo)) >= searchesPerHour)
    throw new AppError('too_many_requests', { retryAfterSeconds: 3600 })
  return tx.actor
}

export function recordSearch(tx: Tx, me: Staff, matches: readonly Match[]): void {
  tx.record({ subject: { type: 'staff', id: me.id }, kind: 'customer.searched', payload: { found: matches.length } })
  for (const { id, matchedBy } of matches)
    tx.record({ subject: { type: 'customer', id }, kind: 'customer.found', payload: { by: matchedBy } })
}

export function blindOf(sealer: Sealer, typed: string): Buffer | null {
  const { kind, normalised } = readContact(typed)
  return kind === 'other' ? null : sealer.blind(normalised, `contact:${kind}`)
}

/** One letter is no name. */
async function matchByName(tx: Tx, me: Staff, name: string): Promise<Match[]> {
  if ([...name].length < 2) return []
  const ids = await idsByName(tx, me, name)
  const visible = await visibleOf(tx, ids)
  return ids.filter((id) => visible.has(id)).map((id) => ({ id, matchedBy: 'name' }))
}

async function foundView(tx: Tx, matches: readonly Match[]): Promise<FoundCustomer[]> {
  const shown = await shownTo(
    tx,
    matches.map(({ id }) => id),
  )
  return matches.flatMap(({ id, matchedBy }) => {
    const customer = shown.get(id)
    return customer ? [{ ...customer, matchedBy }] : []
  })
}

/** The name in full only for whoever may see the customer anyway. */
export async function shownTo(
  tx: Tx,
  ids: readonly string[],
  visible?: ReadonlySet<string>,
): Promise<Map<string, Shown>> {
  const [customers, seen] = [await shownCustomers(tx, ids), visible ?? (await visibleOf(tx, ids))]
  for (const [id, customer] of customers)
    if (!seen.has(id)) customers.set(id, { ...customer, name: maskName(customer.name) })
  return customers
}
