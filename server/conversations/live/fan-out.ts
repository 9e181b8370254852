import { type ConversationFacts, canView } from '../../../domain/conversations/access.ts'
import type { MessageView } from '../../../domain/conversations/views.ts'
import type { NoticeView } from '../../../domain/notifications/contract.ts'
import { presenceViews } from '../../identity/queries.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import type { Hint } from '../../platform/live/hints.ts'
import type { Hub } from '../../platform/live/hub.ts'
import { wallView } from '../../reports/queries.ts'
import { factsOf, loadConversation } from '../queries.ts'
import { conversationView, forCustomer } from '../views.ts'
import { queuePlaces } from '../visiting/queries.ts'
import { talkView } from '../visiting/talk.ts'
import { later } from './later.ts'
import { latestEventId } from './queries.ts'
import { dropSession, dropStaff, refreshRights } from './rights.ts'

type Handlers = { [topic: string]: (hint: never) => Promise<void> | void }

/** Turns hints into frames for the sockets of this node. Every frame is checked against the rights of the one who gets it. */
export function startFanOut(platform: Platform, hub: Hub): void {
  const ctx = contextFor(platform, { kind: 'system' })
  const changes = new Map<string, ConversationFacts[]>()
  const groups = new Set<string>()
  const tellChanges = later(5, async () => {
    const batch = [...changes]
    changes.clear()
    for (const [id, before] of batch)
      await tellConversation(ctx, hub, { id, before }).then((groupId) => groupId && groups.add(groupId))
    if (groups.size > 0) tellQueues()
  })
  // Positions of a whole queue are told at most once a second.
  const tellQueues = later(1000, async () => {
    const batch = [...groups]
    groups.clear()
    for (const groupId of batch) await tellQueue(ctx, hub, groupId)
  })
  const tellWall = later(1000, () => tellWallWatchers(platform, hub))
  const handlers: Handlers = {
    message: ({ message, facts }: { message: MessageView; facts: ConversationFacts }) =>
      tellMessage(hub, message, facts),
    conversation: ({ id, before }: { id: string; before?: ConversationFacts }) => {
      changes.set(id, [...(changes.get(id) ?? []), ...(before ? [before] : [])])
      tellChanges()
      tellWall()
    },
    frame: ({ to, frame, facts }: { to: string; frame: never; facts?: ConversationFacts }) =>
      hub.send(to, frame, (socket) => !facts || canView(socket.actor, facts)),
    presence: async ({ staffId }: { staffId: string }) => {
      const [presence] = await presenceViews(ctx, [staffId])
      if (presence) hub.send('staff', { type: 'presence', presence, cursor: await latestEventId(ctx) })
      tellWall()
    },
    notice: ({ staffId, notice }: { staffId: string; notice: NoticeView }) =>
      hub.send(`staff:${staffId}`, { type: 'notice', notice }),
    wall: () => tellWall(),
    'staff.revoked': ({ staffId }: { staffId: string }) => dropStaff(hub, staffId),
    'staff.changed': ({ staffId }: { staffId: string }) => refreshRights(ctx, hub, staffId),
    'session.ended': ({ sessionId }: { sessionId: string }) => dropSession(hub, sessionId),
  }
  platform.hints.subscribe((hint: Hint) => {
    const work = handlers[hint.topic]
    if (!work) return
    Promise.resolve(work(hint as never)).catch((error) =>
      platform.log.warn({ topic: hint.topic, error: String(error) }, 'live fan-out'),
    )
  })
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

/** Sends the new view to who may see it, `gone` to who no longer may, the talk to its customer. Returns the group whose queue moved. */
async function tellConversation(
  ctx: Ctx,
  hub: Hub,
  { id, before }: { id: string; before: ConversationFacts[] },
): Promise<string | null> {
  const row = await loadConversation(ctx, id)
  if (!row) return null
  const facts = factsOf(row)
  const cursor = await latestEventId(ctx)
  if (hub.on('staff').size > 0) {
    const view = await conversationView(ctx, id)
    hub.send('staff', { type: 'conversation', conversation: view, cursor }, (socket) => canView(socket.actor, facts))
    hub.send(
      'staff',
      { type: 'gone', conversation: id, cursor },
      (socket) => !canView(socket.actor, facts) && before.some((old) => canView(socket.actor, old)),
    )
    for (const socket of hub.on(`conversation:${id}`))
      if (!canView(socket.actor, facts)) hub.leave(socket, `conversation:${id}`)
  }
  if (row.visitorId && hub.on(`visitor:${row.visitorId}`).size > 0)
    hub.send(`visitor:${row.visitorId}`, { type: 'talk', talk: await talkView(ctx, id) })
  const moved = row.state === 'queued' || before.some((old) => old.state === 'queued')
  return moved ? row.groupId : null
}

async function tellQueue(ctx: Ctx, hub: Hub, groupId: string): Promise<void> {
  const places = await queuePlaces(ctx, groupId)
  for (const place of places) {
    const topic = `visitor:${place.visitorId}`
    if (hub.on(topic).size > 0) hub.send(topic, { type: 'talk', talk: await talkView(ctx, place.id, places) })
  }
}

async function tellWallWatchers(platform: Platform, hub: Hub): Promise<void> {
  for (const socket of hub.on('wall')) {
    const ctx = contextFor(platform, socket.actor)
    socket.send({ type: 'wall', wall: await wallView(ctx) })
  }
}
