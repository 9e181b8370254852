import type { TFunction } from 'i18next'
import type { TimelineEntry } from '../../../domain/tickets/views.ts'
import { momentText } from '../words.ts'

export const timelineFilters = ['all', 'customer', 'internal', 'department', 'system'] as const
export type TimelineFilter = (typeof timelineFilters)[number]

const byNote: Record<NonNullable<TimelineEntry['note']>['kind'], Exclude<TimelineFilter, 'all' | 'system'>> = {
  reply: 'customer',
  customer: 'customer',
  result: 'customer',
  process: 'internal',
  internal: 'internal',
  supplement: 'internal',
  shift_update: 'internal',
  overdue_explanation: 'internal',
  department: 'department',
}
const customerSteps = [
  'ticket.replied',
  'ticket.customer_asked',
  'ticket.customer_reminded',
  'ticket.customer_answered',
  'ticket.customer_silent',
  'ticket.customer_wrote',
  'ticket.resolved',
  'ticket.disputed',
  'ticket.told',
]

/** Under which filter an entry stands: who it was with. Steps between the system and the clocks are the rest. */
export function filterOf(entry: TimelineEntry): Exclude<TimelineFilter, 'all'> {
  if (entry.note) return byNote[entry.note.kind]
  if (customerSteps.includes(entry.kind)) return 'customer'
  if (entry.kind.startsWith('ticket.department_') || entry.kind === 'ticket.sent_to_department') return 'department'
  return entry.actor.type === 'staff' ? 'internal' : 'system'
}

type Wording = { t: TFunction<'tickets'>; locale: string; categoryName: (key: string) => string }

/** What an entry says in the reader's language; an event nobody worded yet still says that something happened. */
export function sentenceOf(entry: TimelineEntry, { t, locale, ...words }: Wording): string {
  const name = entry.kind.replace(/^ticket\./, '').replace('.', '_')
  const { params } = entry
  const moment = (key: 'dueAt' | 'until' | 'before' | 'after') =>
    params[key] ? momentText(String(params[key]), locale) : ''
  const values = {
    ...params,
    clock: params.clock ? t(`clock.${params.clock}`) : '',
    dueAt: moment('dueAt'),
    until: moment('until'),
    before: moment('before'),
    after: moment('after'),
    from: valueWords(name, params.from ?? entry.from, t),
    to: valueWords(name, params.to ?? entry.to, t),
    receiver: params.to ?? params.group ?? '',
    fields: fieldNames(String(params.fields ?? ''), t),
    field: params.field ? t(`missing.${params.field}`) : '',
    category: params.category ? words.categoryName(String(params.category)) : '',
  }
  const variant = variantOf(name, entry)
  return t(`event.${variant}`, { ...values, defaultValue: t('event.other') })
}

function variantOf(name: string, { params, reason }: TimelineEntry): string {
  switch (name) {
    case 'assigned':
      return params.to ? 'assigned' : params.group ? 'assignedGroup' : 'assignedNobody'
    case 'closed':
      return reason === 'silent' ? 'closedSilent' : 'closed'
    case 'handover_answered':
      return params.accepted === 'yes' ? 'handover_accepted' : 'handover_declined'
    default:
      return name
  }
}

/** Why, in words somebody wrote; the machine's own words for how a ticket closed are in the sentence already. */
export function reasonOf({ kind, reason }: TimelineEntry): string | null {
  return kind === 'ticket.closed' || !reason ? null : reason
}

function valueWords(name: string, value: string | number | null | undefined, t: TFunction<'tickets'>): string {
  if (value === null || value === undefined) return ''
  return name === 'urgency_changed' ? t(`urgency.${value}`) : String(value)
}

/** Names of fields that were changed; the order is the server's. */
function fieldNames(fields: string, t: TFunction<'tickets'>): string {
  const named = fields.split(', ').filter(Boolean)
  return named.map((field) => t(`fieldName.${field.startsWith('fields.') ? 'custom' : field}`)).join(t('comma'))
}
