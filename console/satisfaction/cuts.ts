import type { TFunction } from 'i18next'
import type { SatisfactionView } from '../../domain/reports/contract.ts'
import { csvOf } from '../../domain/reports/csv.ts'
import { type Counts, type Grain, satisfactionOf } from '../../domain/reports/satisfaction.ts'

export const cuts = ['agents', 'groups', 'categories', 'channels', 'overTime'] as const
export type Cut = (typeof cuts)[number]
export type CutRow = Counts & { key: string; name: string }

/** The rows of one table, named for the reader. */
export function rowsOf(
  view: SatisfactionView,
  cut: Cut,
  words: { t: TFunction; partName: (at: string) => string },
): CutRow[] {
  const { t, partName } = words
  const unnamed = (name: string) => name || t(`unnamed.${cut}`)
  if (cut === 'overTime') return view.overTime.map((row) => ({ ...row, key: row.at, name: partName(row.at) }))
  if (cut === 'channels')
    return view.channels.map((row) => ({ ...row, name: t(`channel.${row.key}`, { defaultValue: unnamed(row.key) }) }))
  if (cut === 'categories')
    return view.categories.map((row) => ({ ...row, key: row.key ?? '', name: unnamed(row.name) }))
  if (cut === 'groups') return view.groups.map((row) => ({ ...row, key: row.id ?? '', name: unnamed(row.name) }))
  return view.agents.map((row) => ({ ...row, key: row.id ?? '', name: unnamed(`${row.name} ${row.staffNo}`.trim()) }))
}

/** A part of the period as its axis writes it. */
export function partNamer(grain: Grain, locale: string, weekOf: (day: string) => string): (at: string) => string {
  const utc = { timeZone: 'UTC' } as const
  const day = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', ...utc })
  const month = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', ...utc })
  return (at) => {
    const date = new Date(at)
    if (grain === 'month') return month.format(date)
    return grain === 'week' ? weekOf(day.format(date)) : day.format(date)
  }
}

const columns = ['name', 'invited', 'answered', 'responseRate', 'mean', 'top2', 'low'] as const

/** Shares as percent, so that a spreadsheet reads what the page shows; n/a stays empty. */
export function csvOfRows(rows: readonly CutRow[], t: TFunction): string {
  const percent = (share: number | null) => (share === null ? null : `${Math.round(share * 1000) / 10}%`)
  const lines = rows.map((row) => {
    const { responseRate, mean, top2 } = satisfactionOf(row)
    const score = mean.value === null ? null : Math.round(mean.value * 100) / 100
    return [row.name, row.invited, row.answered, percent(responseRate.value), score, percent(top2.value), row.low]
  })
  return csvOf([columns.map((column) => t(`column.${column}`)), ...lines])
}
