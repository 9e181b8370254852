import type { Input, Reply } from '../../../domain/contract.ts'
import { canAccept, canNote, canReply, canSteer, canSupervise } from '../../../domain/conversations/access.ts'
import type * as contract from '../../../domain/conversations/contract.ts'
import type { Locale } from '../../../domain/locale.ts'
import { type Ctx, transact } from '../../platform/context.ts'
import { keysetPage, readCursor } from '../../platform/keyset.ts'
import { segment } from '../../platform/segment.ts'
import { siteById } from '../../settings/queries.ts'
import { conversationFor } from '../access.ts'
import { staffActor } from '../actions.ts'
import { messagePage } from '../message-queries.ts'
import { draftOf, factsOf, type Loaded } from '../queries.ts'
import { conversationView, conversationViews } from '../views.ts'
import { pagesOf, visitorById } from '../visiting/queries.ts'
import { conversationCounts, conversationPage, earlierConversations, messagesWith } from './queries.ts'

export async function listConversations(
  ctx: Ctx,
  input: Input<typeof contract.listConversations>,
): Promise<Reply<typeof contract.listConversations>> {
  const me = staffActor(ctx)
  const { cursor, limit, ...filter } = input
  const [rows, counts] = await Promise.all([
    conversationPage(ctx, me, { filter, cursor: readCursor(cursor), limit: limit + 1 }),
    conversationCounts(ctx, me),
  ])
  const { page, nextCursor } = keysetPage(rows, limit)
  return {
    items: await conversationViews(
      ctx,
      page.map((row) => row.id),
    ),
    nextCursor,
    counts,
  }
}

const firstPage = 60

export async function getConversation(
  ctx: Ctx,
  { id }: { id: string },
): Promise<Reply<typeof contract.getConversation>> {
  const me = staffActor(ctx)
  const row = await conversationFor(ctx, id, 'view')
  await recordListening(ctx, row)
  const [conversation, talk, notes, draft, visitor, prechat, earlierIds] = await Promise.all([
    conversationView(ctx, id),
    messagePage(ctx, { conversationId: id, stream: 'talk', limit: firstPage }),
    messagePage(ctx, { conversationId: id, stream: 'note', limit: firstPage }),
    draftOf(ctx, me.id, id),
    visitorDetails(ctx, row),
    prechatOf(ctx, row, me.locale),
    earlierConversations(ctx, me, { customerId: row.customerId, exceptId: id }),
  ])
  const facts = factsOf(row)
  return {
    conversation,
    talk: talk.items,
    notes: notes.items,
    draft,
    visitor,
    prechat,
    earlier: await conversationViews(ctx, earlierIds),
    may: {
      accept: canAccept(me, facts),
      reply: canReply(me, facts),
      note: canNote(me, facts),
      steer: canSteer(me, facts),
      supervise: canSupervise(me, facts),
    },
  }
}

/** A supervisor who reads along leaves a trace: listening is allowed, not secret. */
async function recordListening(ctx: Ctx, row: Loaded): Promise<void> {
  const me = staffActor(ctx)
  const listens =
    (row.state === 'active' || row.state === 'waiting') &&
    row.assigneeId !== me.id &&
    !row.participantIds.includes(me.id)
  if (!listens || !canSupervise(me, factsOf(row))) return
  await transact(ctx, async (tx) =>
    tx.record({ subject: { type: 'conversation', id: row.id }, kind: 'conversation.listened' }),
  )
}

async function visitorDetails(ctx: Ctx, row: Loaded) {
  if (!row.visitorId) return { userAgent: '', referrer: null, pages: [] }
  const [visitor, pages] = await Promise.all([visitorById(ctx, row.visitorId), pagesOf(ctx, row.visitorId)])
  return {
    userAgent: visitor?.userAgent ?? '',
    referrer: visitor?.referrer ?? null,
    pages: pages.map((page) => ({ ...page, at: page.at.toISOString() })),
  }
}

async function prechatOf(ctx: Ctx, row: Loaded, locale: Locale): Promise<{ label: string; value: string }[]> {
  const site = await siteById(ctx, row.siteId)
  const labels = new Map(site?.settings.prechat.fields.map((field) => [field.key, field.label[locale]]))
  return Object.entries(row.prechat as Record<string, string>).map(([key, value]) => ({
    label: labels.get(key) ?? key,
    value,
  }))
}

/** Chinese is cut into words; Simplified and Traditional find each other. No words to look for, no hits. */
export async function searchConversations(
  ctx: Ctx,
  input: Input<typeof contract.searchConversations>,
): Promise<Reply<typeof contract.searchConversations>> {
  const me = staffActor(ctx)
  const words = segment(input.q)
  if (words.length === 0) return { items: [] }
  const hits = await messagesWith(ctx, me, { words, limit: input.limit })
  const views = new Map(
    (await conversationViews(ctx, [...new Set(hits.map((hit) => hit.conversationId))])).map((view) => [view.id, view]),
  )
  const items = hits.flatMap((hit) => {
    const conversation = views.get(hit.conversationId)
    return conversation
      ? [
          {
            conversation,
            seq: hit.seq,
            stream: hit.stream,
            snippet: snippet(hit.body, input.q),
            at: hit.at.toISOString(),
          },
        ]
      : []
  })
  return { items }
}

/** 80 characters around the first place where the words stand as typed, else the beginning. */
function snippet(body: string, q: string): string {
  const at = Math.max(0, body.toLowerCase().indexOf(q.toLowerCase()) - 20)
  return `${at > 0 ? '…' : ''}${Array.from(body.slice(at)).slice(0, 80).join('')}`
}
