import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Database } from '../../server/migrations/db-types.ts'
import { sha256 } from '../../server/platform/crypto.ts'
import { segment } from '../../server/platform/segment.ts'
import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import type { Caller } from './callers.ts'

/** How a person of the house stands to a conversation. Group A is the person's own, group B is not. */
export const staffRelations = [
  'mine',
  'offered to me',
  'queue of my group',
  'of my group',
  'joined',
  'first responsible',
  'mentioned in a note',
  'mine before a transfer',
  'foreign',
  'foreign queue',
  'my wrap-up',
  'closed by me',
] as const
/** How a visitor stands to it. */
export const visitorRelations = [
  'own',
  'own, ended',
  'of another visitor',
  'of the same customer elsewhere',
  'of another site',
] as const
/** Ids that lead to nothing. */
export const absentRelations = ['never existed', 'malformed id'] as const
export type Relation =
  | (typeof staffRelations)[number]
  | (typeof visitorRelations)[number]
  | (typeof absentRelations)[number]

/** One conversation as a cell needs it: two lines of talk, a note, a sealed contact. */
export type Subject = { id: string; customerId: string; contactId: string; messageId: string; word: string }
export type Wanted = { relation: Relation; caller: Caller }

type Row = Insertable<Database['conversation']>
type Parts = {
  conversation: Partial<Row>
  participant?: boolean
  mentioned?: boolean
  legBefore?: boolean
  survey?: boolean
}

const hourMs = 3_600_000

/** Visitors and strangers knock at doors that are somebody's: 小李's. */
const staffOf = (people: Cast, caller: Caller) => (caller.kind === 'staff' ? caller.id : people.xiaoli.id)

function partsOf(people: Cast, { relation, caller }: Wanted, now: Date): Parts {
  const me = staffOf(people, caller)
  const inA = (row: Partial<Row>): Parts => ({ conversation: { state: 'active', groupId: people.groupA, ...row } })
  const inB = (row: Partial<Row> = {}): Parts => ({
    conversation: { state: 'active', groupId: people.groupB, assigneeId: people.zhang.id, ...row },
  })
  const ended = { endedAt: new Date(now.getTime() - hourMs), endReason: 'agent' }
  const mine = { assigneeId: me, firstResponsibleId: me }
  switch (relation) {
    case 'mine':
      return inA(mine)
    case 'offered to me':
      return { conversation: { state: 'queued', groupId: people.groupB, offeredTo: me } }
    case 'queue of my group':
      return inA({ state: 'queued' })
    case 'of my group':
      return inA({ assigneeId: people.xiaoli.id })
    case 'joined':
      return { ...inB(), participant: true }
    case 'first responsible':
      return inB({ firstResponsibleId: me })
    case 'mentioned in a note':
      return { ...inB(), mentioned: true }
    case 'mine before a transfer':
      return { ...inB(), legBefore: true }
    case 'foreign queue':
      return { conversation: { state: 'queued', groupId: people.groupB } }
    case 'my wrap-up':
      return inA({ ...mine, ...ended, state: 'wrap_up' })
    case 'closed by me':
      return inA({ ...mine, ...ended, state: 'closed', closedAt: ended.endedAt })
    case 'own, ended':
      return { ...inA({ ...ended, state: 'wrap_up', assigneeId: people.xiaoli.id }), survey: true }
    case 'own':
      return inA({ assigneeId: people.xiaoli.id })
    default:
      return inB()
  }
}

/** Makes all of them in a handful of statements: the matrix needs thousands. */
export async function insertSubjects(app: TestApp, people: Cast, wanted: readonly Wanted[]): Promise<Subject[]> {
  const { db, clock, sealer } = app.platform
  const now = clock.now()
  const otherSite = await siteOfGroupB(app, people)
  const made = wanted.map((want) => {
    const [id, freshCustomer, contactId, visitorId] = [clock.newId(), clock.newId(), clock.newId(), clock.newId()]
    const isOwn = want.relation === 'own' || want.relation === 'own, ended'
    const shared = want.relation === 'of the same customer elsewhere'
    const customerId = (isOwn || shared ? want.caller.customerId : undefined) ?? freshCustomer
    const isVisitorsOwn = isOwn && want.caller.kind === 'visitor'
    const word = `zq${id.replaceAll('-', '')}`
    return {
      want,
      subject: { id, customerId, contactId, messageId: clock.newId(), word },
      customerId,
      isNewCustomer: customerId === freshCustomer,
      visitorId: isVisitorsOwn ? want.caller.id : visitorId,
      isNewVisitor: !isVisitorsOwn,
      siteId: want.relation === 'of another site' ? otherSite : people.site.id,
      parts: partsOf(people, want, now),
    }
  })
  if (made.length === 0) return []
  const fresh = made.filter((one) => one.isNewCustomer)
  const strangers = made.filter((one) => one.isNewVisitor)
  if (fresh.length > 0) {
    await db
      .insertInto('customer')
      .values(fresh.map(({ customerId }) => ({ id: customerId, no: `C-${customerId}`, displayName: '王小明' })))
      .execute()
  }
  await db
    .insertInto('customerContact')
    .values(
      made.map(({ subject: { contactId, id }, customerId }, index) => {
        const phone = `139${String(10_000_000 + (index % 89_999_999))}`
        return {
          id: contactId,
          customerId,
          kind: 'phone',
          sealed: sealer.seal(phone, `customer_contact:${contactId}:value`),
          blind: sha256(id),
          mask: '139****0000',
        }
      }),
    )
    .execute()
  if (strangers.length > 0) {
    await db
      .insertInto('visitor')
      .values(
        strangers.map(({ visitorId, customerId, siteId }) => ({
          id: visitorId,
          siteId,
          customerId,
          tokenHash: sha256(visitorId),
          locale: 'zh-CN',
          userAgent: 'matrix',
          createdAt: now,
          lastSeenAt: now,
        })),
      )
      .execute()
  }
  await insertRows(app, people, { made, now })
  return made.map((one) => one.subject)
}

