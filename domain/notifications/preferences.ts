import { type NoticeKind, noticeKinds } from './kinds.ts'

export const noticeWays = ['in_page', 'desktop', 'sound', 'push'] as const
export type NoticeWay = (typeof noticeWays)[number]

/** The kinds as a person looks for them. */
export const noticeGroups = {
  conversations: ['offered', 'message', 'mention', 'transferred', 'taken_over'],
  tickets: [
    'ticket_assigned',
    'ticket_returned',
    'ticket_incomplete',
    'ticket_customer_replied',
    'ticket_disputed',
    'ticket_handover_asked',
    'ticket_handover_answered',
    'department_asked',
    'complaint_new',
    'callback_new',
    'commitment_asked',
    'escalation_answered',
    'bulk_done',
    'export_ready',
  ],
  limits: [
    'greet_breached',
    'turn_breached',
    'ticket_reminder',
    'ticket_breached',
    'department_overdue',
    'explanation_owed',
    'commitment_due_soon',
    'commitment_missed',
    'callback_overdue',
    'shift_check_open',
  ],
  supervision: [
    'ticket_escalated',
    'escalation_raised',
    'escalation_level',
    'explanation_written',
    'explanation_overdue',
    'shift_check_overdue',
  ],
} as const satisfies Record<string, readonly NoticeKind[]>

/** Overdue tickets and escalations reach their people whatever they chose (SOP 000 四, R44). */
const critical: readonly NoticeKind[] = ['ticket_breached', 'escalation_raised', 'escalation_level']
export const isCritical = (kind: NoticeKind) => critical.includes(kind)

/** Of an answer that can wait, nothing rings. */
const silent: readonly NoticeKind[] = ['bulk_done', 'export_ready', 'explanation_written']

export function defaultWays(kind: NoticeKind): readonly NoticeWay[] {
  return silent.includes(kind) ? ['in_page'] : noticeWays
}

/** How often a kind may ring. An offer lasts 20 s (model 2.4): two customers within it must both be heard. */
export const ringSeconds = (kind: NoticeKind) => (kind === 'offered' ? 5 : 30)

/** Wall-clock times `HH:MM` of the centre; from after until goes over midnight. */
export type Quiet = { from: string; until: string }
export type NoticePreference = {
  /** Only what differs from `defaultWays`. */
  choices: Partial<Record<NoticeKind, NoticeWay[]>>
  quiet: Quiet | null
  onlyOnShift: boolean
}
export const noPreference: NoticePreference = { choices: {}, quiet: null, onlyOnShift: false }

export function chosenWays({ choices }: NoticePreference, kind: NoticeKind): readonly NoticeWay[] {
  const chosen = choices[kind] ?? defaultWays(kind)
  return isCritical(kind) && !chosen.includes('in_page') ? ['in_page', ...chosen] : chosen
}

export function isQuiet(quiet: Quiet | null, wallTime: string): boolean {
  if (!quiet) return false
  const { from, until } = quiet
  return from < until ? wallTime >= from && wallTime < until : wallTime >= from || wallTime < until
}

/** `isOnShift` is null for somebody whose shifts are not planned: there is nothing to be outside of. */
export type Moment = { wallTime: string; isOnShift: boolean | null }

/** Where this person hears of it right now. In quiet hours and off shift a notice waits in the page and does not call. */
export function waysNow(preference: NoticePreference, kind: NoticeKind, moment: Moment): NoticeWay[] {
  const isAway = preference.onlyOnShift && moment.isOnShift === false
  const isSilent = isAway || isQuiet(preference.quiet, moment.wallTime)
  return chosenWays(preference, kind).filter((way) => way === 'in_page' || !isSilent)
}

/** A choice that equals the default is not kept, so that a better default reaches everybody who never chose. */
export function onlyDifferent(choices: NoticePreference['choices']): NoticePreference['choices'] {
  const differs = (kind: NoticeKind) => {
    const [mine, usual] = [choices[kind], defaultWays(kind)]
    return mine !== undefined && (mine.length !== usual.length || usual.some((way) => !mine.includes(way)))
  }
  return Object.fromEntries(noticeKinds.filter(differs).map((kind) => [kind, choices[kind]]))
}
