import { type ConversationFacts, canView } from '../../../domain/conversations/access.ts'
import type { ConversationView, MessageView, TalkView } from '../../../domain/conversations/views.ts'
import type { Locale } from '../../../domain/locale.ts'
import type { NoticeHint } from '../../../domain/notifications/contract.ts'
import { presenceViews } from '../../identity/queries.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import type { Hint } from '../../platform/live/hints.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { LiveSocket } from '../../platform/live/socket.ts'
import { factsOf, type Loaded, loadConversations } from '../queries.ts'
import { conversationViews, forCustomer } from '../views.ts'
import { queuePlaces } from '../visiting/places.ts'
import { talkViews } from '../visiting/talk.ts'
import { later } from './later.ts'
import { latestEventId } from './queries.ts'
import { dropOldTokens, dropSession, dropStaff, refreshRights } from './rights.ts'
import { openTeller, tellWallWatchers } from './standing.ts'
import { openTold, type Told } from './told.ts'

/** Who could see it before, and whether only messages came. */
type Change = { before: ConversationFacts[]; quiet: boolean }
type Handlers = { [topic: string]: (hint: never) => Promise<void> | void }

const changesMs = 15

/**
 * Turns hints into frames for the sockets of this node. Every frame is checked against the rights of the one who gets it.
 * Returns what the sockets were told, for the net under the hints.
 */
export function startFanOut(platform: Platform, hub: Hub): Told {
  const ctx = contextFor(platform, { kind: 'system' })
  const told = openTold()
  const changes = new Map<string, Change>()
  const groups = new Set<string>()
  const note = (id: string, { before, quiet }: Change) => {
    const known = changes.get(id) ?? { before: [], quiet: true }
    changes.set(id, { before: [...known.before, ...before], quiet: known.quiet && quiet })
  }
  const tellChanges = later(changesMs, async () => {
    const batch = new Map(changes)
    changes.clear()
    try {
      for (const groupId of await tellConversations(ctx, hub, { changes: batch, told })) groups.add(groupId)
    } catch (error) {
      // Told when the database is back.
      for (const [id, change] of batch) note(id, change)
      setTimeout(tellChanges, 1000).unref()
      throw error
    }
    if (groups.size > 0) tellQueues()
  })
  // Positions of a whole queue are told at most once a second.
  const tellQueues = later(1000, async () => {
    const batch = [...groups]
    groups.clear()
    for (const groupId of batch) await tellQueue(ctx, hub, groupId)
  })
  const tellOpen = openTeller(ctx, hub)
  const tellPresence = presenceTeller(ctx, hub)
  const tellWall = later(1000, () => tellWallWatchers(platform, hub))
  const handlers: Handlers = {
    message: ({ message, facts }: { message: MessageView; facts: ConversationFacts }) => {
      tellMessage(hub, message, facts)
      told.raise(message.conversationId, { [message.stream]: message.seq })
    },
    conversation: ({ id, before, quiet = false }: { id: string; before?: ConversationFacts; quiet?: boolean }) => {
      note(id, { before: before ? [before] : [], quiet })
      tellChanges()
      tellWall()
    },
    frame: ({ to, frame, facts }: { to: string; frame: never; facts?: ConversationFacts }) =>
      hub.send(to, frame, (socket) => !facts || canView(socket.actor, facts)),
    presence: ({ staffId }: { staffId: string }) => {
      tellPresence(staffId)
      tellWall()
      tellOpen()
    },
    notice: ({ staffId, notice, ways }: NoticeHint) => hub.send(`staff:${staffId}`, { type: 'notice', notice, ways }),
    notices: ({ staffId }: { staffId: string }) => hub.send(`staff:${staffId}`, { type: 'notices' }),
    wall: () => tellWall(),
    'staff.revoked': ({ staffId }: { staffId: string }) => dropStaff(hub, staffId),
    'staff.changed': ({ staffId }: { staffId: string }) => refreshRights(ctx, hub, staffId),
    'visitor.renewed': ({ visitorId }: { visitorId: string }) => dropOldTokens(platform, hub, visitorId),
    'session.ended': ({ sessionId }: { sessionId: string }) => dropSession(hub, sessionId),
  }
  platform.hints.subscribe((hint: Hint) => {
    const work = handlers[hint.topic]
    if (!work) return
    Promise.resolve(work(hint as never)).catch((error) =>
      platform.log.warn({ topic: hint.topic, error: String(error) }, 'live fan-out'),
    )
  })
  return told
}

