import { sql } from 'kysely'
import type { MessageView } from '../../domain/conversations/views.ts'
import type { Tx } from '../platform/context.ts'
import { sha256 } from '../platform/crypto.ts'
import { factsOf, lockConversation } from './queries.ts'

type SystemLine = NonNullable<MessageView['system']>
type Line = { conversationId: string; stream?: 'talk' | 'note'; system: SystemLine; body?: string }

/**
 * Adds a line of the system to a stream, inside the transaction of the change it tells of. Taking back and pinning are
 * lines too, so that a client which only follows the seq learns of them.
 */
export async function addSystemLine(
  tx: Tx,
  { conversationId, stream = 'talk', system, body = '' }: Line,
): Promise<MessageView> {
  const id = tx.clock.newId()
  const at = tx.clock.now()
  const { rows } = await sql<{ seq: number }>`
    with c as (
      update conversation set last_seq = last_seq + ${stream === 'talk' ? 1 : 0}, last_note_seq = last_note_seq + ${stream === 'note' ? 1 : 0}, revision = revision + 1
      where id = ${conversationId} returning last_seq, last_note_seq
    )
    insert into message (id, conversation_id, stream, seq, sender_type, kind, body, system, digest, at)
    select ${id}, ${conversationId}, ${stream}, case when ${stream} = 'talk' then last_seq else last_note_seq end, 'system', ${body === '' ? 'system' : 'text'},
      ${body}, ${JSON.stringify(system)}, ${sha256(id)}, ${at} from c returning seq`.execute(tx.db)
  const message = systemView({ id, conversationId, stream, system, body, at, seq: rows[0]?.seq ?? 0 })
  const row = await lockConversation(tx, conversationId)
  if (row) tx.afterCommit(() => tx.platform.hints.publish({ topic: 'message', message, facts: factsOf(row) }))
  return message
}

export function systemView({ at, body, ...line }: Required<Line> & { id: string; seq: number; at: Date }): MessageView {
  return {
    ...line,
    sender: { type: 'system', id: null, name: '', staffNo: null },
    kind: body === '' ? 'system' : 'text',
    body,
    attachment: null,
    quote: null,
    mentions: [],
    whisper: false,
    at: at.toISOString(),
    recalled: false,
    pinned: false,
  }
}

/** The row of such a line, for the statements that write many at once. */
export function storedSystemLine({ id, conversationId, stream, seq, kind, body, system, at }: MessageView) {
  return {
    id,
    conversationId,
    stream,
    seq,
    senderType: 'system',
    senderId: null,
    kind,
    body,
    system,
    attachmentId: null,
    quoteSeq: null,
    mentions: [],
    whisper: false,
    scriptKey: null,
    digest: sha256(id).toString('hex'),
    words: [],
    at: new Date(at),
  }
}
