import { sql } from 'kysely'
import type {
  AttachmentView,
  ClockView,
  ConversationView,
  MessageView,
  TalkView,
} from '../../domain/conversations/views.ts'
import type { Locale, Localized } from '../../domain/locale.ts'
import { attachmentViews } from '../attachments/actions.ts'
import { type Ctx, contextFor, type Platform } from '../platform/context.ts'
import { gathered } from '../platform/gather.ts'
import { surveysOf } from '../surveys/queries.ts'
import type { ConversationRow } from './queries.ts'

type Person = { id: string; name: string; staffNo: string } | null
type Row = ConversationRow & {
  siteName: string
  customerNo: string
  customerName: string
  customerLevel: string
  identified: boolean | null
  visitorOnline: boolean
  pageUrl: string | null
  pageTitle: string | null
  groupName: Localized | null
  assignee: Person
  firstResponsible: Person
  participants: NonNullable<Person>[]
  clocks: ClockView[]
}

const person = (column: string) =>
  sql.raw(
    `(select json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no) from staff s where s.id = c.${column})`,
  )

/** One read for everything a conversation's row shows, for many conversations at once. */
async function rowsOf(ctx: Ctx, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select c.*, site.settings->>'name' as site_name, customer.no as customer_no, customer.display_name as customer_name,
      customer.level as customer_level, v.identified, coalesce(v.last_seen_at > ${ctx.clock.now()}::timestamptz - interval '60 seconds', false) as visitor_online,
      v.page_url, v.page_title, g.name as group_name, ${person('assignee_id')} as assignee, ${person('first_responsible_id')} as first_responsible,
      coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'staffNo', s.staff_no) order by p.joined_at)
        from participant p join staff s on s.id = p.staff_id where p.conversation_id = c.id), '[]') as participants,
      coalesce((select json_agg(json_build_object('kind', k.kind, 'state', k.state, 'startedAt', k.started_at, 'dueAt', k.due_at) order by k.due_at)
        from clock k where k.subject_id = c.id and k.stopped_at is null and k.state in ('running', 'breached')
          and k.kind in ('agent_greet', 'turn_response', 'offer', 'wrap_up')), '[]') as clocks
    from conversation c join site on site.id = c.site_id join customer on customer.id = c.customer_id
      left join visitor v on v.id = c.visitor_id left join staff_group g on g.id = c.group_id
    where c.id = any(${ids})`.execute(ctx.db)
  return rows
}

const iso = (at: Date | null) => at?.toISOString() ?? null
// JSON built by PostgreSQL writes +00:00; views carry one form of time only.
const isoText = (at: string) => new Date(at).toISOString()

/** Views in the order of the ids; what is not there is left out. */
export async function conversationViews(ctx: Ctx, ids: readonly string[]): Promise<ConversationView[]> {
  if (ids.length === 0) return []
  const locale = localeOf(ctx)
  const [rows, surveys] = await Promise.all([rowsOf(ctx, ids), surveysOf(ctx, ids)])
  const views = new Map(rows.map((row) => [row.id, viewOf(row, { locale, survey: surveys.get(row.id) })]))
  return ids.flatMap((id) => views.get(id) ?? [])
}

type Asked = { id: string; locale: Locale }

/** What many people ask for at one moment, each in their language. */
const viewTogether = gathered(async (platform: Platform, asked: Asked[]) => {
  const views = new Map<string, ConversationView>()
  for (const [locale, some] of Map.groupBy(asked, (one) => one.locale)) {
    const ctx = contextFor(platform, { kind: 'anonymous', locale })
    const ids = [...new Set(some.map((one) => one.id))]
    for (const view of await conversationViews(ctx, ids)) views.set(`${locale}/${view.id}`, view)
  }
  return asked.map(({ id, locale }) => views.get(`${locale}/${id}`))
})

export async function conversationView(ctx: Ctx, id: string): Promise<ConversationView> {
  const view =
    'record' in ctx
      ? (await conversationViews(ctx, [id]))[0]
      : await viewTogether(ctx.platform, { id, locale: localeOf(ctx) })
  if (!view) throw new Error(`conversation ${id} has no row`)
  return view
}

const localeOf = ({ actor }: Ctx): Locale => ('locale' in actor ? actor.locale : 'zh-CN')

function viewOf(
  row: Row,
  extra: { locale: Locale; survey: { score: number | null; comment: string } | undefined },
): ConversationView {
  const { survey } = extra
  return {
    id: row.id,
    revision: row.revision,
    channel: row.channel,
    state: row.state,
    site: { id: row.siteId, name: row.siteName },
    customer: {
      id: row.customerId,
      no: row.customerNo,
      name: row.customerName,
      level: row.customerLevel,
      verified: row.identified ?? false,
    },
    group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName[extra.locale] } : null,
    assignee: row.assignee,
    firstResponsible: row.firstResponsible,
    offeredTo: row.offeredTo,
    offeredUntil: iso(row.offeredUntil),
    participants: row.participants,
    urgency: row.urgency as ConversationView['urgency'],
    category: row.category,
    stage: row.stage,
    result: row.result,
    resolved: row.resolved,
    leftMessage: row.leftMessage,
    locale: row.locale as Locale,
    ...timesOf(row),
    endReason: row.endReason as ConversationView['endReason'],
    previousId: row.previousId,
    transferredCount: row.transferredCount,
    lastSeq: row.lastSeq,
    lastNoteSeq: row.lastNoteSeq,
    lastMessage: row.lastMessage as ConversationView['lastMessage'],
    unread: row.unread,
    orderNo: row.orderNo,
    customerMarks: { received: row.customerReceived, read: row.customerRead },
    agentMarks: { received: row.agentReceived, read: row.agentRead },
    clocks: row.clocks.map((clock) => ({ ...clock, startedAt: isoText(clock.startedAt), dueAt: isoText(clock.dueAt) })),
    visitor: { online: row.visitorOnline, pageUrl: row.pageUrl, pageTitle: row.pageTitle },
    rating: survey?.score ? { score: survey.score, comment: survey.comment } : null,
  }
}

function timesOf(row: ConversationRow) {
  return {
    startedAt: row.startedAt.toISOString(),
    queuedAt: iso(row.queuedAt),
    acceptedAt: iso(row.acceptedAt),
    firstAgentMessageAt: iso(row.firstAgentMessageAt),
    endedAt: iso(row.endedAt),
    closedAt: iso(row.closedAt),
  }
}

export type MessageRow = {
  id: string
  conversationId: string
  stream: 'talk' | 'note'
  seq: number
  senderType: 'customer' | 'agent' | 'system'
  senderId: string | null
  senderName: string | null
  senderNo: string | null
  kind: MessageView['kind']
  body: string
  attachmentId: string | null
  quote: MessageView['quote']
  system: MessageView['system']
  mentions: string[]
  whisper: boolean
  at: Date
  recalledAt: Date | null
  pinnedAt: Date | null
}

export async function messageViews(ctx: Ctx, rows: readonly MessageRow[]): Promise<MessageView[]> {
  const wanted = rows.flatMap((row) => (row.attachmentId && !row.recalledAt ? [row.attachmentId] : []))
  const attachments = wanted.length > 0 ? await attachmentViews(ctx, wanted) : new Map()
  const views = rows.map((row) => viewOfMessage(row, attachments))
  return ctx.actor.kind === 'visitor' ? views.map(forCustomer) : views
}

function viewOfMessage(row: MessageRow, attachments: Map<string, AttachmentView>): MessageView {
  return {
    id: row.id,
    conversationId: row.conversationId,
    stream: row.stream,
    seq: row.seq,
    sender: {
      type: row.senderType,
      id: row.senderId,
      name: row.senderName ?? '',
      staffNo: row.senderNo,
    },
    kind: row.kind,
    // What was taken back is not shown to anybody; the row keeps it for the audit.
    body: row.recalledAt ? '' : row.body,
    attachment: row.recalledAt || !row.attachmentId ? null : (attachments.get(row.attachmentId) ?? null),
    quote: row.recalledAt ? null : row.quote,
    system: row.system,
    mentions: row.mentions,
    whisper: row.whisper,
    at: row.at.toISOString(),
    recalled: row.recalledAt !== null,
    pinned: row.pinnedAt !== null,
  }
}

/** What a customer may know of a message: no ids of the staff, no pins. */
export function forCustomer(message: MessageView): MessageView {
  return { ...message, sender: { ...message.sender, id: null }, mentions: [], pinned: false }
}

export function talkOf(
  view: ConversationView,
  more: { position: number | null; expectedWaitSeconds: number | null; survey: TalkView['survey'] },
): TalkView {
  return {
    id: view.id,
    revision: view.revision,
    state: view.state,
    leftMessage: view.leftMessage,
    lastSeq: view.lastSeq,
    position: more.position,
    expectedWaitSeconds: more.expectedWaitSeconds,
    agent: view.assignee ? { name: view.assignee.name, staffNo: view.assignee.staffNo } : null,
    customerMarks: view.customerMarks,
    agentMarks: view.agentMarks,
    startedAt: view.startedAt,
    endedAt: view.endedAt,
    survey: more.survey,
  }
}
