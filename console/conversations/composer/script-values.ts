import type { Me } from '../../../domain/identity/contract.ts'
import type { Values } from '../../../domain/scripts/fill.ts'
import type { Opened } from '../state.ts'

/** What this conversation knows of a script's variables; the rest stays visible as 【name】 for the agent. */
export function scriptValues({ conversation }: Opened, me: Me): Values {
  return {
    agent_name: me.name,
    agent_no: me.staffNo,
    brand: conversation.site.name,
    customer_title: conversation.customer.name,
  }
}
