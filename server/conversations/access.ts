import type { FastifyRequest } from 'fastify'
import { canAccept, canNote, canReply, canSteer, canSupervise, canView } from '../../domain/conversations/access.ts'
import { AppError } from '../../domain/errors.ts'
import type { Visitor } from '../../domain/identity/actor.ts'
import type { Locale } from '../../domain/locale.ts'
import type { Ctx, Platform, Tx } from '../platform/context.ts'
import { hashToken } from '../platform/crypto.ts'
import { factsOf, type Loaded, loadConversation, lockConversation } from './queries.ts'

const rules = {
  view: canView,
  reply: canReply,
  note: canNote,
  steer: canSteer,
  supervise: canSupervise,
  accept: canAccept,
} as const
export type Need = keyof typeof rules

/** The only way to a conversation: "not yours" answers like "not there"; seen but not enough right answers `not_allowed`. */
export async function conversationFor(ctx: Ctx, id: string, need: Need): Promise<Loaded> {
  return checked(ctx, await loadConversation(ctx, id), need)
}

/** The same gate with the row locked, for changes. */
export async function lockedConversationFor(tx: Tx, id: string, need: Need): Promise<Loaded> {
  return checked(tx, await lockConversation(tx, id), need)
}

function checked(ctx: Ctx, row: Loaded | undefined, need: Need): Loaded {
  if (!row || !canView(ctx.actor, factsOf(row))) throw new AppError('not_found')
  if (!rules[need](ctx.actor, factsOf(row))) throw new AppError('not_allowed')
  return row
}

/** Whether the message that carries this file was taken back. */
export async function isTakenBack(ctx: Ctx, attachmentId: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('message')
    .select('id')
    .where('attachmentId', '=', attachmentId)
    .where('recalledAt', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export async function visitorByToken(platform: Platform, token: string): Promise<Visitor | null> {
  const hash = hashToken(token)
  if (!hash) return null
  const row = await platform.db
    .selectFrom('visitor')
    .select(['id', 'siteId', 'customerId', 'locale'])
    .where('tokenHash', '=', hash)
    .executeTakeFirst()
  return row
    ? { kind: 'visitor', id: row.id, siteId: row.siteId, customerId: row.customerId, locale: row.locale as Locale }
    : null
}

export async function visitorOf(request: FastifyRequest): Promise<Visitor> {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  const visitor = scheme === 'Bearer' && token ? await visitorByToken(request.server.platform, token) : null
  if (!visitor) throw new AppError('not_signed_in')
  return visitor
}
