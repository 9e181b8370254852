import type { Ctx, Tx } from '../../platform/context.ts'

/** Tickets that wait for the customer of a conversation. */
export async function waitingTicketsOf(tx: Tx, conversationId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('ticket')
    .select('id')
    .where('conversationId', '=', conversationId)
    .where('state', '=', 'waiting_customer')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

export async function customerNameOf(ctx: Ctx, customerId: string | null): Promise<string> {
  if (!customerId) return ''
  const row = await ctx.db.selectFrom('customer').select('displayName').where('id', '=', customerId).executeTakeFirst()
  return row?.displayName ?? ''
}
