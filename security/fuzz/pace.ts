const shown = 8

/** How long answers took, told as a ratio: what a machine does in a millisecond says nothing, what stands out does. */
export function openPace() {
  const times = new Map<string, number[]>()
  return {
    note(operation: string, ms: number) {
      times.set(operation, [...(times.get(operation) ?? []), ms])
    },
    /** The operations whose slowest hundredth stands out most from the median of all. */
    report(): string {
      const median = Math.max(0.1, quantile([...times.values()].flat(), 0.5))
      const lines = [...times].map(([operation, all]) => ({
        operation,
        ratio: quantile(all, 0.99) / median,
        n: all.length,
      }))
      lines.sort((a, b) => b.ratio - a.ratio)
      const told = lines
        .slice(0, shown)
        .map(({ operation, ratio, n }) => `  ${ratio.toFixed(1).padStart(7)} × ${operation} (${n})`)
      return `p99 of an operation over the median of all (${median.toFixed(1)} ms):\n${told.join('\n')}\n`
    },
  }
}

export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

const tries = 3
/** Below this nothing is slow, whatever it is compared with. */
const noticeableMs = 5

/** How many times longer one thing takes than another of the same size: the best of a few tries each. */
export async function timesLonger(hostile: () => Promise<number>, benign: () => Promise<number>): Promise<number> {
  const best = async (measure: () => Promise<number>) => {
    const all: number[] = []
    for (let turn = 0; turn < tries; turn++) all.push(await measure())
    return Math.min(...all)
  }
  return (await best(hostile)) / Math.max(noticeableMs, await best(benign))
}
