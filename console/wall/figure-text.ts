import type { Metric } from '../../domain/reports/metrics.ts'
import { secondsText } from '../ui/time.ts'

type Unit = Metric['unit']

/** A figure as the reader's language writes it; n/a is a dash, never 0. `secondsWord` carries the unit of short times. */
export function figureText(unit: Unit, value: number | null, locale: string, secondsWord: (count: string) => string) {
  if (value === null) return '—'
  if (unit === 'share') return shareText(value, locale)
  if (unit === 'score') return numberText(value, locale, 2)
  return value < 60 ? secondsWord(numberText(value, locale, value < 10 ? 1 : 0)) : secondsText(Math.round(value))
}

/** Rounded so that only a full share reads 100 % and only none reads 0 %. */
export function shareText(share: number, locale: string): string {
  const percent = share * 100
  const honest = share < 1 && percent > 99.9 ? 99.9 : share > 0 && percent < 0.1 ? 0.1 : percent
  return `${numberText(honest, locale, 1)}%`
}

function numberText(value: number, locale: string, digits: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
}
