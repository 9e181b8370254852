import type { IncomingMessage } from 'node:http'
import { canView } from '../../../domain/conversations/access.ts'
import type { Staff, Visitor } from '../../../domain/identity/actor.ts'
import { beatSeconds } from '../../../domain/live/timing.ts'
import { sessionStillValid, staffOfCookie } from '../../identity/access.ts'
import { lostSince, touchConnected } from '../../identity/queries.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import { gathered } from '../../platform/gather.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { Hello, HubOptions, LiveSocket } from '../../platform/live/socket.ts'
import { visitorByToken } from '../access.ts'
import { factsOf, loadConversation } from '../queries.ts'
import { conversationView } from '../views.ts'
import { keepVisitors, touchVisitors } from '../visiting/queries.ts'
import { backAtDesk, leftDesk } from './desk.ts'
import { marks, order, page, tellViewers, tellVisitorPresence, typing, unwatch, watch, watchWall } from './frames.ts'
import { conversationsChangedSince, latestEventId } from './queries.ts'
import { catchUpRights, catchUpTokens, followToken } from './rights.ts'

const resumeAtMost = 200
const watched = 'conversation:'

export type Sockets = Pick<HubOptions, 'authenticate' | 'connected' | 'disconnected' | 'frames'>

/** What the sockets of staff and visitors do with the conversations. `hub` is asked for lazily: it is opened with this table. */
export function conversationSockets(platform: Platform, hub: () => Hub): Sockets {
  const ctxOf = (socket: LiveSocket) => contextFor(platform, socket.actor)
  return {
    authenticate: (request: IncomingMessage, hello: Hello): Promise<Staff | Visitor | null> =>
      hello.as === 'staff'
        ? staffOfCookie(platform, request.headers.cookie)
        : hello.token
          ? visitorByToken(platform, hello.token)
          : Promise.resolve(null),
    connected: (socket, hello) => greet(ctxOf(socket), hub(), { socket, hello }),
    disconnected: (socket, left) => {
      for (const topic of left) if (topic.startsWith(watched)) tellViewers(hub(), topic.slice(watched.length))
      leave(ctxOf(socket), hub(), socket).catch((error) => platform.log.warn({ error: String(error) }, 'socket left'))
    },
    frames: {
      watch: (socket, { conversation }) => watch(ctxOf(socket), hub(), { socket, conversation }),
      unwatch: (socket, { conversation }) => unwatch(hub(), { socket, conversation }),
      watch_wall: (socket) => watchWall(ctxOf(socket), hub(), socket),
      unwatch_wall: (socket) => hub().leave(socket, 'wall'),
      typing: (socket, frame) => typing(ctxOf(socket), socket, frame),
      marks: (socket, frame) => marks(ctxOf(socket), frame),
      page: (socket, frame) => page(ctxOf(socket), socket, frame),
      order: (socket, frame) => order(ctxOf(socket), socket, frame),
      ping: (socket) => socket.send({ type: 'pong' }),
    },
  }
}

/** Visitors who come at the same moment are noted together. */
const arrived = gathered(async (platform: Platform, ids: string[]): Promise<undefined[]> => {
  const ctx = contextFor(platform, { kind: 'system' })
  await touchVisitors(ctx, ids, ctx.clock.now())
  return []
})

async function greet(ctx: Ctx, hub: Hub, { socket, hello }: { socket: LiveSocket; hello: Hello }): Promise<void> {
  const { actor } = socket
  if (actor.kind === 'visitor') {
    hub.join(socket, `visitor:${actor.id}`)
    hub.join(socket, `site:${actor.siteId}`)
    followToken(hub, socket, hello.token ?? '')
    await arrived(ctx.platform, actor.id)
    await tellVisitorPresence(ctx, actor.id, true)
  } else {
    hub.join(socket, 'staff')
    hub.join(socket, `staff:${actor.id}`)
    if (hub.on(`staff:${actor.id}`).size === 1) await backAtDesk(ctx, actor.id)
  }
  const cursor = await latestEventId(ctx)
  socket.send({ type: 'welcome', at: ctx.clock.now().toISOString(), cursor, beatSeconds })
  if (actor.kind === 'staff' && hello.cursor !== undefined) await resume(ctx, socket, hello.cursor)
}

/** What changed while the socket was away, as views of today; too much or too old: fetch anew. */
async function resume(ctx: Ctx, socket: LiveSocket, since: number): Promise<void> {
  const { ids, tooMuch } = await conversationsChangedSince(ctx, since, resumeAtMost)
  if (tooMuch) return socket.send({ type: 'resync' })
  const cursor = await latestEventId(ctx)
  for (const id of ids) {
    const row = await loadConversation(ctx, id)
    if (!row) continue
    if (canView(socket.actor, factsOf(row)))
      socket.send({ type: 'conversation', conversation: await conversationView(ctx, id), cursor })
    else socket.send({ type: 'gone', conversation: id, cursor })
  }
}

async function leave(ctx: Ctx, hub: Hub, socket: LiveSocket): Promise<void> {
  const { actor } = socket
  if (actor.kind === 'visitor') {
    if (hub.on(`visitor:${actor.id}`).size > 0) return
    await touchVisitors(ctx, [actor.id], new Date(ctx.clock.now().getTime() - 61_000))
    return tellVisitorPresence(ctx, actor.id, false)
  }
  if (hub.on(`staff:${actor.id}`).size > 0) return
  await leftDesk(ctx, actor.id)
}

const checkMs = 5000
const lostMs = 20_000

/** Every 5 s: ended sessions and replaced tokens close their sockets, rights are today's, who is here is noted as here, who vanished with a killed node is marked as gone. */
export function startSocketRounds(platform: Platform, hub: Hub): { round(): Promise<void>; stop(): void } {
  const ctx = contextFor(platform, { kind: 'system' })
  const round = async () => {
    const staff = [...hub.on('staff')]
    for (const socket of staff) {
      if (socket.actor.kind !== 'staff' || (await sessionStillValid(platform, socket.actor.sessionId))) continue
      socket.send({ type: 'signed_out' })
      socket.close(4401, 'signed out')
    }
    const here = [...new Set(staff.map((socket) => socket.actor.id))]
    await catchUpRights(ctx, hub, here)
    await catchUpTokens(platform, hub)
    for (const staffId of await touchConnected(ctx, here)) await backAtDesk(ctx, staffId)
    await keepVisitors(ctx, hub.topics('visitor:'))
    for (const staffId of await lostSince(ctx, new Date(ctx.clock.now().getTime() - lostMs)))
      await leftDesk(ctx, staffId)
  }
  const timer = setInterval(
    () => void round().catch((error) => platform.log.warn({ error: String(error) }, 'socket round')),
    checkMs,
  )
  return { round, stop: () => clearInterval(timer) }
}
