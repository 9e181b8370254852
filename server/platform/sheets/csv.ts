import type { Sheet } from './sheet.ts'

/** Excel reads UTF-8 only with it. */
const byteOrderMark = '\uFEFF'
const formulaStart = /^[=+\-@\t\r]/

/** CSV (RFC 4180) as a stream. A cell that a spreadsheet would take for a formula becomes text (threats, row 33). */
export async function* csv({ columns, rows }: Sheet): AsyncGenerator<Buffer> {
  yield Buffer.from(`${byteOrderMark}${lineOf(columns.map(({ label }) => label))}`)
  for await (const row of rows) yield Buffer.from(lineOf(row))
}

const lineOf = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`

function cell(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
