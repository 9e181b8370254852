import { sql } from 'kysely'
import type { Preferences } from '../../domain/identity/contract.ts'
import type { Role } from '../../domain/identity/roles.ts'
import type { Locale } from '../../domain/locale.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type Account = {
  id: string
  name: string
  staffNo: string
  email: string
  passwordHash: string | null
  roles: Role[]
  departmentId: string | null
  locale: Locale
  capacity: number
  preferences: Partial<Preferences>
  disabledAt: Date | null
}

const columns = sql`id, name, staff_no, email, password_hash, roles, department_id, locale, capacity, preferences, disabled_at`

export async function accountByEmail(ctx: Ctx, email: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`select ${columns} from staff where lower(email) = lower(${email})`.execute(ctx.db)
  return rows[0]
}

export async function accountById(ctx: Ctx, id: string): Promise<Account | undefined> {
  const { rows } = await sql<Account>`select ${columns} from staff where id = ${id}`.execute(ctx.db)
  return rows[0]
}

type Change = {
  name?: string
  locale?: Locale
  preferences?: Preferences
  passwordHash?: string
  passwordChangedAt?: Date
}

export async function updateAccount(tx: Tx, id: string, { preferences, ...change }: Change): Promise<void> {
  const values = { ...change, ...(preferences && { preferences: JSON.stringify(preferences) }) }
  if (Object.keys(values).length === 0) return
  await tx.db.updateTable('staff').set(values).where('id', '=', id).execute()
}

export async function groupsOf(ctx: Ctx, staffId: string) {
  return ctx.db
    .selectFrom('groupMember')
    .innerJoin('staffGroup', 'staffGroup.id', 'groupMember.groupId')
    .select(['staffGroup.id', 'staffGroup.name'])
    .where('groupMember.staffId', '=', staffId)
    .orderBy('staffGroup.key')
    .execute()
}

export async function centreCard(ctx: Ctx) {
  return ctx.db.selectFrom('centre').select(['name', 'timeZone', 'locale', 'demo']).executeTakeFirstOrThrow()
}
