import { clockSeconds } from '../../../domain/clocks/kinds.ts'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Visitor } from '../../../domain/identity/actor.ts'
import { contextFor, inNameOf, type Platform, type Tx, transact } from '../../platform/context.ts'
import { groupCommit } from '../../platform/load/group-commit.ts'
import type { Site } from '../../settings/queries.ts'
import { liveFacts, postedView } from '../posting/announce.ts'
import { decide } from '../posting/decide.ts'
import type { BatchRow, Post, Writes } from '../posting/post.ts'
import { storedSystemLine, systemView } from '../system-line.ts'
import { lockVisitors, type OpeningFacts, openingFacts, writeOpenings } from './opening-queries.ts'

/** A conversation that is to begin, with all that its first moment writes. */
export type Opening = {
  visitor: Visitor
  site: Pick<Site, 'id' | 'groupId' | 'settings'>
  id: string
  orderNo: string | null
  prechat: Record<string, string>
  leftMessage: boolean
  welcome: string
  /** What the customer calls themselves in the form that came with it. */
  name: string | null
  /** The customer's first words; undefined when they carry a file, which is bound to a conversation that stands. */
  first: Post | undefined
  /** Contacts and consent of the form. */
  keep: ((tx: Tx) => Promise<void>) | undefined
}
/** `said`: the customer's first message is among the messages. */
export type Begun = { row: BatchRow; startedAt: Date; messages: MessageView[]; said: boolean }
export type Opened = Begun | { existing: string } | { refused: AppError }

/** A start costs twenty messages and has 10 s: in a busy moment more of them come together. */
const pace = { busyFrom: 3, busyMs: 15 }

/** Begins the conversation together with the others that come at this moment; resolves when it is committed. */
export const openInBatch: (platform: Platform, opening: Opening) => Promise<Opened> = groupCommit((platform) => {
  const ctx = contextFor(platform, { kind: 'system' })
  return (openings) => transact(ctx, (tx) => openTogether(tx, openings))
}, pace)

type New = Begun & { opening: Opening; customerId: string; previousId: string | null }

/** Welcome and queue in one transaction: no customer waits without an answer, whatever dies (SOP 000 二(一): <= 10 s). */
async function openTogether(tx: Tx, openings: readonly Opening[]): Promise<Opened[]> {
  const visitorIds = [...new Set(openings.map((one) => one.visitor.id))]
  await lockVisitors(tx, visitorIds)
  const facts = await openingFacts(tx, {
    visitorIds,
    ids: openings.map((one) => one.id),
    messageIds: openings.flatMap((one) => one.first?.id ?? []),
  })
  const writes: Writes = { messages: [], conversations: new Map(), starts: [], stops: [], events: [] }
  const outcomes = openings.map((opening) => outcomeOf(tx, opening, { facts, writes }))
  const made = outcomes.filter((one): one is New => 'opening' in one)
  if (made.length === 0) return outcomes
  const written = await write(tx, made, writes)
  for (const one of made) if (written.has(one.row.id)) await record(tx, one, writes)
  return outcomes.map((one) => ('opening' in one && !written.has(one.row.id) ? refused('idempotency_mismatch') : one))
}

const refused = (code: 'idempotency_mismatch' | 'not_signed_in') => ({ refused: new AppError(code) })

/** Retries bring the same ids and find what they made; a second tab joins the open talk. */
function outcomeOf(
  tx: Tx,
  opening: Opening,
  { facts, writes }: { facts: OpeningFacts; writes: Writes },
): New | { existing: string } | { refused: AppError } {
  const visitor = facts.visitors.get(opening.visitor.id)
  if (!visitor) return refused('not_signed_in')
  const whose = facts.conversations.get(opening.id)
  if (whose !== undefined && whose !== visitor.id) return refused('idempotency_mismatch')
  if (whose !== undefined) return { existing: opening.id }
  if (visitor.openId) return { existing: visitor.openId }
  const startedAt = tx.clock.now()
  const row = rowOf(opening, startedAt)
  const line = { key: opening.leftMessage ? 'left_message' : 'welcome', params: {} } as const
  const welcome = { id: tx.clock.newId(), conversationId: row.id, system: line, body: opening.welcome, at: startedAt }
  const messages: MessageView[] = [systemView({ ...welcome, stream: 'talk', seq: 1 })]
  const { first } = opening
  const rows = new Map([[row.id, row]])
  const decision = first && decide({ ctx: first.ctx, post: first, rows, known: facts.messages, writes })
  const said = decision !== undefined && 'seq' in decision
  if (said)
    messages.push(postedView(first as Post, { ...decision, customerName: opening.name ?? visitor.customerName }))
  facts.conversations.set(row.id, visitor.id)
  const previousId = visitor.latestId
  Object.assign(visitor, { openId: row.id, latestId: row.id })
  return { opening, row, startedAt, messages, said, customerId: visitor.customerId, previousId }
}

function rowOf({ id, visitor, site, leftMessage }: Opening, at: Date): BatchRow {
  return {
    id,
    revision: 1,
    channel: 'web_chat',
    state: 'queued',
    visitorId: visitor.id,
    groupId: site.groupId,
    assigneeId: null,
    firstResponsibleId: null,
    offeredTo: null,
    leftMessage,
    queuedAt: at,
    firstAgentMessageAt: null,
    unansweredSince: null,
    endedAt: null,
    unread: 0,
    // The welcome is the first.
    lastSeq: 1,
    lastNoteSeq: 0,
    lastMessage: null,
    lastActivityAt: at,
    participantIds: [],
    idleMinutes: site.settings.idleMinutes,
    clocks: [],
    open: new Set(['queue_limit']),
  }
}

function write(tx: Tx, made: readonly New[], { messages }: Writes): Promise<Set<string>> {
  const welcomes = made.map((one) => storedSystemLine(one.messages[0] as MessageView))
  return writeOpenings(tx, {
    conversations: made.map(({ row, opening, startedAt, customerId, previousId }) => ({
      ...row,
      siteId: opening.site.id,
      customerId,
      locale: opening.visitor.locale,
      prechat: opening.prechat,
      orderNo: opening.orderNo,
      startedAt,
      previousId,
      welcomeClockId: tx.clock.newId(),
      queueClockId: tx.clock.newId(),
    })),
    messages: [...welcomes, ...messages.map((message) => ({ ...message, system: null }))],
  })
}

async function record(tx: Tx, { opening, row, startedAt, messages }: New, writes: Writes): Promise<void> {
  const own = inNameOf(tx, opening.visitor)
  await opening.keep?.(own)
  const subject = { type: 'conversation', id: row.id }
  const about = { channel: row.channel, groupId: row.groupId, staffId: null }
  const { leftMessage } = opening
  const welcomeMs = tx.clock.now().getTime() - startedAt.getTime()
  own.record({ subject, kind: 'conversation.started', to: 'queued', payload: { ...about, welcomeMs, leftMessage } })
  const queued = { kind: 'conversation.queued', from: 'queued', to: 'queued' }
  own.record({ subject, ...queued, payload: { ...about, leftMessage } })
  for (const { subjectId, kind, payload } of writes.events)
    if (subjectId === row.id) own.record({ subject, kind, from: 'queued', to: row.state, payload: { ...payload } })
  const { hints } = tx.platform
  tx.afterCommit(() => {
    for (const message of messages) hints.publish({ topic: 'message', message, facts: liveFacts(row) })
    hints.publish({ topic: 'conversation', id: row.id })
    if (!leftMessage) hints.publish({ topic: 'clock', at: startedAt.getTime() + clockSeconds.queue_limit * 1000 })
  })
}
