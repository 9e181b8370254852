/** SOP 004 二(一)4 (R70): a script leaves 10 % for personal wording; more is still sent and marked for review. */
export const maxEditRatio = 0.1

export const isOverEdited = (ratio: number) => ratio > maxEditRatio

/**
 * How far a sent text moved from the filled script, 0 to 1: Levenshtein distance in characters over the longer length
 * (metrics 3.10). Both texts carry the same filled values, so variables never count as edits.
 */
export function editRatio(sent: string, filled: string): number {
  const [a, b] = [[...sent.trim()], [...filled.trim()]]
  const longer = Math.max(a.length, b.length)
  return longer === 0 ? 0 : distance(a, b) / longer
}

function distance(a: string[], b: string[]): number {
  const [from, to] = withoutSharedEnds(a, b)
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [row, letter] of from.entries()) {
    const current = [row + 1]
    for (const [column, other] of to.entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1)
      current.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1))
    }
    above = current
  }
  return above[to.length] ?? 0
}

function withoutSharedEnds(a: string[], b: string[]): [string[], string[]] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)]
}
