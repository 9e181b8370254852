import type { ClockKind } from '../../../domain/clocks/kinds.ts'
import type { RunningClock } from '../../../domain/conversations/posting.ts'
import type { MessageView } from '../../../domain/conversations/views.ts'
import type { ErrorCode } from '../../../domain/errors.ts'
import type { Ctx } from '../../platform/context.ts'
import type { ConversationRow } from '../queries.ts'

/** One message on its way into the table. Whether the sender may, and whether it still fits, is decided under the row lock. */
export type Post = {
  ctx: Ctx
  need: 'reply' | 'note'
  id: string
  conversationId: string
  stream: 'talk' | 'note'
  sender: 'customer' | 'agent' | 'system'
  senderId: string | null
  /** Of an agent; a customer's is read with the conversation. */
  senderName: string
  senderNo: string | null
  kind: MessageView['kind']
  body: string
  attachment: MessageView['attachment']
  quote: MessageView['quote']
  mentions: string[]
  whisper: boolean
  scriptKey: string | null
}
/** `absentAgentId`: who serves the conversation and has no console open. */
type Stored = { message: MessageView; absentAgentId: string | null }
export type Outcome = Stored | { duplicate: true } | { reopen: true } | { refused: ErrorCode }
export type BatchRow = Pick<
  ConversationRow,
  | 'id'
  | 'revision'
  | 'channel'
  | 'state'
  | 'visitorId'
  | 'groupId'
  | 'assigneeId'
  | 'firstResponsibleId'
  | 'offeredTo'
  | 'leftMessage'
  | 'queuedAt'
  | 'firstAgentMessageAt'
  | 'unansweredSince'
  | 'endedAt'
  | 'unread'
  | 'lastSeq'
  | 'lastNoteSeq'
  | 'lastMessage'
  | 'lastActivityAt'
> & {
  participantIds: string[]
  idleMinutes: number
  clocks: RunningClock[]
  /** Kinds of clock that stood open when the row was locked, whatever they count. */
  open: Set<ClockKind>
  stateBefore?: ConversationRow['state'] | undefined
}

export type StoredMessage = {
  id: string
  conversationId: string
  stream: 'talk' | 'note'
  seq: number
  senderType: string
  senderId: string | null
  kind: string
  body: string
  attachmentId: string | null
  quoteSeq: number | null
  mentions: string[]
  whisper: boolean
  scriptKey: string | null
  digest: string
  at: Date
}

type ClockStart = {
  id: string
  conversationId: string
  kind: ClockKind
  startedAt: Date
  dueAt: Date
  ownerId: string | null
}
type ClockStop = { conversationId: string; kind: ClockKind; at: Date; cancel: boolean }
type LogRow = {
  subjectId: string
  kind: string
  actorType: string
  actorId: string | null
  fromState: string | null
  toState: string | null
  payload: object
}

/** Everything one commit writes. */
export type Writes = {
  messages: (StoredMessage & { words: string[] })[]
  conversations: Map<string, BatchRow>
  starts: ClockStart[]
  stops: ClockStop[]
  events: LogRow[]
}
