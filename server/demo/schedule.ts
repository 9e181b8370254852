import type { Dice } from './random.ts'

const days = 60
const perDay = 51
const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** The company keeps Beijing time, which has no summer time. */
const offsetMs = 8 * hourMs

/** How busy each hour of the day is; peaks at 10-12 and 20-22. */
const hours = [
  0.6, 0.3, 0.2, 0.1, 0.1, 0.2, 0.6, 1.3, 2.8, 5.4, 10, 9.4, 6.2, 5, 5.2, 5.4, 5.2, 4.8, 4.6, 6.2, 10.2, 9.2, 4.6, 1.9,
]
/** Sunday to Saturday. */
const weekdays = [0.82, 1.14, 1.06, 1.02, 1, 1.05, 0.88]
/** Two sales, counted in days before today. */
const sales: Record<number, number> = { 41: 1.5, 40: 1.3, 12: 1.7, 11: 1.6, 10: 1.2 }

const busiest = Math.max(...hours)

/** 0 in a quiet night, 1 in the busiest hour. */
export function pressureAt(at: Date): number {
  const hour = Math.floor(((at.getTime() + offsetMs) % dayMs) / hourMs)
  return (hours[hour] ?? 0) / busiest
}

/** When the customers of the last 60 days came, oldest first; nobody in the last half hour, so that every talk is over. */
export function arrivals(dice: Dice, now: Date): Date[] {
  const midnight = Math.floor((now.getTime() + offsetMs) / dayMs) * dayMs - offsetMs
  const latest = now.getTime() - hourMs / 2
  const all: number[] = []
  for (let back = days; back >= 0; back--) {
    const start = midnight - back * dayMs
    const weekday = new Date(start + offsetMs).getUTCDay()
    const count = Math.round(perDay * (weekdays[weekday] ?? 1) * (sales[back] ?? 1) * (0.9 + dice.next() * 0.2))
    for (let n = 0; n < count; n++) {
      const hour = dice.weighted(hourNumbers, (one) => hours[one] ?? 0)
      all.push(start + hour * hourMs + dice.whole(0, hourMs - 1))
    }
  }
  return all
    .filter((at) => at < latest)
    .sort((a, b) => a - b)
    .map((at) => new Date(at))
}

const hourNumbers = hours.map((_weight, hour) => hour)