/** Who is there and how busy, for everybody of whom it was said since the last round. */
function presenceTeller(ctx: Ctx, hub: Hub): (staffId: string) => void {
  const people = new Set<string>()
  const tell = later(changesMs, async () => {
    const batch = [...people]
    people.clear()
    const views = await presenceViews(ctx, batch)
    const cursor = await latestEventId(ctx)
    for (const presence of views) hub.send('staff', { type: 'presence', presence, cursor })
  })
  return (staffId) => {
    people.add(staffId)
    tell()
  }
}

function tellMessage(hub: Hub, message: MessageView, facts: ConversationFacts): void {
  const frame = { type: 'message', message } as const
  hub.send(
    `conversation:${message.conversationId}`,
    frame,
    (socket) => socket.actor.kind === 'staff' && canView(socket.actor, facts),
  )
  if (message.stream === 'talk' && facts.visitorId)
    hub.send(`visitor:${facts.visitorId}`, { type: 'message', message: forCustomer(message) })
}

/**
 * Sends the new views to who may see them, `gone` to who no longer may, the talk to its customer. One round of queries for the
 * whole batch. Returns the groups whose queues moved.
 */
async function tellConversations(
  ctx: Ctx,
  hub: Hub,
  { changes, told }: { changes: Map<string, Change>; told: Told },
): Promise<string[]> {
  const ids = [...changes.keys()]
  const cursor = await latestEventId(ctx)
  const views = await viewsByLocale(ctx, hub, ids)
  // The facts after the views: rights are never older than what they open.
  const rows = await loadConversations(ctx, ids)
  tellStaff(hub, { rows, changes, views, cursor })
  const [shown] = views.values()
  for (const row of rows) told.raise(row.id, { revision: shown?.get(row.id)?.revision ?? row.revision })
  // A message tells the customer's window itself; the talk is sent when something else changed.
  const open = rows.filter((row) => !changes.get(row.id)?.quiet && hub.on(`visitor:${row.visitorId}`).size > 0)
  const talks = await talkViews(
    ctx,
    open.map((row) => row.id),
  )
  for (const [index, row] of open.entries()) tellTalk(hub, row.visitorId, talks[index])
  const moved: string[] = []
  for (const row of rows) {
    const { before } = changes.get(row.id) ?? { before: [] }
    if (row.groupId && (row.state === 'queued' || before.some((old) => old.state === 'queued'))) moved.push(row.groupId)
  }
  return moved
}

type Views = Map<Locale, Map<string, ConversationView>>

/** In each language that somebody at a console reads. */
async function viewsByLocale(ctx: Ctx, hub: Hub, ids: readonly string[]): Promise<Views> {
  const views: Views = new Map()
  for (const locale of new Set([...hub.on('staff')].map((socket) => socket.actor.locale))) {
    const list = await conversationViews({ ...ctx, actor: { kind: 'anonymous', locale } }, ids)
    views.set(locale, new Map(list.map((view) => [view.id, view])))
  }
  return views
}

type News = { rows: Loaded[]; changes: Map<string, Change>; views: Views; cursor: number }

function tellStaff(hub: Hub, { rows, changes, views, cursor }: News): void {
  for (const row of rows) {
    const facts = factsOf(row)
    for (const [locale, viewById] of views) {
      const conversation = viewById.get(row.id)
      const reads = (socket: LiveSocket) => socket.actor.locale === locale && canView(socket.actor, facts)
      if (conversation) hub.send('staff', { type: 'conversation', conversation, cursor }, reads)
    }
    const before = changes.get(row.id)?.before ?? []
    const lost = (socket: LiveSocket) =>
      !canView(socket.actor, facts) && before.some((old) => canView(socket.actor, old))
    if (before.length > 0) hub.send('staff', { type: 'gone', conversation: row.id, cursor }, lost)
    const topic = `conversation:${row.id}`
    for (const socket of [...hub.on(topic)]) if (!canView(socket.actor, facts)) hub.leave(socket, topic)
  }
}

async function tellQueue(ctx: Ctx, hub: Hub, groupId: string): Promise<void> {
  const places = await queuePlaces(ctx, groupId)
  const here = places.filter(({ visitorId }) => hub.on(`visitor:${visitorId}`).size > 0)
  const talks = await talkViews(
    ctx,
    here.map((place) => place.id),
    places,
  )
  for (const [index, place] of here.entries()) tellTalk(hub, place.visitorId, talks[index])
}

function tellTalk(hub: Hub, visitorId: string | null, talk: TalkView | undefined): void {
  if (talk) hub.send(`visitor:${visitorId}`, { type: 'talk', talk })
}
