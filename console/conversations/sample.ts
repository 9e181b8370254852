import type { Reply } from '../../domain/contract.ts'
import type { getConversation } from '../../domain/conversations/contract.ts'
import type { ConversationView, MessageView } from '../../domain/conversations/views.ts'
import type { Staff } from '../../domain/identity/actor.ts'

/** Examples for the tests of this area. */
const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
export const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, seconds)).toISOString()
export const group = { id: uuid(900), name: 'After-sale' }
export const agent = { id: uuid(901), name: 'Wang', staffNo: 'A001' }

export const actor: Staff = {
  kind: 'staff',
  ...agent,
  roles: ['agent'],
  groupIds: [group.id],
  departmentId: null,
  locale: 'zh-CN',
  sessionId: '',
}

export function aMessage(change: Partial<MessageView> & { seq: number }): MessageView {
  return {
    id: uuid(change.seq),
    conversationId: uuid(1),
    stream: 'talk',
    sender: { type: 'customer', id: null, name: 'Customer', staffNo: null },
    kind: 'text',
    body: `message ${change.seq}`,
    attachment: null,
    quote: null,
    system: null,
    mentions: [],
    whisper: false,
    at: at(change.seq),
    recalled: false,
    pinned: false,
    ...change,
  }
}

export function aConversation(change: Partial<ConversationView> = {}): ConversationView {
  const nobody = { firstResponsible: null, offeredTo: null, offeredUntil: null, assignee: null, participants: [] }
  const notYet = { acceptedAt: null, firstAgentMessageAt: null, endedAt: null, closedAt: null, endReason: null }
  const noRecord = { category: null, stage: null, result: null, resolved: null, rating: null, previousId: null }
  return {
    id: uuid(1),
    revision: 1,
    channel: 'web',
    state: 'queued',
    site: { id: uuid(902), name: 'Shop' },
    customer: { id: uuid(903), no: 'C1', name: 'Customer', level: 'normal', verified: false },
    group,
    ...nobody,
    ...notYet,
    ...noRecord,
    urgency: 'normal',
    leftMessage: false,
    locale: 'zh-CN',
    startedAt: at(0),
    queuedAt: at(0),
    transferredCount: 0,
    orderNo: null,
    lastSeq: 0,
    lastNoteSeq: 0,
    lastMessage: null,
    unread: 0,
    customerMarks: { received: 0, read: 0 },
    agentMarks: { received: 0, read: 0 },
    clocks: [],
    visitor: { online: true, pageUrl: null, pageTitle: null },
    ...change,
  }
}

export const numbered = (number: number, change: Partial<ConversationView> = {}) =>
  aConversation({ id: uuid(number), startedAt: at(number), queuedAt: at(number), ...change })

export function loadedWith(conversation: ConversationView, talk: MessageView[]): Reply<typeof getConversation> {
  return {
    conversation,
    talk,
    notes: [],
    draft: '',
    may: { accept: true, reply: false, note: true, steer: false, supervise: false },
    prechat: [],
    visitor: { userAgent: '', referrer: null, pages: [] },
    earlier: [],
  }
}
