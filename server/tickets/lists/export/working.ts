import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { may } from '../../../../domain/identity/permissions.ts'
import { exportedAtMost } from '../../../../domain/tickets/lists/export-contract.ts'
import { notify } from '../../../notifications/actions.ts'
import { type Ctx, contextFor, type Platform, patiently, transact } from '../../../platform/context.ts'
import { csv } from '../../../platform/sheets/csv.ts'
import { xlsx } from '../../../platform/sheets/xlsx.ts'
import { askerOf, tellProgress } from '../background.ts'
import { ticketCount } from '../queries.ts'
import { claimExport, deleteExport, type ExportRow, expiredExports, moveExport } from './queries.ts'
import { sheetOf } from './sheet.ts'

/** A worker that has written nothing for so long is gone. */
const quietMs = 60_000
const writers = { csv, xlsx }

class Stopped extends Error {}

/** From the first row to the file, page by page; done again from the start when the worker died on the way. */
export async function writeExport(platform: Platform, id: string): Promise<void> {
  const system = contextFor(patiently(platform), { kind: 'system' })
  const job = await claimExport(system, id, new Date(system.clock.now().getTime() - quietMs))
  if (!job) return
  const asker = await askerOf(system, job.staffId)
  // A right that was taken away meanwhile takes what was asked for with it.
  if (!asker || !may(asker.roles, 'tickets.export')) return fail(system, job)
  const ctx: Ctx = { ...system, actor: { ...asker, locale: job.locale } }
  const folder = await mkdtemp(join(tmpdir(), 'shouwen-export-'))
  try {
    await writeFile(ctx, job, join(folder, 'sheet'))
  } catch (error) {
    if (error instanceof Stopped) return
    await fail(system, job)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function writeFile(ctx: Ctx, job: ExportRow, path: string): Promise<void> {
  const { actor, platform } = ctx
  if (actor.kind !== 'staff') return
  const { id, format, filter, staffId } = job
  const total = await ticketCount(ctx, actor, { filter, limit: exportedAtMost + 1 })
  await moved(ctx, id, { total })
  const sheet = await sheetOf(ctx, actor, job, async (rows) => {
    await moved(ctx, id, { rows })
    tellProgress(platform, staffId, { work: 'export', id, state: 'running', done: rows, total })
  })
  await pipeline(writers[format](sheet), createWriteStream(path))
  const { size } = await stat(path)
  const storageKey = `exports/${id}`
  await platform.files.putFile(storageKey, path)
  await finish(ctx, job, { storageKey, size })
}

async function moved(ctx: Ctx, id: string, change: Parameters<typeof moveExport>[2]): Promise<ExportRow> {
  const row = await moveExport(ctx, id, change)
  if (!row) throw new Stopped()
  return row
}

async function finish(ctx: Ctx, { id, staffId }: ExportRow, file: { storageKey: string; size: number }): Promise<void> {
  const { platform } = ctx
  const row = await transact({ ...ctx, actor: { kind: 'system' } }, async (tx) => {
    const done = await moveExport(tx, id, { ...file, state: 'done', finishedAt: tx.clock.now() })
    if (!done) return undefined
    const payload = { rows: done.rows, size: file.size }
    tx.record({
      subject: { type: 'export_file', id },
      kind: 'export_file.written',
      from: 'running',
      to: 'done',
      payload,
    })
    await notify(tx, { staffId, kind: 'export_ready', subject: null })
    return done
  })
  if (!row) {
    await platform.files.remove(file.storageKey)
    throw new Stopped()
  }
  tellProgress(platform, staffId, { work: 'export', id, state: 'done', done: row.rows, total: row.total })
}

async function fail(ctx: Ctx, { id, staffId, total }: ExportRow): Promise<void> {
  await transact(ctx, async (tx) => {
    const failed = await moveExport(tx, id, { state: 'failed', finishedAt: tx.clock.now() })
    if (failed)
      tx.record({ subject: { type: 'export_file', id }, kind: 'export_file.failed', from: 'running', to: 'failed' })
  })
  tellProgress(ctx.platform, staffId, { work: 'export', id, state: 'failed', done: 0, total })
}

/** File first: a crash in between leaves the row for the next round. */
export async function removeExpired(ctx: Ctx): Promise<void> {
  for (const { id, storageKey } of await expiredExports(ctx)) {
    if (storageKey) await ctx.platform.files.remove(storageKey)
    await deleteExport(ctx, id)
  }
}
