import type { TFunction } from 'i18next'
import type { ServiceClockView } from '../../../domain/clocks/contract.ts'

const silent: readonly ServiceClockView['kind'][] = ['ticket_waiting_reminder', 'ticket_archive']
const shownMet: readonly ServiceClockView['kind'][] = ['first_response', 'resolution']

/** What still runs, nearest first; then the latest answer to the two promises every customer was given. */
export function shownLimits(limits: readonly ServiceClockView[]): ServiceClockView[] {
  const loud = limits.filter(({ kind }) => !silent.includes(kind))
  const runs = ({ state }: ServiceClockView) => state === 'running' || state === 'breached' || state === 'paused'
  const open = loud.filter(runs).toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt))
  const met = shownMet.flatMap((kind) => {
    const last = loud.findLast((limit) => limit.kind === kind)
    return last && (last.state === 'met' || last.state === 'met_late') ? [last] : []
  })
  return [...open, ...met]
}

/** A target in words: 1440 -> "24 hours", 30 -> "30 minutes". */
export function limitText(minutes: number, t: TFunction<'tickets'>): string {
  return minutes % 60 === 0
    ? t('why.hours', { figure: minutes / 60 })
    : t('why.minutes', { figure: Math.round(minutes) })
}
