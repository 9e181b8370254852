import { type Selectable, sql } from 'kysely'
import type { Locale } from '../../../../domain/locale.ts'
import type { exportFormats, exportSheets, exportStates } from '../../../../domain/tickets/lists/export-contract.ts'
import type { ColumnLayout, TicketFilter } from '../../../../domain/tickets/lists/list-contract.ts'
import type { ExportFileTable } from '../../../migrations/db-types.ts'
import type { Ctx, Tx } from '../../../platform/context.ts'

type Parsed = {
  format: (typeof exportFormats)[number]
  sheet: (typeof exportSheets)[number]
  state: (typeof exportStates)[number]
  filter: TicketFilter
  columns: ColumnLayout
  locale: Locale
}
export type ExportRow = Omit<Selectable<ExportFileTable>, keyof Parsed> & Parsed

type NewExport = Pick<
  ExportRow,
  'id' | 'staffId' | 'format' | 'sheet' | 'filter' | 'columns' | 'locale' | 'name' | 'expiresAt'
>

export async function insertExport(tx: Tx, { filter, columns, ...file }: NewExport): Promise<void> {
  const at = tx.clock.now()
  const json = { filter: JSON.stringify(filter), columns: JSON.stringify(columns) }
  await tx.db
    .insertInto('exportFile')
    .values({ ...file, ...json, askedAt: at, movedAt: at })
    .execute()
}

export async function exportOf(ctx: Ctx, staffId: string, id: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select * from export_file where id = ${id} and staff_id = ${staffId} and expires_at > ${ctx.clock.now()}`.execute(
    ctx.db,
  )
  return rows[0]
}

export async function exportsOf(ctx: Ctx, staffId: string): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select * from export_file where staff_id = ${staffId} and expires_at > ${ctx.clock.now()}
    order by asked_at desc, id desc limit 50`.execute(ctx.db)
  return rows
}

export async function unfinishedExports(tx: Tx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from export_file where staff_id = ${staffId} and state in ('waiting', 'running')`.execute(
    tx.db,
  )
  return rows[0]?.count ?? 0
}

/** Takes the work, unless somebody else is at it, or it was stopped. */
export async function claimExport(ctx: Ctx, id: string, notSince: Date): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    update export_file set state = 'running', rows = 0, moved_at = ${ctx.clock.now()}
    where id = ${id} and (state = 'waiting' or state = 'running' and moved_at < ${notSince}) returning *`.execute(
    ctx.db,
  )
  return rows[0]
}

type Change = Partial<Pick<ExportRow, 'rows' | 'total' | 'state' | 'storageKey' | 'size' | 'finishedAt'>>

/** Writes how far it is; nothing when it was stopped meanwhile. */
export async function moveExport(ctx: Ctx, id: string, change: Change): Promise<ExportRow | undefined> {
  const row = await ctx.db
    .updateTable('exportFile')
    .set({ ...change, movedAt: ctx.clock.now() })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .returningAll()
    .executeTakeFirst()
  return row as ExportRow | undefined
}

export async function stopExport(tx: Tx, id: string): Promise<void> {
  const at = tx.clock.now()
  await tx.db
    .updateTable('exportFile')
    .set({ state: 'cancelled', storageKey: null, size: null, finishedAt: at, movedAt: at })
    .where('id', '=', id)
    .execute()
}

export async function stuckExports(ctx: Ctx, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from export_file where state in ('waiting', 'running') and moved_at < ${before} limit 50`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

export async function expiredExports(ctx: Ctx): Promise<{ id: string; storageKey: string | null }[]> {
  return ctx.db
    .selectFrom('exportFile')
    .select(['id', 'storageKey'])
    .where('expiresAt', '<=', ctx.clock.now())
    .limit(100)
    .execute()
}

export async function deleteExport(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.deleteFrom('exportFile').where('id', '=', id).execute()
}
