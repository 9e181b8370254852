import { sql } from 'kysely'
import { z } from 'zod'
import { localized } from '../../domain/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { fillForCustomer, type Values } from '../../domain/scripts/fill.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type Script = { id: string; key: string; category: string; position: number; retiredAt: Date | null }
export type Wording = { title: Record<Locale, string>; text: Record<Locale, string> }
export type Version = Wording & {
  id: string
  scriptId: string
  version: number
  state: 'proposed' | 'published' | 'replaced' | 'declined'
  authorId: string | null
  createdAt: Date
}

const wording = z.object({ title: localized, text: localized })

/** What is on the desk: the published version of every script that is not retired. */
export async function publishedScripts(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('script')
    .innerJoin('scriptVersion as current', 'current.scriptId', 'script.id')
    .select(['script.id', 'key', 'category', 'version', 'useCount', 'title', 'text'])
    .where('current.state', '=', 'published')
    .where('retiredAt', 'is', null)
    .orderBy('position')
    .orderBy('key')
    .execute()
  return rows.map((row) => ({ ...row, ...wording.parse({ title: row.title, text: row.text }) }))
}

/**
 * A published script as an automatic message in the customer's language, '' when it is retired or nothing of it is left:
 * parts of sentences with an unknown variable are left out (domain/scripts/fill.ts).
 */
export async function scriptText(ctx: Ctx, key: string, locale: Locale, values: Values): Promise<string> {
  const row = await ctx.db
    .selectFrom('script')
    .innerJoin('scriptVersion as current', 'current.scriptId', 'script.id')
    .select('text')
    .where('key', '=', key)
    .where('current.state', '=', 'published')
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
  return row ? fillForCustomer(localized.parse(row.text)[locale], values) : ''
}

export async function scriptById(ctx: Ctx, id: string) {
  return ctx.db
    .selectFrom('script')
    .select(['id', 'key', 'category', 'position', 'retiredAt', 'useCount', 'overEditedCount', 'editRatioSum'])
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The same, with its row held until the transaction ends: versions are numbered one after another. */
export async function heldScript(tx: Tx, id: string) {
  await tx.db.selectFrom('script').select('id').where('id', '=', id).forUpdate().execute()
  return scriptById(tx, id)
}

export async function versionsOf(ctx: Ctx, scriptId: string) {
  const rows = await ctx.db
    .selectFrom('scriptVersion as version')
    .leftJoin('staff as author', 'author.id', 'version.authorId')
    .select(['version.id', 'version', 'state', 'title', 'text', 'authorId', 'author.name as author', 'reason'])
    .select('version.createdAt as at')
    .where('scriptId', '=', scriptId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    ...wording.parse({ title: row.title, text: row.text }),
    state: row.state as Version['state'],
  }))
}

/** Versions that wait for a decision, oldest first. */
export async function openProposals(ctx: Ctx) {
  return summaries(await proposals(ctx).where('state', '=', 'proposed').where('retiredAt', 'is', null).execute())
}

/** What one author proposed: still waiting, or declined after `since`. */
export async function ownProposals(ctx: Ctx, authorId: string, since: Date) {
  const rows = await proposals(ctx)
    .where('authorId', '=', authorId)
    .where((is) =>
      is.or([is('state', '=', 'proposed'), is.and([is('state', '=', 'declined'), is('decidedAt', '>', since)])]),
    )
    .execute()
  return summaries(rows)
}

function proposals(ctx: Ctx) {
  return ctx.db
    .selectFrom('scriptVersion as version')
    .innerJoin('script', 'script.id', 'version.scriptId')
    .leftJoin('staff as author', 'author.id', 'version.authorId')
    .select(['script.id', 'key', 'category', 'version', 'title', 'author.name as author', 'state'])
    .select('version.createdAt as at')
    .orderBy('version.createdAt')
}

const summaries = <T extends { title: unknown; state: string }>(rows: T[]) =>
  rows.map((row) => ({ ...row, title: localized.parse(row.title), state: row.state as 'proposed' | 'declined' }))

export async function retiredScripts(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('script')
    .innerJoin('scriptVersion as current', 'current.scriptId', 'script.id')
    .leftJoin('staff as author', 'author.id', 'current.authorId')
    .select(['script.id', 'key', 'category', 'version', 'title', 'author.name as author', 'retiredAt as at'])
    .where('state', '=', 'published')
    .where('retiredAt', 'is not', null)
    .orderBy('retiredAt', 'desc')
    .execute()
  return rows.map((row) => ({
    ...row,
    title: localized.parse(row.title),
    at: row.at as Date,
    state: 'retired' as const,
  }))
}

export async function scriptKeys(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.db.selectFrom('script').select('key').execute()
  return new Set(rows.map((row) => row.key))
}

export async function insertScripts(
  tx: Tx,
  scripts: (Script & { createdAt: Date })[],
  versions: Version[],
): Promise<void> {
  await tx.db.insertInto('script').values(scripts).execute()
  await insertVersions(tx, versions)
}

export async function insertVersions(tx: Tx, versions: Version[]): Promise<void> {
  const rows = versions.map((one) => ({ ...one, title: JSON.stringify(one.title), text: JSON.stringify(one.text) }))
  await tx.db.insertInto('scriptVersion').values(rows).execute()
}

type Decision = { state: Version['state']; decidedBy: string | null; decidedAt: Date; reason?: string }

export async function decideVersion(tx: Tx, versionId: string, decision: Decision): Promise<void> {
  await tx.db.updateTable('scriptVersion').set(decision).where('id', '=', versionId).execute()
}

export async function setRetired(tx: Tx, id: string, retiredAt: Date | null): Promise<void> {
  await tx.db.updateTable('script').set({ retiredAt }).where('id', '=', id).execute()
}

export async function nextPosition(tx: Tx, category: string): Promise<number> {
  const row = await tx.db
    .selectFrom('script')
    .select(sql<number>`coalesce(max(position), 0)::int + 1`.as('next'))
    .where('category', '=', category)
    .executeTakeFirstOrThrow()
  return row.next
}

/** Counts one use; the published version it was sent from, or null when the key is unknown. */
export async function countUse(tx: Tx, key: string, use: { ratio: number; over: boolean }): Promise<number | null> {
  const { rows } = await sql<{ version: number }>`
    update script set use_count = use_count + 1, edit_ratio_sum = edit_ratio_sum + ${use.ratio},
      over_edited_count = over_edited_count + ${use.over ? 1 : 0}
    from script_version current
    where script.key = ${key} and current.script_id = script.id and current.state = 'published'
    returning current.version`.execute(tx.db)
  return rows[0]?.version ?? null
}
