import { median } from './figure.ts'

export type Turns<T> = { middle(name: string, of: (one: T) => number): number; all(name: string): readonly T[] }

/** Takes each by turns (A B C A B C …), so that a slow minute of the machine slows all of them alike. */
export async function byTurns<T>(
  rounds: number,
  names: readonly string[],
  take: (name: string) => Promise<T>,
): Promise<Turns<T>> {
  const taken = new Map<string, T[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of names) taken.get(name)?.push(await take(name))
  }
  const all = (name: string) => taken.get(name) ?? []
  return { all, middle: (name, of) => median(all(name).map(of)) }
}
