import { AppError } from '../../domain/errors.ts'

/** Where a page ended: the instant it is ordered by and the id, which is unique. */
export type Cursor = { at: Date; id: string }

const form = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** A cursor comes back from outside: anything but what `keysetPage` wrote is refused. */
export function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined
  const [, at = '', id = ''] = form.exec(text) ?? []
  // Year 0 and what came before it is no time PostgreSQL knows.
  if (Number.isNaN(Date.parse(at)) || at < '1970') throw new AppError('invalid_input')
  return { at: new Date(at), id }
}

/** Of `limit + 1` rows the page, and where the next one starts. */
export function keysetPage<Row extends Cursor>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: rows.length > limit && last ? `${last.at.toISOString()}_${last.id}` : null }
}
