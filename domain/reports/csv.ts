// A cell that begins like a formula would be run by the spreadsheet that opens it (threats T9).
const isFormula = /^[=+\-@\t\r]/
const isNumber = /^-?\d+(\.\d+)?%?$/

/** A table as CSV with a byte order mark, as Excel in Chinese reads it right. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value)
  const safe = isFormula.test(text) && !isNumber.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
