import type { Role } from '../../../domain/identity/roles.ts'
import type { Locale } from '../../../domain/locale.ts'
import type { Ctx, Tx } from '../../platform/context.ts'

export async function isCentreThere(ctx: Ctx): Promise<boolean> {
  return (await ctx.db.selectFrom('centre').select('single').executeTakeFirst()) !== undefined
}

export async function keepSetUpLink(tx: Tx, tokenHash: Buffer): Promise<void> {
  const link = { tokenHash, createdAt: tx.clock.now() }
  await tx.db
    .insertInto('setUpLink')
    .values(link)
    .onConflict((conflict) => conflict.column('single').doUpdateSet(link))
    .execute()
}

export async function isSetUpLink(ctx: Ctx, tokenHash: Buffer): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('setUpLink')
    .select('single')
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst()
  return row !== undefined
}

/** True for exactly one caller, however many come at once. */
export async function claimSetUpLink(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const row = await tx.db
    .deleteFrom('setUpLink')
    .where('tokenHash', '=', tokenHash)
    .returning('single')
    .executeTakeFirst()
  return row !== undefined
}

type FirstAdministrator = {
  id: string
  name: string
  email: string
  staffNo: string
  roles: Role[]
  locale: Locale
  passwordHash: string
}

export async function insertFirstAdministrator(tx: Tx, person: FirstAdministrator): Promise<void> {
  await tx.db
    .insertInto('staff')
    .values({ ...person, passwordChangedAt: tx.clock.now() })
    .execute()
}
