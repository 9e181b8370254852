import { canReply, canView } from '../../../domain/conversations/access.ts'
import { AppError } from '../../../domain/errors.ts'
import { may } from '../../../domain/identity/permissions.ts'
import type { ClientFrame } from '../../../domain/live/frames.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import { gathered } from '../../platform/gather.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { LiveSocket } from '../../platform/live/socket.ts'
import { wallView } from '../../reports/queries.ts'
import { conversationFor } from '../access.ts'
import { raiseMarks } from '../message-queries.ts'
import { factsOf, loadConversation, loadConversations } from '../queries.ts'
import { nameOrder, notePage, openConversationsOfVisitors } from '../visiting/queries.ts'

type Frame<T extends ClientFrame['type']> = Extract<ClientFrame, { type: T }>

export async function watch(
  ctx: Ctx,
  hub: Hub,
  { socket, conversation }: { socket: LiveSocket; conversation: string },
): Promise<void> {
  if (socket.actor.kind !== 'staff') return socket.send({ type: 'error', code: 'not_allowed' })
  try {
    await conversationFor(ctx, conversation, 'view')
  } catch (error) {
    if (error instanceof AppError) return socket.send({ type: 'error', code: 'not_found' })
    throw error
  }
  hub.join(socket, `conversation:${conversation}`)
  tellViewers(hub, conversation)
}

export function unwatch(hub: Hub, { socket, conversation }: { socket: LiveSocket; conversation: string }): void {
  hub.leave(socket, `conversation:${conversation}`)
  tellViewers(hub, conversation)
}

export function tellViewers(hub: Hub, conversation: string): void {
  const people = new Map<string, { id: string; name: string; typing: boolean }>()
  for (const { actor } of hub.on(`conversation:${conversation}`)) {
    if (actor.kind === 'staff') people.set(actor.id, { id: actor.id, name: actor.name, typing: false })
  }
  hub.send(`conversation:${conversation}`, { type: 'viewers', conversation, staff: [...people.values()] })
}

export async function watchWall(ctx: Ctx, hub: Hub, socket: LiveSocket): Promise<void> {
  if (socket.actor.kind !== 'staff' || !may(socket.actor.roles, 'wall.view'))
    return socket.send({ type: 'error', code: 'not_allowed' })
  hub.join(socket, 'wall')
  socket.send({ type: 'wall', wall: await wallView(ctx) })
}

/** Typing is a hint for the other side and for colleagues; it is never stored. */
export async function typing(ctx: Ctx, socket: LiveSocket, { conversation, on }: Frame<'typing'>): Promise<void> {
  const row = await loadConversation(ctx, conversation)
  if (!row || !canView(socket.actor, factsOf(row))) return socket.send({ type: 'error', code: 'not_found' })
  const { actor } = socket
  const side = actor.kind === 'staff' ? 'agent' : 'customer'
  const name = actor.kind === 'staff' ? actor.name : ''
  const frame = { type: 'typing', conversation, side, name, on } as const
  ctx.platform.hints.publish({ topic: 'frame', to: `conversation:${conversation}`, frame, facts: factsOf(row) })
  // Who only listens or notes is not talking to the customer.
  if (side === 'agent' && row.visitorId && canReply(actor, factsOf(row)))
    ctx.platform.hints.publish({ topic: 'frame', to: `visitor:${row.visitorId}`, frame })
}

export async function marks(ctx: Ctx, { conversation, received = 0, read = 0 }: Frame<'marks'>): Promise<void> {
  const row = await loadConversation(ctx, conversation)
  if (!row || !canView(ctx.actor, factsOf(row))) return
  const side = ctx.actor.kind === 'visitor' ? 'customer' : 'agent'
  // A supervisor who listens has not read for the agent.
  if (ctx.actor.kind === 'staff' && row.assigneeId !== ctx.actor.id && !row.participantIds.includes(ctx.actor.id))
    return
  const raised = await raiseMarks(ctx, { id: conversation, side, received, read })
  if (!raised) return
  const frame = { type: 'marks', conversation, side, marks: { received: raised.received, read: raised.read } } as const
  ctx.platform.hints.publish({ topic: 'frame', to: `conversation:${conversation}`, frame, facts: factsOf(row) })
  if (row.visitorId) ctx.platform.hints.publish({ topic: 'frame', to: `visitor:${row.visitorId}`, frame })
  if (raised.unreadChanged) ctx.platform.hints.publish({ topic: 'conversation', id: conversation, quiet: true })
}

export async function page(ctx: Ctx, socket: LiveSocket, { url, title }: Frame<'page'>): Promise<void> {
  if (socket.actor.kind !== 'visitor') return
  await notePage(ctx, socket.actor.id, { url, title })
  await tellVisitorPresence(ctx, socket.actor.id, true)
}

/** The shop says which order its page is about: shown to the agent at once. */
export async function order(ctx: Ctx, socket: LiveSocket, { orderNo }: Frame<'order'>): Promise<void> {
  if (socket.actor.kind !== 'visitor') return
  for (const id of await nameOrder(ctx, socket.actor.id, orderNo)) {
    ctx.platform.hints.publish({ topic: 'conversation', id, quiet: true })
  }
}

/** A crowd that comes back is looked up together. */
const openTalks = gathered(async (platform: Platform, visitorIds: string[]) => {
  const ctx = contextFor(platform, { kind: 'system' })
  const open = await openConversationsOfVisitors(ctx, visitorIds)
  const rows = await loadConversations(
    ctx,
    open.map((talk) => talk.id),
  )
  const factsById = new Map(rows.map((row) => [row.id, factsOf(row)]))
  const byVisitor = Map.groupBy(open, (talk) => talk.visitorId)
  return visitorIds.map((id) => (byVisitor.get(id) ?? []).map((talk) => ({ ...talk, facts: factsById.get(talk.id) })))
})

export async function tellVisitorPresence(ctx: Ctx, visitorId: string, online: boolean): Promise<void> {
  for (const { id, pageUrl, pageTitle, facts } of (await openTalks(ctx.platform, visitorId)) ?? []) {
    const frame = { type: 'visitor', conversation: id, online, pageUrl, pageTitle } as const
    if (facts) ctx.platform.hints.publish({ topic: 'frame', to: 'staff', frame, facts })
  }
}
