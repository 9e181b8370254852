const columns = new Map<string, string>()

function column(key: string): string {
  const known = columns.get(key)
  if (known) return known
  const made = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  columns.set(key, made)
  return made
}

/** Rows for json_to_recordset, which takes the columns it names and leaves the rest. */
export function rowsAsJson(rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const written: Record<string, unknown> = {}
      for (const [key, value] of Object.entries(row)) written[column(key)] = value
      return written
    }),
  )
}
