import type { Staff } from '../../../../domain/identity/actor.ts'
import { exportedAtMost } from '../../../../domain/tickets/lists/export-contract.ts'
import { recordExtras, recordFields } from '../../../../domain/tickets/records/records.ts'
import type { Ctx } from '../../../platform/context.ts'
import { keysetPage, readCursor } from '../../../platform/keyset.ts'
import type { Sheet } from '../../../platform/sheets/sheet.ts'
import { recordValues } from '../../records/sheets.ts'
import { type Wording, wordingFor } from '../../records/wording.ts'
import { ticketRows } from '../../views.ts'
import { ticketPage } from '../queries.ts'
import { cellOf } from './columns.ts'
import type { ExportRow } from './queries.ts'

const pageSize = 500

type Body = Pick<Sheet, 'columns'> & { page(ids: readonly string[]): Promise<string[][]> }
type OnPage = (rows: number) => Promise<void>

/** The view as a table that is read page by page, by the rights of who asked and with the masks of their screen. */
export async function sheetOf(ctx: Ctx, me: Staff, job: ExportRow, onPage: OnPage): Promise<Sheet> {
  const wording = await wordingFor(ctx)
  const body = job.sheet === 'list' ? listBody(ctx, job, wording) : formBody(ctx, job.sheet, wording)
  const name = job.sheet === 'list' ? wording.word('words', 'list') : wording.word('form', job.sheet)
  const rows = async function* () {
    let written = 0
    for await (const ids of pagesOf(ctx, me, job)) {
      const page = await body.page(ids)
      yield* page
      written += page.length
      await onPage(written)
    }
  }
  return { name, columns: body.columns, rows: rows() }
}

async function* pagesOf(ctx: Ctx, me: Staff, { filter }: ExportRow): AsyncGenerator<string[]> {
  let left = exportedAtMost
  for (let cursor: string | null | undefined; cursor !== null && left > 0; ) {
    const limit = Math.min(pageSize, left)
    const found = await ticketPage(ctx, me, { filter, cursor: readCursor(cursor), limit: limit + 1 })
    const { page, nextCursor } = keysetPage(found, limit)
    yield page.map(({ id }) => id)
    left -= page.length
    cursor = nextCursor
  }
}

/** A column of the screen is so many pixels wide, one of a workbook so many characters. */
const pixelsPerCharacter = 7
const standardWidth = 18

function listBody(ctx: Ctx, { columns }: ExportRow, wording: Wording): Body {
  return {
    columns: columns.map(({ key, width }) => ({
      label: wording.word('columns', key),
      width: width === undefined ? standardWidth : Math.round(width / pixelsPerCharacter),
    })),
    page: async (ids) => (await ticketRows(ctx, ids)).map((row) => columns.map(({ key }) => cellOf(key, row, wording))),
  }
}

function formBody(ctx: Ctx, form: Exclude<ExportRow['sheet'], 'list'>, wording: Wording): Body {
  const keys: readonly string[] = [...recordFields[form], ...recordExtras[form]]
  return {
    columns: keys.map((key) => ({ label: wording.word(form, key), width: standardWidth })),
    page: async (ids) =>
      (await recordValues(ctx, ids, { form, wording })).map((values) => keys.map((key) => values[key] ?? '')),
  }
}
