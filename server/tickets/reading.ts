import type { Ctx } from '../platform/context.ts'
import { ticketFor } from './access.ts'
import { type Changed, changed } from './views.ts'

export async function readTicket(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  await ticketFor(ctx, id, 'view')
  return changed(ctx, id)
}
