/** The record forms of SOP 000 三(一), 三(二) and SOP 004 (records 6.1-6.3). */
export const recordForms = ['consult', 'complaint', 'feedback'] as const
export type RecordForm = (typeof recordForms)[number]

/** Fields in the order of the form. Their names on paper are those of the SOP, in `sheets.json`. */
export const recordFields = {
  consult: [
    'customerNo',
    'channel',
    'startedAt',
    'staffNo',
    'problemType',
    'description',
    'process',
    'result',
    'satisfaction',
    'state',
  ],
  complaint: [
    'customerName',
    'contact',
    'complainedAt',
    'reason',
    'orderNo',
    'firstHandler',
    'escalatedAt',
    'escalationReason',
    'supervisorPlan',
    'customerFeedback',
    'closedAt',
  ],
  feedback: [
    'no',
    'channel',
    'registeredBy',
    'registeredAt',
    'reporter',
    'contact',
    'peopleInvolved',
    'occurredAt',
    'reportedAt',
    'description',
    'type',
    'demand',
    'place',
    'cause',
    'handling',
    'department',
    'limit',
    'result',
    'wantedBy',
    'grade',
    'attachments',
    'followUp',
  ],
} as const satisfies Record<RecordForm, readonly string[]>

/** Beyond the form: records 6.1 "extra columns", 6.2 "derived". */
export const recordExtras = {
  consult: [
    'orderNo',
    'ticketNo',
    'urgency',
    'createdAt',
    'acceptedAt',
    'firstReplyAt',
    'resolvedAt',
    'closedAt',
    'firstResponse',
    'verified',
  ],
  complaint: ['ticketNo', 'untilEscalation', 'untilClose', 'retraining', 'responsibleAgent', 'revisit'],
  feedback: [],
} as const satisfies Record<RecordForm, readonly string[]>

export type RecordValues<F extends RecordForm> = Record<
  (typeof recordFields)[F][number] | (typeof recordExtras)[F][number],
  string
>

/** Whole minutes between two instants, as the sheets give them (sample of SOP 000: 5 to escalation, 285 to close). */
export function minutesBetween(from: Date, to: Date | null): number | null {
  return to && Math.round((to.getTime() - from.getTime()) / 60_000)
}

/** 1. …  2. … on lines of their own. */
export const numbered = (lines: readonly string[]): string =>
  lines.map((text, index) => `${index + 1}. ${text}`).join('\n')
