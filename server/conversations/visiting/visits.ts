import type { FastifyRequest } from 'fastify'
import type { Input, Reply } from '../../../domain/contract.ts'
import type * as widget from '../../../domain/conversations/widget-contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Visitor } from '../../../domain/identity/actor.ts'
import type { Locale } from '../../../domain/locale.ts'
import { widgetSiteView } from '../../../domain/settings/widget-view.ts'
import { createCustomer, customerForIdentity } from '../../customers/actions.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { hashToken, newToken } from '../../platform/crypto.ts'
import { translate } from '../../platform/i18n.ts'
import { type Identity, verifyIdentity } from '../../settings/access.ts'
import { type Site, siteById, siteByKey } from '../../settings/queries.ts'
import { visitorByToken } from '../access.ts'
import { isSomebodyThere } from '../presence-queries.ts'
import { isOpenFrameTicket } from './frame-ticket.ts'
import {
  currentConversationId,
  customerName,
  insertVisitor,
  lockVisitor,
  moveConversations,
  notePage,
  type Page,
  resumeVisitor,
  visitorById,
} from './queries.ts'
import { talkWithMessages } from './talk.ts'

type Visit = Reply<typeof widget.startVisit>
type Known = { visitor: Visitor; token: string }

export async function startVisit(
  ctx: Ctx,
  input: Input<typeof widget.startVisit>,
  request: FastifyRequest,
): Promise<Visit> {
  const site = await siteByKey(ctx, input.siteKey)
  if (!site?.active) throw new AppError('not_found')
  if (!isOpenFrameTicket(ctx, site.key, input.frame)) throw new AppError('wrong_origin')
  const before = input.token ? await visitorByToken(ctx.platform, input.token) : null
  const identity = input.identity ? await verifyIdentity(ctx, site, input.identity) : null
  const come: Come = { site, locale: input.locale, page: input.page, userAgent: userAgentOf(request), identity }
  const known = before?.siteId === site.id ? { visitor: before, token: input.token as string } : null
  const { visitor, token } = await transact(ctx, (tx) => (known ? resume(tx, known, come) : arrive(tx, come)))
  await notePage(ctx, visitor.id, input.page)
  const own: Ctx = { ...ctx, actor: visitor }
  const open = await isSomebodyThere(ctx, site.groupId)
  return { token, site: widgetSiteView(site, visitor.locale), open, ...(await visitOf(own, visitor)) }
}

type Come = { site: Pick<Site, 'id'>; locale: Locale; page: Page; userAgent: string; identity: Identity | null }
const userAgentOf = (request: FastifyRequest) => (request.headers['user-agent'] ?? '').slice(0, 300)

async function arrive(tx: Tx, { site, locale, page, userAgent, identity }: Come): Promise<Known> {
  const customer = identity
    ? await customerForIdentity(tx, {
        siteId: site.id,
        externalId: identity.externalId,
        name: identity.name ?? visitorName(tx, locale),
        level: identity.level,
      })
    : await createCustomer(tx, { name: visitorName(tx, locale), locale })
  const token = newToken()
  const id = await insertVisitor(tx, {
    siteId: site.id,
    customerId: customer.id,
    tokenHash: hashToken(token) as Buffer,
    identified: identity !== null,
    locale,
    userAgent,
    page,
  })
  return { token, visitor: { kind: 'visitor', id, siteId: site.id, customerId: customer.id, locale } }
}

const visitorName = (tx: Tx, locale: Locale) =>
  translate(locale, 'system.visitor', { code: tx.clock.newId().slice(-4).toUpperCase() })

async function resume(tx: Tx, known: Known, come: Come): Promise<Known> {
  if (come.identity) return identify(tx, known, { ...come, identity: come.identity })
  await resumeVisitor(tx, known.visitor.id, { locale: come.locale, page: come.page })
  return { ...known, visitor: { ...known.visitor, locale: come.locale } }
}

/** Signed in by the shop: the token changes (no fixation); a browser that was somebody else begins anew. */
async function identify(tx: Tx, known: Known, come: Come & { identity: Identity }): Promise<Known> {
  const row = await lockVisitor(tx, known.visitor.id)
  if (!row) throw new AppError('not_signed_in')
  const name = come.identity.name ?? (await customerName(tx, row.customerId))
  const customer = await customerForIdentity(tx, {
    siteId: row.siteId,
    externalId: come.identity.externalId,
    name,
    level: come.identity.level,
  })
  if (row.identified && row.customerId !== customer.id) return arrive(tx, come)
  const token = newToken()
  await resumeVisitor(tx, row.id, {
    locale: come.locale,
    page: come.page,
    tokenHash: hashToken(token) as Buffer,
    customerId: customer.id,
    identified: true,
  })
  const moved = row.customerId === customer.id ? [] : await moveConversations(tx, row.id, customer.id)
  for (const id of moved) tx.record({ subject: { type: 'conversation', id }, kind: 'conversation.identified' })
  tx.afterCommit(() => {
    tx.platform.hints.publish({ topic: 'visitor.renewed', visitorId: row.id })
    for (const id of moved) tx.platform.hints.publish({ topic: 'conversation', id })
  })
  tx.record({
    subject: { type: 'visitor', id: row.id },
    kind: 'visitor.identified',
    payload: { customerId: customer.id },
  })
  return { token, visitor: { ...known.visitor, customerId: customer.id, locale: come.locale } }
}

export async function identifyVisitor(
  ctx: Ctx,
  input: { identity: string },
): Promise<Reply<typeof widget.identifyVisitor>> {
  if (ctx.actor.kind !== 'visitor') throw new AppError('not_signed_in')
  const visitor = ctx.actor
  const site = await siteById(ctx, visitor.siteId)
  const identity = site && (await verifyIdentity(ctx, site, input.identity))
  if (!site || !identity) throw new AppError('wrong_credentials')
  const row = await visitorById(ctx, visitor.id)
  const page = { url: row?.pageUrl ?? '', title: row?.pageTitle ?? '' }
  const known = await transact(ctx, (tx) =>
    identify(
      tx,
      { visitor, token: '' },
      { site, locale: visitor.locale, page, userAgent: row?.userAgent ?? '', identity },
    ),
  )
  return { token: known.token, ...(await visitOf({ ...ctx, actor: known.visitor }, known.visitor)) }
}

async function visitOf(ctx: Ctx, visitor: Visitor): Promise<Pick<Visit, 'visitor' | 'talk' | 'messages'>> {
  const [row, currentId] = await Promise.all([visitorById(ctx, visitor.id), currentConversationId(ctx, visitor.id)])
  const name = await customerName(ctx, visitor.customerId)
  const current = currentId ? await talkWithMessages(ctx, currentId) : { talk: null, messages: [] }
  return { visitor: { id: visitor.id, name, identified: row?.identified ?? false }, ...current }
}
