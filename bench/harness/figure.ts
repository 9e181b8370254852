/** One line of output; `ratio` is value / baseline, both taken in the same run. */
export type Figure = {
  bench: string
  figure: string
  unit: string
  value: number
  baseline: number | null
  ratio: number | null
  /** How many measurements stand behind the value. */
  n: number
  note: string
}

export type Emit = (figure: Omit<Figure, 'bench' | 'baseline' | 'ratio' | 'note'> & Partial<Figure>) => void

/** What a file in `bench/` exports. `tiny` is for the test suite, which only asks whether the bench works. */
export type Bench = { title: string; measure: (emit: Emit, tiny: boolean) => Promise<void> }

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

/** Value and baseline by turns (A B A B …), after one unmeasured round of both when there are several. */
export async function interleaved(
  rounds: number,
  measure: () => Promise<number>,
  measureBaseline: () => Promise<number>,
): Promise<{ value: number; baseline: number; ratio: number; n: number }> {
  const values: number[] = []
  const baselines: number[] = []
  for (let round = rounds > 1 ? 0 : 1; round <= rounds; round++) {
    const [value, baseline] = [await measure(), await measureBaseline()]
    if (round === 0) continue
    values.push(value)
    baselines.push(baseline)
  }
  const [value, baseline] = [median(values), median(baselines)]
  return { value: rounded(value), baseline: rounded(baseline), ratio: rounded(value / baseline), n: rounds }
}

/** Three significant digits, whole numbers from 100 on. */
export function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
