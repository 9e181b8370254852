import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import {
  type ConversationFacts,
  canAccept,
  canNote,
  canReply,
  canSteer,
  canSupervise,
  canView,
} from '../../domain/conversations/access.ts'
import { AppError, type ErrorCode } from '../../domain/errors.ts'
import type { Actor, Visitor } from '../../domain/identity/actor.ts'
import type { Locale } from '../../domain/locale.ts'
import type { Ctx, Platform, Tx } from '../platform/context.ts'
import { hashToken } from '../platform/crypto.ts'
import { gathered } from '../platform/gather.ts'
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
  const refused = refusalFor(ctx.actor, row && factsOf(row), need)
  if (refused) throw new AppError(refused)
  return row as Loaded
}

/** The gate's decision on facts that are already there. */
export function refusalFor(actor: Actor, facts: ConversationFacts | undefined, need: Need): ErrorCode | null {
  if (!facts || !canView(actor, facts)) return 'not_found'
  return rules[need](actor, facts) ? null : 'not_allowed'
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

type VisitorOfToken = { id: string; siteId: string; customerId: string; locale: string; tokenHash: Buffer }

const visitorByHash = gathered(async (platform: Platform, hashes: Buffer[]) => {
  const { rows } = await sql<VisitorOfToken>`/* prepared visitors_of_tokens */
    select id, site_id, customer_id, locale, token_hash from visitor where token_hash = any(${hashes})`.execute(
    platform.db,
  )
  const byHash = new Map(rows.map((row) => [row.tokenHash.toString('hex'), row]))
  return hashes.map((hash) => byHash.get(hash.toString('hex')))
})

export async function visitorByToken(platform: Platform, token: string): Promise<Visitor | null> {
  const hash = hashToken(token)
  if (!hash) return null
  const row = await visitorByHash(platform, hash)
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
