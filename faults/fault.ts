import type { Findings } from './rig/oracles.ts'

/** `full`: the numbers of reliability/faults; `small`: a few seconds, for `npm test`. */
export type Scale = 'full' | 'small'
export type Outcome = Findings & { load: string; recoveryMs: number | null; note?: string }
export type Fault = {
  id: string
  title: string
  /** What is missing here, with what to do about it; null when it can run. */
  missing?: () => string | null
  run(scale: Scale): Promise<Outcome>
}

/** The outcome of a fault whose own criteria were checked besides the oracles. */
export function outcome(
  findings: Findings,
  told: { load: string; recoveryMs?: number | null; note?: string; own?: (string | false)[] },
): Outcome {
  const { load, recoveryMs = null, note = '', own = [] } = told
  const broken = [...findings.broken, ...own.filter((line) => line !== false)]
  return { ...findings, broken, load, recoveryMs, note }
}

export const clean: Findings = { lost: 0, doubled: 0, broken: [] }
export const longest = (values: readonly number[]) => Math.round(Math.max(0, ...values))
export const quantile = (values: readonly number[], share: number) =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? 0)