type Made = { want: Wanted; subject: Subject; customerId: string; visitorId: string; siteId: string; parts: Parts }

async function insertRows(
  app: TestApp,
  people: Cast,
  { made, now }: { made: readonly Made[]; now: Date },
): Promise<void> {
  const { db, clock } = app.platform
  const times = { startedAt: now, queuedAt: now, acceptedAt: now, lastActivityAt: now }
  await db
    .insertInto('conversation')
    .values(
      made.map(({ subject, customerId, visitorId, siteId, parts }) => ({
        id: subject.id,
        siteId,
        customerId,
        visitorId,
        locale: 'zh-CN',
        ...times,
        groupId: null,
        assigneeId: null,
        firstResponsibleId: null,
        offeredTo: null,
        endedAt: null,
        closedAt: null,
        endReason: null,
        ...parts.conversation,
        state: parts.conversation.state ?? 'active',
        lastSeq: 2,
        lastNoteSeq: 1,
        lastMessage: JSON.stringify({ seq: 2, sender: 'agent', preview: subject.word, at: now.toISOString() }),
      })),
    )
    .execute()
  await insertLines(app, made, now)
  const joined = made.filter(({ parts }) => parts.participant)
  if (joined.length > 0)
    await db
      .insertInto('participant')
      .values(
        joined.map(({ subject, want }) => ({
          conversationId: subject.id,
          staffId: staffOf(people, want.caller),
          joinedAt: now,
        })),
      )
      .execute()
  const before = made.filter(({ parts }) => parts.legBefore && parts)
  if (before.length > 0)
    await db
      .insertInto('assignment')
      .values(
        before.map(({ subject }) => ({ conversationId: subject.id, queuedAt: now, startedAt: now, endedAt: now })),
      )
      .execute()
  const surveys = made.filter(({ parts }) => parts.survey)
  if (surveys.length > 0)
    await db
      .insertInto('survey')
      .values(
        surveys.map(({ subject, customerId }) => ({
          id: clock.newId(),
          subjectType: 'conversation',
          subjectId: subject.id,
          customerId,
          scale: 'five',
          sentAt: now,
          expiresAt: new Date(now.getTime() + 24 * hourMs),
        })),
      )
      .execute()
}

/** Seq 1 of the talk is the customer's, seq 2 and the note are the caller's own where the caller is of the house. */
async function insertLines(app: TestApp, made: readonly Made[], now: Date): Promise<void> {
  const lines = made.flatMap(({ want: { caller }, subject, visitorId, parts }) => {
    const agentId = caller.kind === 'staff' ? caller.id : (parts.conversation.assigneeId ?? null)
    const line = (stream: string, seq: number, sender: { type: string; id: string | null }, body: string) => ({
      id: stream === 'talk' && seq === 1 ? subject.messageId : app.clock.newId(),
      conversationId: subject.id,
      stream,
      seq,
      senderType: sender.type,
      senderId: sender.id,
      kind: 'text',
      body,
      mentions: sql<string[]>`${parts.mentioned && stream === 'note' ? [caller.id] : []}::uuid[]`,
      digest: sha256(body),
      words: sql<string>`array_to_tsvector(${segment(body)}::text[])`,
      at: now,
    })
    return [
      line('talk', 1, { type: 'customer', id: visitorId }, `${subject.word} talk`),
      line('talk', 2, { type: 'agent', id: agentId }, `${subject.word} answer`),
      line('note', 1, { type: 'agent', id: agentId }, `${subject.word} note`),
    ]
  })
  await app.platform.db.insertInto('message').values(lines).execute()
}

const otherSites = new Map<string, string>()

async function siteOfGroupB(app: TestApp, people: Cast): Promise<string> {
  const known = otherSites.get(people.site.id)
  if (known) return known
  const id = app.clock.newId()
  const settings = JSON.stringify({ ...people.site.settings, name: '另一家店', groupId: people.groupB })
  await app.platform.db
    .insertInto('site')
    .values({ id, key: `other-${id}`, groupId: people.groupB, identitySecret: sha256(id), settings })
    .execute()
  otherSites.set(people.site.id, id)
  return id
}
