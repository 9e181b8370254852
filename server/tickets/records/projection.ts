import { mask } from '../../../domain/customers/mask.ts'
import {
  minutesBetween,
  numbered,
  type RecordForm,
  type RecordValues,
} from '../../../domain/tickets/records/records.ts'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import type { RowOfList } from '../view-queries.ts'
import type { ComplaintFacts } from './complaint-facts.ts'
import type { RecordSource } from './queries.ts'
import type { Wording } from './wording.ts'

export type RecordCase = {
  row: RowOfList
  /** The same as this reader sees it in a list: masked where they may not read names. */
  shown: TicketRow
  source: RecordSource
  complaint: ComplaintFacts | undefined
}

type Person = { name: string; staffNo: string } | null
const person = (who: Person, { word }: Wording) => (who ? word('words', 'person', who) : '')

/** The number of who handles it; who answers for it beside, when that is somebody else. */
function handler({ row }: RecordCase, { word }: Wording): string {
  const { assignee, firstResponsible } = row
  if (!assignee || assignee.id === firstResponsible.id) return firstResponsible.staffNo
  return word('words', 'answersFor', { assignee: assignee.staffNo, first: firstResponsible.staffNo })
}

function satisfaction({ row, source }: RecordCase, { word }: Wording): string {
  const { score } = source
  if (score !== null) return word('words', 'score', { score, name: word('satisfaction', String(score)) })
  return word('words', row.surveyState === 'invited' ? 'notRated' : 'notInvited')
}

const problemType = ({ row }: RecordCase, { word, category }: Wording) =>
  `${word('shortStage', row.stage)}-${category(row.category)}`

function duration(from: Date, to: Date | null, { word }: Wording): string {
  const count = minutesBetween(from, to)
  return count === null ? '' : word('words', 'minutes', { count })
}

/** Records 6.1. */
function consult(one: RecordCase, wording: Wording): RecordValues<'consult'> {
  const { row, source, shown } = one
  const { word, time } = wording
  return {
    customerNo: shown.customer?.no ?? '',
    channel: word('channel', row.channel),
    startedAt: time(source.startedAt ?? row.createdAt),
    staffNo: handler(one, wording),
    problemType: problemType(one, wording),
    description: row.descriptionCustomer || source.quotes.join('\n'),
    process: numbered(source.process.map(({ body }) => body)),
    result: row.result,
    satisfaction: satisfaction(one, wording),
    state: wording.state(row.state),
    orderNo: row.orderNo ?? '',
    ticketNo: row.no,
    urgency: word('urgency', row.urgency),
    createdAt: time(row.createdAt),
    acceptedAt: time(row.acceptedAt),
    firstReplyAt: time(row.firstReplyAt),
    resolvedAt: time(row.resolvedAt),
    closedAt: time(row.closedAt),
    firstResponse: duration(row.createdAt, row.firstReplyAt, wording),
    verified: word('words', source.verified ? 'yes' : 'no'),
  }
}

/** Always a mask on this sheet: 客户姓名 and 联系方式 leave the house with it. */
const maskName = (name: string) => mask(/\p{Script=Han}/u.test(name) ? 'name_zh' : 'name_latin', name)

