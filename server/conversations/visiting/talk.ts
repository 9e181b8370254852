import type { Reply } from '../../../domain/contract.ts'
import type { ConversationView, MessageView, TalkView } from '../../../domain/conversations/views.ts'
import type * as widget from '../../../domain/conversations/widget-contract.ts'
import type { Ctx } from '../../platform/context.ts'
import { surveysOf } from '../../surveys/queries.ts'
import { conversationFor } from '../access.ts'
import { messagePage } from '../message-queries.ts'
import { conversationViews, forCustomer, talkOf } from '../views.ts'
import type { Begun } from './opening.ts'
import { type Place, placeOf, placesOf } from './places.ts'

/** The customer's view of one conversation. */
export async function talkView(ctx: Ctx, id: string): Promise<TalkView> {
  const [talk] = await talkViews(ctx, [id])
  if (!talk) throw new Error(`conversation ${id} has no row`)
  return talk
}

/** Of many, in the order of the ids; what is not there is undefined. `places` spares the query when a whole queue is told at once. */
export async function talkViews(
  ctx: Ctx,
  ids: readonly string[],
  places?: readonly Place[],
): Promise<(TalkView | undefined)[]> {
  if (ids.length === 0) return []
  const [views, surveys] = await Promise.all([conversationViews(ctx, ids), surveysOf(ctx, ids)])
  const waiting = views.filter(isInLine).map((view) => view.id)
  const all = places ?? (await placesOf(ctx, waiting))
  const placeById = new Map(all.map((place) => [place.id, place]))
  const talks = views.map((view) => {
    const place = isInLine(view) ? placeById.get(view.id) : undefined
    return talkOf(view, {
      position: place?.position ?? null,
      expectedWaitSeconds: place?.expectedWaitSeconds ?? null,
      survey: surveys.get(view.id) ?? null,
    })
  })
  const byId = new Map(talks.map((talk) => [talk.id, talk]))
  return ids.map((id) => byId.get(id))
}

const isInLine = (view: ConversationView) => view.state === 'queued' && !view.leftMessage

export async function visitorTalk(ctx: Ctx, { id }: { id: string }): Promise<{ talk: TalkView }> {
  await conversationFor(ctx, id, 'view')
  return { talk: await talkView(ctx, id) }
}

export async function visitorMessages(
  ctx: Ctx,
  input: { id: string; after?: number | undefined; before?: number | undefined; limit: number },
): Promise<Reply<typeof widget.visitorMessages>> {
  await conversationFor(ctx, input.id, 'view')
  const page = await messagePage(ctx, { ...input, conversationId: input.id, stream: 'talk' })
  return page
}

const firstPage = 100

export async function talkWithMessages(ctx: Ctx, id: string): Promise<{ talk: TalkView; messages: MessageView[] }> {
  const talk = await talkView(ctx, id)
  const { items } = await messagePage(ctx, { conversationId: id, stream: 'talk', limit: firstPage })
  return { talk, messages: items }
}

/** What a start just committed, without asking for it again but for the place in line. */
export async function begunTalk(
  ctx: Ctx,
  { row, startedAt, messages }: Begun,
): Promise<Reply<typeof widget.startConversation>> {
  const place = row.leftMessage ? undefined : await placeOf(ctx.platform, row.id)
  const talk: TalkView = {
    id: row.id,
    revision: row.revision,
    state: row.state,
    leftMessage: row.leftMessage,
    lastSeq: row.lastSeq,
    position: place?.position ?? null,
    expectedWaitSeconds: place?.expectedWaitSeconds ?? null,
    agent: null,
    customerMarks: { received: 0, read: 0 },
    agentMarks: { received: 0, read: 0 },
    startedAt: startedAt.toISOString(),
    endedAt: null,
    survey: null,
  }
  return { talk, messages: messages.map(forCustomer) }
}
