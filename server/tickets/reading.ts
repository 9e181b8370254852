import type { Ctx } from '../platform/context.ts'
import { ticketFor } from './access.ts'
import { type Changed, changed } from './views.ts'

export async function readTicket(ctx: Ctx, { id }: { id: string }): Promise<Changed> {
  await ticketFor(ctx, id, 'view')
  return changed(ctx, id)
}

/** Who calls a verb gets the ticket as it stands afterwards. */
export function shown<I extends { id: string }>(
  verb: (ctx: Ctx, input: I) => Promise<unknown>,
  shows = ({ id }: I) => id,
) {
  return async (ctx: Ctx, input: I): Promise<Changed> => {
    await verb(ctx, input)
    return changed(ctx, shows(input))
  }
}
