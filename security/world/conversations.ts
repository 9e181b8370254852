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

type Made = {
  want: Wanted
  subject: Subject
  isNewCustomer: boolean
  isNewVisitor: boolean
  visitorId: string
  siteId: string
  parts: Parts
}

/** Makes all of them in a handful of statements: the matrix needs thousands. */
export async function insertSubjects(app: TestApp, people: Cast, wanted: readonly Wanted[]): Promise<Subject[]> {
  if (wanted.length === 0) return []
  const now = app.clock.now()
  const otherSite = await siteOfGroupB(app, people)
  const made = wanted.map((want) => planOf(app, people, { want, otherSite, now }))
  await insertCustomers(app, made)
  await insertVisitors(app, made, now)
  await insertRows(app, made, now)
  await insertLines(app, made, now)
  await insertCompany(app, people, { made, now })
  return made.map((one) => one.subject)
}

function planOf(
  app: TestApp,
  people: Cast,
  { want, otherSite, now }: { want: Wanted; otherSite: string; now: Date },
): Made {
  const { newId } = app.clock
  const { relation, caller } = want
  const id = newId()
  const isOwn = relation === 'own' || relation === 'own, ended'
  const known = isOwn || relation === 'of the same customer elsewhere' ? caller.customerId : undefined
  const isNewVisitor = !(isOwn && caller.kind === 'visitor')
  return {
    want,
    subject: {
      id,
      customerId: known ?? newId(),
      contactId: newId(),
      messageId: newId(),
      word: `zq${id.replaceAll('-', '')}`,
    },
    isNewCustomer: known === undefined,
    isNewVisitor,
    visitorId: isNewVisitor ? newId() : caller.id,
    siteId: relation === 'of another site' ? otherSite : people.site.id,
    parts: partsOf(people, want, now),
  }
}

async function insertCustomers({ platform: { db, sealer } }: TestApp, made: readonly Made[]): Promise<void> {
  const fresh = made.filter((one) => one.isNewCustomer).map(({ subject }) => subject.customerId)
  if (fresh.length > 0)
    await db
      .insertInto('customer')
      .values(fresh.map((id) => ({ id, no: `C-${id}`, displayName: '王小明' })))
      .execute()
  const contacts = made.map(({ subject: { contactId, customerId, id } }, index) => ({
    id: contactId,
    customerId,
    kind: 'phone',
    sealed: sealer.seal(`139${10_000_000 + (index % 89_999_999)}`, `customer_contact:${contactId}:value`),
    blind: sha256(id),
    mask: '139****0000',
  }))
  await db.insertInto('customerContact').values(contacts).execute()
}

async function insertVisitors({ platform: { db } }: TestApp, made: readonly Made[], now: Date): Promise<void> {
  const strangers = made.filter((one) => one.isNewVisitor)
  if (strangers.length === 0) return
  const rows = strangers.map(({ visitorId, subject, siteId }) => ({
    id: visitorId,
    siteId,
    customerId: subject.customerId,
    tokenHash: sha256(visitorId),
    locale: 'zh-CN',
    userAgent: 'matrix',
    createdAt: now,
    lastSeenAt: now,
  }))
  await db.insertInto('visitor').values(rows).execute()
}

async function insertRows({ platform: { db } }: TestApp, made: readonly Made[], now: Date): Promise<void> {
  const nothingYet = {
    groupId: null,
    assigneeId: null,
    firstResponsibleId: null,
    offeredTo: null,
    endedAt: null,
    closedAt: null,
    endReason: null,
  }
  const rows = made.map(({ subject, visitorId, siteId, parts }) => ({
    id: subject.id,
    siteId,
    customerId: subject.customerId,
    visitorId,
    locale: 'zh-CN',
    startedAt: now,
    queuedAt: now,
    acceptedAt: now,
    lastActivityAt: now,
    ...nothingYet,
    ...parts.conversation,
    state: parts.conversation.state ?? 'active',
    lastSeq: 2,
    lastNoteSeq: 1,
    lastMessage: JSON.stringify({ seq: 2, sender: 'agent', preview: subject.word, at: now.toISOString() }),
  }))
  await db.insertInto('conversation').values(rows).execute()
}

/** Who joined, who had it before, and the invitation to rate. */
async function insertCompany(
  app: TestApp,
  people: Cast,
  { made, now }: { made: readonly Made[]; now: Date },
): Promise<void> {
  const { db, clock } = app.platform
  const joined = made
    .filter(({ parts }) => parts.participant)
    .map(({ subject, want }) => ({ conversationId: subject.id, staffId: staffOf(people, want.caller), joinedAt: now }))
  if (joined.length > 0) await db.insertInto('participant').values(joined).execute()
  const legs = made
    .filter(({ parts }) => parts.legBefore)
    .map(({ subject, want }) => ({
      conversationId: subject.id,
      staffId: staffOf(people, want.caller),
      queuedAt: now,
      startedAt: now,
      endedAt: now,
    }))
  if (legs.length > 0) await db.insertInto('assignment').values(legs).execute()
  const surveys = made
    .filter(({ parts }) => parts.survey)
    .map(({ subject }) => ({
      id: clock.newId(),
      subjectType: 'conversation',
      subjectId: subject.id,
      customerId: subject.customerId,
      scale: 'five',
      sentAt: now,
      expiresAt: new Date(now.getTime() + 24 * hourMs),
    }))
  if (surveys.length > 0) await db.insertInto('survey').values(surveys).execute()
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
