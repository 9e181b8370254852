import type { Input, Reply } from '../../../../domain/contract.ts'
import { AppError } from '../../../../domain/errors.ts'
import {
  type ExportView,
  exportedAtMost,
  exportHours,
  type exportTickets,
} from '../../../../domain/tickets/lists/export-contract.ts'
import { type Ctx, type Tx, transact } from '../../../platform/context.ts'
import { staffActor } from '../../access.ts'
import { wordingFor } from '../../records/wording.ts'
import { startSoon } from '../background.ts'
import { myColumns } from '../saved-views.ts'
import { type ExportRow, exportOf, exportsOf, insertExport, stopExport, unfinishedExports } from './queries.ts'

export const exportJob = 'tickets.export'
const unfinishedAtMost = 2

type Answer = Reply<typeof exportTickets>

/** The event names filter and format, never what was found: who took what out of the house, and when (I15). */
export async function askForExport(ctx: Ctx, input: Input<typeof exportTickets>): Promise<Answer> {
  const me = staffActor(ctx)
  const { format, sheet, filter } = input
  const columns = input.columns ?? (await myColumns(ctx))
  const { word, time } = await wordingFor(ctx)
  return transact(ctx, async (tx) => {
    if ((await unfinishedExports(tx, me.id)) >= unfinishedAtMost)
      throw new AppError('too_many_requests', { retryAfterSeconds: 30 })
    const at = tx.clock.now()
    const title = sheet === 'list' ? word('words', 'list') : word('form', sheet)
    const name = `${title} ${time(at).slice(0, 16).replaceAll(':', '')}.${format}`
    const expiresAt = new Date(at.getTime() + exportHours * 3_600_000)
    const id = tx.clock.newId()
    await insertExport(tx, { id, staffId: me.id, format, sheet, filter, columns, locale: me.locale, name, expiresAt })
    const payload = { format, sheet, filters: Object.keys(filter), list: filter.list }
    tx.record({ subject: { type: 'export_file', id }, kind: 'export_file.asked', payload })
    tx.afterCommit(() => startSoon(tx.platform, exportJob, id))
    return { export: viewOf(await mine(tx, id)) }
  })
}

export async function myExport(ctx: Ctx, { id }: { id: string }): Promise<Answer> {
  return { export: viewOf(await mine(ctx, id)) }
}

export async function myExports(ctx: Ctx): Promise<{ items: ExportView[] }> {
  return { items: (await exportsOf(ctx, staffActor(ctx).id)).map(viewOf) }
}

/** Stops it, or takes the finished file away. */
export async function cancelExport(ctx: Ctx, { id }: { id: string }): Promise<Answer> {
  return transact(ctx, async (tx) => {
    const { storageKey, state } = await mine(tx, id)
    if (state !== 'cancelled') {
      await stopExport(tx, id)
      tx.record({ subject: { type: 'export_file', id }, kind: 'export_file.cancelled', from: state, to: 'cancelled' })
      if (storageKey) tx.afterCommit(() => void tx.platform.files.remove(storageKey).catch(() => {}))
    }
    return { export: viewOf(await mine(tx, id)) }
  })
}

type File = { name: string; format: ExportRow['format']; size: number; storageKey: string }

/** Only who asked, and each time on record. */
export async function fetchExport(ctx: Ctx, { id }: { id: string }): Promise<File> {
  return transact(ctx, async (tx) => {
    const { name, format, size, storageKey, rows } = await mine(tx, id)
    if (storageKey === null || size === null) throw new AppError('not_found')
    tx.record({ subject: { type: 'export_file', id }, kind: 'export_file.fetched', payload: { rows } })
    return { name, format, size, storageKey }
  })
}

async function mine(ctx: Ctx | Tx, id: string): Promise<ExportRow> {
  const row = await exportOf(ctx, staffActor(ctx).id, id)
  if (!row) throw new AppError('not_found')
  return row
}

export function viewOf(row: ExportRow): ExportView {
  const { id, format, sheet, state, name, rows, total, size } = row
  return {
    ...{ id, format, sheet, state, name, rows, size },
    total: total && Math.min(total, exportedAtMost),
    cut: total !== null && total > exportedAtMost,
    askedAt: row.askedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    url: row.storageKey === null ? null : `/api/exports/${id}/file`,
  }
}
