import type { FieldFault } from '../../../domain/errors.ts'
import { mayName } from '../../customers/access.ts'
import type { Ctx } from '../../platform/context.ts'

type Naming = {
  customerId: string | null
  /** Whose ticket it is by its conversation. */
  conversationOf?: string | null
  /** Known already: this person found the customer by a search, or wrote them down. */
  found?: boolean
}

/** A ticket of a conversation is that customer's; by hand only a customer whom one knows is named (R8; server/customers/access.ts). */
export async function namingFault(ctx: Ctx, naming: Naming): Promise<{ customerId?: FieldFault }> {
  const { customerId, conversationOf = null, found = false } = naming
  if (customerId === conversationOf) return {}
  if (conversationOf) return { customerId: 'from_conversation' }
  return customerId === null || found || (await mayName(ctx, customerId)) ? {} : { customerId: 'unknown' }
}
