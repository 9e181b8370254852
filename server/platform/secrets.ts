import type { Platform } from './context.ts'

const place = (name: string) => `secret.sealed:${name}`

/** A key the product made for itself: made by the first who asks, then the same on every node and after every start. */
export async function keptSecret(platform: Platform, name: string, make: () => string): Promise<string> {
  const kept = await readSecret(platform, name)
  if (kept !== undefined) return kept
  const sealed = platform.sealer.seal(make(), place(name))
  await platform.db
    .insertInto('secret')
    .values({ name, sealed })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return (await readSecret(platform, name)) as string
}

async function readSecret({ db, sealer }: Platform, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('secret').select('sealed').where('name', '=', name).executeTakeFirst()
  return row && sealer.open(row.sealed, place(name))
}