/** Records 6.2, from the ticket where no complaint says more. */
function complaint(one: RecordCase, wording: Wording): RecordValues<'complaint'> {
  const { row, source, complaint: facts } = one
  const { word, time } = wording
  const complainedAt = facts?.complainedAt ?? row.createdAt
  const escalatedAt = facts?.escalatedAt ?? source.escalatedAt
  const plan = facts?.plan.map(({ text, owner, due }) => word('words', 'planItem', { text, owner, due: time(due) }))
  return {
    customerName: row.customer ? maskName(row.customer.name) : '',
    contact: source.contact ?? '',
    complainedAt: time(complainedAt),
    reason: facts?.reason || row.descriptionCustomer,
    orderNo: row.orderNo ?? '',
    firstHandler: facts?.firstHandler || person(row.firstResponsible, wording),
    escalatedAt: time(escalatedAt),
    escalationReason: facts?.escalationReason || (source.escalationReason ?? ''),
    supervisorPlan: numbered(plan ?? (row.solution === '' ? [] : [row.solution])),
    customerFeedback: facts?.customerFeedback || source.customerWords.join('\n'),
    closedAt: time(row.closedAt),
    ticketNo: row.no,
    untilEscalation: duration(complainedAt, escalatedAt, wording),
    untilClose: duration(complainedAt, row.closedAt, wording),
    retraining: facts?.retrainingCourse ?? '',
    responsibleAgent: facts?.responsibleAgent ?? '',
    revisit: facts?.revisit ?? source.calls.map(({ result }) => result).join('\n'),
  }
}

/** Records 6.3: 5W1H. */
function feedback(one: RecordCase, wording: Wording): RecordValues<'feedback'> {
  const { row, source, shown } = one
  const { word, time, locale } = wording
  const occurredAt = time(row.occurredAt)
  const calls = source.calls.map(({ result, suggestion }) => [result, suggestion].filter(Boolean).join('；'))
  return {
    no: row.no,
    channel: word('channel', row.channel),
    registeredBy: person(source.creator, wording),
    registeredAt: time(row.createdAt),
    reporter: shown.customer ? `${shown.customer.no} ${shown.customer.name}` : anonymous(one, wording),
    contact: source.contact ?? '',
    peopleInvolved: [row.peopleInvolved, one.complaint?.responsibleAgent].filter(Boolean).join('\n'),
    occurredAt: occurredAt && row.occurredRoughly ? word('words', 'roughly', { time: occurredAt }) : occurredAt,
    reportedAt: time(source.startedAt ?? row.createdAt),
    description: row.descriptionCustomer,
    type: `${word('nature', row.nature)} / ${wording.category(row.category)}`,
    demand: row.demand,
    place: placeOf(one, wording),
    cause: causeOf(one, wording),
    handling: [row.initialSuggestion, row.solution].filter(Boolean).join('\n'),
    department: [row.department?.name, ...source.nodes.map(({ name }) => name)]
      .flatMap((name) => name?.[locale] ?? [])
      .filter((name, index, all) => all.indexOf(name) === index)
      .join('\n'),
    limit: time(source.resolutionDueAt),
    result: row.result,
    wantedBy: time(row.wantedBy),
    grade: `${word('urgency', row.urgency)} / ${word('sentiment', row.sentiment)}`,
    attachments: [...source.attachments, ...source.quotes].join('\n'),
    followUp: [satisfaction(one, wording), source.comment, ...calls].filter(Boolean).join('\n'),
  }
}

const anonymous = ({ row }: RecordCase, { word }: Wording) =>
  row.anonymousReason ? word('words', 'anonymous', { reason: row.anonymousReason }) : ''

function placeOf({ row }: RecordCase, { word }: Wording): string {
  const places = { channel: word('channel', row.channel), ...pick(row) }
  return Object.entries(places)
    .filter(([, value]) => value)
    .map(([key, value]) => word('words', 'place', { name: word('at', key), value }))
    .join('\n')
}
const pick = ({ pageUrl, store, product, orderNo }: RowOfList) => ({ pageUrl, store, product, orderNo })

function causeOf({ row }: RecordCase, { word }: Wording): string {
  const known = [
    row.descriptionVerified && word('words', 'preliminary', { text: row.descriptionVerified }),
    row.cause && word('words', 'final', { text: row.cause }),
    row.causeUnknownReason && word('words', 'unknownWhy', { reason: row.causeUnknownReason }),
  ]
  return known.filter(Boolean).join('\n')
}

/** What stands in the fields of a form, ready to be read. */
export const projections: { [F in RecordForm]: (one: RecordCase, wording: Wording) => RecordValues<F> } = {
  consult,
  complaint,
  feedback,
}
