import { sql } from 'kysely'
import type { FieldInUse, FieldView, NewField } from '../../../domain/tickets/field-contract.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

/** Fields in their order, each with how many tickets have a value of it. */
export async function fieldsInOrder(ctx: Ctx): Promise<FieldView[]> {
  const { rows } = await sql<FieldView>`
    select id, key, kind, label, choices, required_at, nature, active,
      (select count(*) from ticket where ticket.fields ? ticket_field.key and ticket.fields ->> ticket_field.key <> '')::int as used_by
    from ticket_field order by position, key`.execute(ctx.db)
  return rows
}

/** The fields of the industry that are in use. */
export async function fieldsInUse(ctx: Ctx): Promise<FieldInUse[]> {
  const { rows } = await sql<FieldInUse>`
    select key, kind, label, choices, required_at, nature from ticket_field where active order by position, key`.execute(
    ctx.db,
  )
  return rows
}

/** Changes of the fields one after the other: each looks at the others. */
export async function holdFields(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('ticket fields'))`.execute(tx.db)
}

/** New, or in the place of what is there. */
export async function writeField(tx: Tx, { id, position, ...field }: NewField & { id: string; position: number }) {
  const { key, kind, requiredAt, nature, active } = field
  const row = { label: JSON.stringify(field.label), choices: JSON.stringify(field.choices), requiredAt, nature, active }
  await tx.db
    .insertInto('ticketField')
    .values({ id, key, kind, position, ...row })
    .onConflict((same) => same.column('id').doUpdateSet({ ...row, position }))
    .execute()
}

export async function deleteField(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('ticketField').where('id', '=', id).execute()
}
