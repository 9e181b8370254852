/** What a notice is about, and so the page it opens. */
export const noticeSubjectTypes = [
  'conversation',
  'ticket',
  'escalation',
  'commitment',
  'callback',
  'shift_check',
] as const
export type NoticeSubject = { type: (typeof noticeSubjectTypes)[number]; id: string }

/** What the sentence of a kind names; `agent` is filled in from who acts, `customer` and `text` from the conversation. */
type Named = 'no' | 'customer' | 'agent' | 'time' | 'reason' | 'total'

/**
 * The closed list. Each kind names what whoever tells must say: `no` the ticket's number, `time` an instant (ISO), put in
 * words for the reader's language and the centre's time zone.
 */
const kinds = {
  offered: [],
  message: [],
  mention: [],
  transferred: [],
  taken_over: ['reason'],
  greet_breached: [],
  turn_breached: [],
  ticket_assigned: ['no'],
  ticket_reminder: ['no', 'time'],
  ticket_breached: ['no'],
  ticket_escalated: ['no'],
  ticket_returned: ['no'],
  ticket_customer_replied: ['no', 'customer'],
  ticket_disputed: ['no', 'customer'],
  ticket_handover_asked: ['no'],
  ticket_handover_answered: ['no'],
  ticket_incomplete: ['no', 'reason'],
  department_asked: ['no'],
  department_overdue: ['no'],
  explanation_owed: ['no', 'time'],
  explanation_written: ['no', 'agent'],
  explanation_overdue: ['no'],
  escalation_answered: ['no', 'agent'],
  escalation_raised: ['no', 'time'],
  escalation_level: ['no'],
  commitment_due_soon: ['customer', 'time'],
  commitment_missed: ['customer'],
  commitment_asked: ['customer', 'time'],
  callback_new: ['customer', 'time'],
  callback_overdue: ['customer'],
  shift_check_open: ['time'],
  shift_check_overdue: ['agent'],
  complaint_new: ['no', 'customer'],
  bulk_done: ['total'],
  export_ready: [],
} as const satisfies Record<string, readonly Named[]>

export type NoticeKind = keyof typeof kinds
export const noticeKinds = Object.keys(kinds) as [NoticeKind, ...NoticeKind[]]

/** The words a notice of this kind cannot do without. */
export type NoticeParams<K extends NoticeKind> = { [name in (typeof kinds)[K][number]]: string }
