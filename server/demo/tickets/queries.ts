import { sql } from 'kysely'
import type { Tx } from '../../platform/context.ts'
import type { Places } from './cases.ts'

/** Departments with the person who answers for them. */
export async function departmentsByKey(tx: Tx): Promise<Places> {
  const { rows } = await sql<{ key: string; id: string; contact: string | null }>`
    select key, id, (select staff.id from staff where staff.department_id = department.id and 'department_contact' = any(roles)
      order by staff_no limit 1) as contact
    from department`.execute(tx.db)
  return new Map(rows.map(({ key, ...place }) => [key, place]))
}
