import type { Caller } from '../../world/callers.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'
import { ticketIn } from './a-ticket.ts'

/** How a customer stands to a ticket; to staff these doors are shut whoever's it is. */
const relations = ['own', 'another customer’s', 'nobody’s', 'never existed', 'malformed id'] as const

async function ticketOf(world: World, { caller, relation }: Cell, state: string): Promise<string> {
  const { people, callers, app } = world
  if (relation === 'malformed id') return 'no-id'
  if (relation === 'never existed') return app.clock.newId()
  const self = caller.kind === 'visitor' ? caller : callers.visitor
  const other = self.name === 'identified' ? callers.visitor : callers.identified
  const customerId = relation === 'nobody’s' ? null : await customerOf(world, relation === 'own' ? self : other)
  const times = state === 'resolved' && { resolvedAt: app.clock.now(), result: '已补发', solution: '明天到' }
  return ticketIn(world, {
    groupId: people.groupA,
    firstResponsibleId: people.xiaowang.id,
    assigneeId: people.xiaowang.id,
    customerId,
    state,
    ...times,
  })
}

/** Asked anew: a visitor becomes somebody else when the shop signs them in. */
async function customerOf({ app }: World, { id }: Caller): Promise<string> {
  const row = await app.platform.db
    .selectFrom('visitor')
    .select('customerId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.customerId
}

const onTicket = (state: string, body?: (world: World) => unknown): Recipe =>
  plain(
    async (world, cell): Promise<Asked> => ({
      params: { id: await ticketOf(world, cell, state) },
      ...(body && { body: body(world) }),
    }),
    { relations },
  )

export const customerTicketRecipes: Record<string, Recipe[]> = {
  'GET /api/widget/tickets': [plain(() => ({}))],
  'POST /api/widget/tickets/:id/answer': [
    onTicket('waiting_customer', ({ app }) => ({ noteId: app.clock.newId(), body: '照片已发' })),
  ],
  'POST /api/widget/tickets/:id/confirm': [onTicket('resolved')],
  'POST /api/widget/tickets/:id/dispute': [onTicket('resolved', () => ({ reason: '还是缺一只' }))],
}
