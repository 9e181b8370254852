import type { Input, Reply } from '../../../domain/contract.ts'
import { isOpen } from '../../../domain/conversations/lifecycle.ts'
import type { TalkView } from '../../../domain/conversations/views.ts'
import type * as widget from '../../../domain/conversations/widget-contract.ts'
import type { Locale } from '../../../domain/locale.ts'
import { type Ctx, transact } from '../../platform/context.ts'
import { translate } from '../../platform/i18n.ts'
import { centre } from '../../settings/queries.ts'
import { optOut, rateSubject } from '../../surveys/actions.ts'
import { conversationFor, lockedConversationFor } from '../access.ts'
import { recallMessage } from '../amending.ts'
import { announceChange } from '../changes.ts'
import { end } from '../ending.ts'
import { messagePage } from '../message-queries.ts'
import { changeConversation } from '../queries.ts'
import { addSystemLine } from '../system-line.ts'
import { talkView } from './talk.ts'

/** Ending twice is ending once: a retry finds it done. A message that was left goes on waiting: nobody has read it yet. */
export async function endVisitorConversation(ctx: Ctx, { id }: { id: string }): Promise<{ talk: TalkView }> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'reply')
    const isLeft = row.leftMessage && row.state === 'queued'
    if (isOpen(row.state) && !isLeft) await end(tx, row, 'customer')
  })
  return { talk: await talkView(ctx, id) }
}

export async function rateConversation(
  ctx: Ctx,
  input: Input<typeof widget.rateConversation>,
): Promise<{ talk: TalkView }> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, input.id, 'reply')
    const subject = { type: 'conversation', id: row.id } as const
    const { changed } = await rateSubject(tx, { subject, score: input.score, comment: input.comment })
    await changeConversation(tx, row.id, {})
    announceChange(tx, row)
    if (!changed)
      await addSystemLine(tx, { conversationId: row.id, system: { key: 'rated', params: { score: input.score } } })
  })
  return { talk: await talkView(ctx, input.id) }
}

/** Declining twice is declining once; what was rated before stays. */
export async function declineRating(ctx: Ctx, { id }: { id: string }): Promise<{ talk: TalkView }> {
  await transact(ctx, async (tx) => {
    const row = await lockedConversationFor(tx, id, 'reply')
    if (!(await optOut(tx, { subject: { type: 'conversation', id } }))) return
    await changeConversation(tx, row.id, {})
    announceChange(tx, row)
    await addSystemLine(tx, { conversationId: row.id, system: { key: 'rating_declined', params: {} } })
  })
  return { talk: await talkView(ctx, id) }
}

export async function recallVisitorMessage(
  ctx: Ctx,
  input: { id: string; seq: number },
): Promise<Reply<typeof widget.recallVisitorMessage>> {
  await recallMessage(ctx, { ...input, stream: 'talk' })
  return { ok: true }
}

/** Plain text for the customer to keep: time, name, words; system lines in their language. */
export async function transcript(ctx: Ctx, { id }: { id: string }, locale: Locale): Promise<string> {
  await conversationFor(ctx, id, 'view')
  const timeZone = (await centre(ctx))?.timeZone ?? 'Asia/Shanghai'
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  const lines: string[] = []
  for (let after = 0, more = true; more; ) {
    const page = await messagePage(ctx, { conversationId: id, stream: 'talk', after, limit: 200 })
    for (const message of page.items) {
      after = message.seq
      const time = format.format(new Date(message.at))
      if (message.kind === 'system' && message.system)
        lines.push(`[${time}] * ${translate(locale, `system.${message.system.key}`, message.system.params)}`)
      else lines.push(`[${time}] ${senderName(message.sender, locale)}: ${bodyOf(message, locale)}`)
    }
    more = page.more
  }
  return `${lines.join('\r\n')}\r\n`
}

type Sender = { type: string; name: string; staffNo: string | null }
function senderName(sender: Sender, locale: Locale): string {
  if (sender.type === 'system') return translate(locale, 'system.centre')
  return sender.staffNo ? `${sender.name} (${sender.staffNo})` : sender.name
}

function bodyOf(
  message: { body: string; recalled: boolean; attachment: { name: string } | null },
  locale: Locale,
): string {
  if (message.recalled) return translate(locale, 'system.message_recalled')
  return message.attachment ? `[${message.attachment.name}] ${message.body}`.trim() : message.body
}
