/** Values of fields: compared by what they say, lists and records included. */
export function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

export type Outcome = 'nothing' | 'send' | 'conflict'

/**
 * What to do with a value somebody wrote. `base` is what stood there when they began, `theirs` what stands there now:
 * a colleague's change of the same field is never overwritten in silence, one of another field is no matter.
 */
export function outcomeOf(base: unknown, mine: unknown, theirs: unknown): Outcome {
  if (isSame(mine, theirs)) return 'nothing'
  return isSame(base, theirs) ? 'send' : 'conflict'
}
