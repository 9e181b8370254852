/** Chance with a seed: the demo company is the same at every installation. */
export type Dice = {
  /** 0 <= x < 1 */
  next(): number
  chance(probability: number): boolean
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** Picks by weight. */
  weighted<T>(list: readonly T[], weight: (item: T) => number): T
  /** Waiting times: exponential with this mean. */
  exponential(mean: number): number
  /** Handling times: lognormal with this median. */
  lognormal(median: number, sigma: number): number
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick: (list) => list[whole(0, list.length - 1)] as (typeof list)[number],
    weighted: (list, weight) => pickWeighted(list, weight, next()),
    exponential: (mean) => -Math.log(1 - next()) * mean,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
  }
}

function pickWeighted<T>(list: readonly T[], weight: (item: T) => number, at: number): T {
  let left = at * list.reduce((sum, item) => sum + weight(item), 0)
  for (const item of list) {
    left -= weight(item)
    if (left < 0) return item
  }
  return list.at(-1) as T
}
