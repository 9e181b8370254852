import { canView } from '../../../domain/conversations/access.ts'
import { may } from '../../../domain/identity/permissions.ts'
import { staffById, staffByIds } from '../../identity/queries.ts'
import type { Ctx, Platform } from '../../platform/context.ts'
import { hashToken } from '../../platform/crypto.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { LiveSocket } from '../../platform/live/socket.ts'
import { factsOf, loadConversation } from '../queries.ts'
import { tokensInUse } from '../visiting/queries.ts'

const prefix = 'conversation:'

/** Groups or name changed: the person's sockets go on with today's rights, and read everything again. */
export async function refreshRights(ctx: Ctx, hub: Hub, staffId: string): Promise<void> {
  const person = await staffById(ctx, staffId)
  if (!person) return
  const { name, staffNo, roles, groupIds, departmentId, locale } = person
  for (const socket of [...hub.on(`staff:${staffId}`)]) {
    if (socket.actor.kind !== 'staff') continue
    socket.actor = { ...socket.actor, name, staffNo, roles, groupIds, departmentId, locale }
    await leaveWhatIsHidden(ctx, hub, socket)
    socket.send({ type: 'resync' })
  }
}

/**
 * Hints get lost, rights must not stay: whoever's roles or groups are no longer those their sockets go by is refreshed.
 * Asked every 5 s (reliability/baseline 1).
 */
export async function catchUpRights(ctx: Ctx, hub: Hub, staffIds: readonly string[]): Promise<void> {
  for (const person of await staffByIds(ctx, staffIds)) {
    const isBehind = ({ actor }: LiveSocket) =>
      actor.kind === 'staff' && !(sameSet(actor.roles, person.roles) && sameSet(actor.groupIds, person.groupIds))
    if ([...hub.on(`staff:${person.id}`)].some(isBehind)) await refreshRights(ctx, hub, person.id)
  }
}

const sameSet = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()

async function leaveWhatIsHidden(ctx: Ctx, hub: Hub, socket: LiveSocket): Promise<void> {
  if (socket.actor.kind !== 'staff' || !may(socket.actor.roles, 'wall.view')) hub.leave(socket, 'wall')
  for (const topic of [...socket.topics].filter((one) => one.startsWith(prefix))) {
    const row = await loadConversation(ctx, topic.slice(prefix.length))
    if (!row || !canView(socket.actor, factsOf(row))) hub.leave(socket, topic)
  }
}

/** A session that ended takes its sockets along, and no others of the same person. */
export function dropSession(hub: Hub, sessionId: string): void {
  drop([...hub.on('staff')].filter(({ actor }) => actor.kind === 'staff' && actor.sessionId === sessionId))
}

export function dropStaff(hub: Hub, staffId: string): void {
  drop([...hub.on(`staff:${staffId}`)])
}

const tokens = 'token:'

/** The topic by which a visitor's socket is found again when its token is no longer one. */
const topicOfToken = (hash: Buffer) => `${tokens}${hash.toString('hex')}`

export function followToken(hub: Hub, socket: LiveSocket, token: string): void {
  const hash = hashToken(token)
  if (hash) hub.join(socket, topicOfToken(hash))
}

/** Whoever was signed in by the shop has a new token: a line that was opened with the old one speaks for nobody (T1). */
export async function dropOldTokens(platform: Platform, hub: Hub, visitorId: string): Promise<void> {
  const topics = [...hub.on(`visitor:${visitorId}`)].flatMap((socket) => [...socket.topics])
  await dropRevoked(platform, hub, topics)
}

/** The same for all of them, for hints that got lost. */
export function catchUpTokens(platform: Platform, hub: Hub): Promise<void> {
  return dropRevoked(
    platform,
    hub,
    hub.topics(tokens).map((hex) => `${tokens}${hex}`),
  )
}

async function dropRevoked(platform: Platform, hub: Hub, topics: readonly string[]): Promise<void> {
  const hashes = topics
    .filter((one) => one.startsWith(tokens))
    .map((one) => Buffer.from(one.slice(tokens.length), 'hex'))
  if (hashes.length === 0) return
  const inUse = new Set((await tokensInUse(platform, hashes)).map(topicOfToken))
  // No "signed out": the window comes back with the token that its identification brought.
  for (const topic of hashes.map(topicOfToken).filter((one) => !inUse.has(one)))
    for (const socket of [...hub.on(topic)]) socket.close(4401, 'token renewed')
}

function drop(sockets: readonly LiveSocket[]): void {
  for (const socket of sockets) {
    socket.send({ type: 'signed_out' })
    socket.close(4401, 'signed out')
  }
}
