import { sql } from 'kysely'
import type { Tx } from '../../platform/context.ts'

type Link = { ticketId: string; otherId: string; kind: 'related' | 'split' | 'merged' | 'follow_up'; linkedBy: string }

/** False when the two are connected already, whichever way round. */
export async function insertLink(tx: Tx, { ticketId, otherId, kind, linkedBy }: Link): Promise<boolean> {
  const { rows } = await sql`
    insert into ticket_link (ticket_id, other_id, kind, linked_by, at)
    select ${ticketId}::uuid, ${otherId}::uuid, ${kind}, ${linkedBy}::uuid, ${tx.clock.now()}::timestamptz
    where not exists (select 1 from ticket_link where ticket_id = ${otherId} and other_id = ${ticketId})
    on conflict (ticket_id, other_id) do nothing returning ticket_id`.execute(tx.db)
  return rows.length > 0
}

export async function removeLink(tx: Tx, one: string, other: string): Promise<boolean> {
  const { rows } = await sql`
    delete from ticket_link where kind in ('related', 'follow_up')
      and ((ticket_id = ${one} and other_id = ${other}) or (ticket_id = ${other} and other_id = ${one}))
    returning ticket_id`.execute(tx.db)
  return rows.length > 0
}
