type Named = { id: string }

/**
 * The list under the pointer never moves: rows keep their places and learn their news, rows that left stay until the pointer
 * leaves, new rows wait (`held`) unless they belong below everything shown.
 */
export function holdStill<Row extends Named>(
  shown: readonly Row[],
  fresh: readonly Row[],
): { items: Row[]; held: number } {
  const byId = new Map(fresh.map((row) => [row.id, row]))
  const known = new Set(shown.map((row) => row.id))
  const lastKnown = fresh.findLastIndex((row) => known.has(row.id))
  const below = fresh.slice(lastKnown + 1)
  const waiting = fresh.slice(0, lastKnown + 1).filter((row) => !known.has(row.id))
  return { items: [...shown.map((row) => byId.get(row.id) ?? row), ...below], held: waiting.length }
}
