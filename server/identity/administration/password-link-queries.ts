import type { Ctx, Tx } from '../../platform/context.ts'

type NewLink = { tokenHash: Buffer; staffId: string; createdBy: string | null; createdAt: Date; expiresAt: Date }

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.db.insertInto('passwordLink').values(link).execute()
}

export async function deleteUnusedLinks(tx: Tx, staffId: string): Promise<void> {
  await tx.db.deleteFrom('passwordLink').where('staffId', '=', staffId).where('usedAt', 'is', null).execute()
}

/** A link that still opens: unused, in time, of an account that is not disabled. */
export async function openLink(ctx: Ctx, tokenHash: Buffer, now: Date) {
  return ctx.db
    .selectFrom('passwordLink')
    .innerJoin('staff', 'staff.id', 'passwordLink.staffId')
    .select(['staff.id', 'staff.name', 'staff.email', 'staff.staffNo', 'passwordLink.expiresAt'])
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where('disabledAt', 'is', null)
    .executeTakeFirst()
}

/** True for exactly one caller, however many come at once. */
export async function claimLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const row = await tx.db
    .updateTable('passwordLink')
    .set({ usedAt: now })
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('staffId')
    .executeTakeFirst()
  return row !== undefined
}
