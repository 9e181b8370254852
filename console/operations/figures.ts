import type { HealthView } from '../../domain/operations/contract.ts'

type Figures = HealthView['items'][number]['figures']

/** Figures as a reader takes them in: 5.2 GB, 3.4 h, 1,204. The unit stands at the end of each name. */
export function figureTexts(figures: Figures, locale: string): Record<string, string> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, figureText(name, value, locale)]))
}

function figureText(name: string, value: Figures[string], locale: string): string {
  if (typeof value !== 'number') return value === null ? '–' : String(value)
  if (/bytes$/i.test(name)) return sizeText(value, locale)
  if (name.endsWith('Seconds')) return durationText(value, locale)
  return numberText(value, locale, Math.abs(value) < 10 ? 1 : 0)
}

function sizeText(bytes: number, locale: string): string {
  const gigabytes = bytes / 1024 ** 3
  return gigabytes >= 1
    ? `${numberText(gigabytes, locale, 1)} GB`
    : `${numberText(Math.max(1, bytes / 1024 ** 2), locale, 0)} MB`
}

function durationText(seconds: number, locale: string): string {
  const [amount, unit] =
    seconds < 120
      ? [seconds, 'second']
      : seconds < 7200
        ? [seconds / 60, 'minute']
        : seconds < 172_800
          ? [seconds / 3600, 'hour']
          : [seconds / 86_400, 'day']
  const digits = amount < 10 ? 1 : 0
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(amount)
}

const numberText = (value: number, locale: string, digits: number) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
