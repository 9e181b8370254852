import type { MessageView, TalkView } from '../domain/conversations/views.ts'

/** Views as the server sends them, for tests. */
export function sampleMessage(given: Partial<MessageView>): MessageView {
  return {
    id: `message-${given.seq ?? 1}`,
    conversationId: 'talk',
    stream: 'talk',
    seq: 1,
    sender: { type: 'customer', id: null, name: '', staffNo: null },
    kind: 'text',
    body: '你好',
    attachment: null,
    quote: null,
    system: null,
    mentions: [],
    whisper: false,
    at: '2026-01-01T00:00:00.000Z',
    recalled: false,
    pinned: false,
    ...given,
  }
}

export function sampleTalk(given: Partial<TalkView>): TalkView {
  return {
    id: 'talk',
    revision: 1,
    state: 'queued',
    leftMessage: false,
    lastSeq: 0,
    position: 1,
    expectedWaitSeconds: null,
    agent: null,
    customerMarks: { received: 0, read: 0 },
    agentMarks: { received: 0, read: 0 },
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    survey: null,
    ...given,
  }
}
