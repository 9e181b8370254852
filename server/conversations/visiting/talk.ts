import type { Reply } from '../../../domain/contract.ts'
import type { MessageView, TalkView } from '../../../domain/conversations/views.ts'
import type * as widget from '../../../domain/conversations/widget-contract.ts'
import type { Ctx } from '../../platform/context.ts'
import { surveysOf } from '../../surveys/queries.ts'
import { conversationFor } from '../access.ts'
import { messagePage } from '../message-queries.ts'
import { conversationView, talkOf } from '../views.ts'
import { type QueuePlace, queuePlaces } from './queries.ts'

/** The customer's view of one conversation. `places` spares the query when the whole queue is told at once. */
export async function talkView(ctx: Ctx, id: string, places?: readonly QueuePlace[]): Promise<TalkView> {
  const [view, surveys] = await Promise.all([conversationView(ctx, id), surveysOf(ctx, [id])])
  const waiting = view.state === 'queued' && !view.leftMessage && view.group
  const all = waiting && view.group ? (places ?? (await queuePlaces(ctx, view.group.id))) : []
  const place = all.find((one) => one.id === id)
  return talkOf(view, {
    position: place?.position ?? null,
    expectedWaitSeconds: place?.expectedWaitSeconds ?? null,
    survey: surveys.get(id) ?? null,
  })
}

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
