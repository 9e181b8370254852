import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { ticketFor } from '../tickets/access.ts'
import { complaintById, type LoadedComplaint, lockComplaint } from './queries.ts'

/** Whoever sees the ticket and may see complaints: the ticket's gate is the only way in. */
export async function complaintFor(ctx: Ctx, id: string): Promise<LoadedComplaint> {
  const row = await complaintById(ctx, id)
  if (!row) throw new AppError('not_found')
  await ticketFor(ctx, row.ticketId, 'view')
  return row
}

/** The same with the row locked; `close` is for seniors and supervisors of the group. */
export async function lockedComplaintFor(tx: Tx, id: string, need: 'work' | 'close'): Promise<LoadedComplaint> {
  const row = await lockComplaint(tx, id)
  if (!row) throw new AppError('not_found')
  const ticket = await ticketFor(tx, row.ticketId, 'view')
  if (!reaches(staffActor(tx), ticket, need)) throw new AppError('not_allowed')
  return row
}

export type Place = { groupId: string | null; assigneeId: string | null; firstResponsibleId: string }

/** The ticket itself may be closed long before its complaint is: the right goes by place, not by the ticket's state. */
export function reaches(me: Staff, place: Place, need: 'work' | 'close'): boolean {
  const scopes = scopesOf(me.roles, need === 'work' ? 'complaints.work' : 'complaints.close')
  const isOwn = place.assigneeId === me.id || place.firstResponsibleId === me.id
  // "Y" of the model reaches whatever the ticket's own gate lets this person see.
  if (scopes.includes('all') || (scopes.length > 0 && isOwn)) return true
  return scopes.includes('group') && place.groupId !== null && me.groupIds.includes(place.groupId)
}

export function staffActor({ actor }: Ctx): Staff {
  if (actor.kind !== 'staff') throw new AppError('not_allowed')
  return actor
}
