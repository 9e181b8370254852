import { canView } from '../../../domain/conversations/access.ts'
import { staffById } from '../../identity/queries.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Hub } from '../../platform/live/hub.ts'
import type { LiveSocket } from '../../platform/live/socket.ts'
import { factsOf, loadConversation } from '../queries.ts'

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

async function leaveWhatIsHidden(ctx: Ctx, hub: Hub, socket: LiveSocket): Promise<void> {
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

function drop(sockets: readonly LiveSocket[]): void {
  for (const socket of sockets) {
    socket.send({ type: 'signed_out' })
    socket.close(4401, 'signed out')
  }
}
