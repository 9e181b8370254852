import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'
import { aboutTicket, standings } from './ticket-standing.ts'

type Caller = { ticketId: string; customerId: string; contactId: string }
type Ask = (caller: Caller, world: World) => Asked

/** One ticket per cell in the relation of the cell, each of a customer of its own with a sealed number. */
async function callersOf(world: World, cells: readonly Cell[]): Promise<Caller[]> {
  const { db, clock, sealer } = world.app.platform
  const tickets = await standings(world, cells)
  const made = tickets.map(({ id }) => ({ ticketId: id, customerId: clock.newId(), contactId: clock.newId() }))
  const customers = made.map(({ customerId: id }) => ({ id, no: `C-${id}`, displayName: '王小明' }))
  const contacts = made.map(({ customerId, contactId: id }) => ({
    ...{ id, customerId, kind: 'phone', mask: '139****0000', blind: Buffer.from(id) },
    sealed: sealer.seal('13900000000', `customer_contact:${id}:value`),
  }))
  const there = made.filter((_, index) => !/malformed|never/.test(cells[index]?.relation ?? ''))
  await db.insertInto('customer').values(customers).execute()
  await db.insertInto('customerContact').values(contacts).execute()
  for (const { ticketId, customerId } of there)
    await db.updateTable('ticket').set({ customerId }).where('id', '=', ticketId).execute()
  return made
}

const throughTicket = (ask: Ask, relations: readonly string[] = aboutTicket): Recipe => ({
  as: 'through a ticket',
  relations: relations.filter((relation) => !/malformed|never/.test(relation)),
  prepare: async (world, cells) => (await callersOf(world, cells)).map((caller) => ask(caller, world)),
})
export const customerThroughTicket = throughTicket(({ customerId }) => ({ params: { id: customerId } }))
export const changedThroughTicket = throughTicket(({ customerId }) => ({
  params: { id: customerId },
  body: { level: 'vip' },
}))
export const revealedThroughTicket = throughTicket(({ customerId, contactId }) => ({
  params: { id: customerId, contactId },
  body: { reason: '回电' },
}))

/** Of the callers whom a new ticket may name, one that was found by a search; whom one does not know is refused as a field. */
export const ticketInTheName: Recipe = {
  as: 'in the name of a customer',
  relations: ['found by me'],
  async prepare(world, cells) {
    const callers = await callersOf(
      world,
      cells.map((cell) => ({ ...cell, relation: 'foreign' })),
    )
    for (const [index, { customerId }] of callers.entries()) await writeFound(world, cells[index] as Cell, customerId)
    const matter = { nature: 'request', subject: '改地址', category: 'stock.left', descriptionCustomer: '改地址' }
    return callers.map(({ customerId }) => ({
      body: { ticketId: world.app.clock.newId(), ...matter, channel: 'phone', customerId },
    }))
  },
}

async function writeFound({ app, people }: World, { caller }: Cell, customerId: string): Promise<void> {
  const actorId = caller.kind === 'staff' ? caller.id : people.xiaoli.id
  await app.platform.db
    .insertInto('event')
    .values({ subjectType: 'customer', subjectId: customerId, kind: 'customer.found', actorType: 'staff', actorId })
    .execute()
}

export const customerRecipes: Record<string, Recipe[]> = {
  'POST /api/customers/search': [plain(() => ({ body: { q: '13800138000' } }))],
  'POST /api/customers': [plain(({ app }) => ({ body: { customerId: app.clock.newId(), name: '王小芳' } }))],
}
