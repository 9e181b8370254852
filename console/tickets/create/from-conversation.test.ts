import { expect, test } from 'vitest'
import type { MessageView } from '../../../domain/conversations/views.ts'
import type { Opened } from '../../conversations/state.ts'
import { carriedFrom, subjectFrom } from './from-conversation.ts'

const message = (seq: number, change: Partial<MessageView>): MessageView => ({
  id: `m${seq}`,
  conversationId: 'c',
  stream: 'talk',
  seq,
  sender: { type: 'customer', id: null, name: '陈浩然', staffNo: null },
  kind: 'text',
  body: '',
  attachment: null,
  quote: null,
  system: null,
  mentions: [],
  whisper: false,
  at: '2026-01-05T02:00:00.000Z',
  recalled: false,
  pinned: false,
  ...change,
})
const agent = { type: 'agent', id: 'x', name: '王小雨', staffNo: '1001' } as const
const talk = (items: MessageView[]): Pick<Opened, 'talk'> => ({
  talk: { items, last: items.length, hasEarlier: false },
})

test('pinned messages are quoted; the words of the customer among them describe the matter', () => {
  const carried = carriedFrom(
    talk([
      message(1, { body: '在吗' }),
      message(2, { body: '收到的水杯破了，盖子也少一个', pinned: true }),
      message(3, { body: '请拍照', sender: agent, pinned: true }),
    ]),
  )
  expect(carried).toEqual({
    quoteSeqs: [2, 3],
    descriptionCustomer: '收到的水杯破了，盖子也少一个',
    subject: '收到的水杯破了，盖子也少一个',
  })
})

test('nothing pinned: what the customer said, without recalled messages and system lines', () => {
  const carried = carriedFrom(
    talk([
      message(1, { kind: 'system', sender: { ...agent, type: 'system' } }),
      message(2, { body: '你好' }),
      message(3, { body: '忘记了', recalled: true }),
      message(4, { body: '快递三天没有动静了' }),
    ]),
  )
  expect(carried.quoteSeqs).toEqual([2, 4])
  expect(carried.subject).toBe('快递三天没有动静了')
})

test('the subject is one line of at most 60 signs, and not a bare greeting while there is more', () => {
  expect(subjectFrom(['你好', '东西坏了\n怎么办呢'])).toBe('东西坏了 怎么办呢')
  expect(subjectFrom(['长'.repeat(80)])).toHaveLength(60)
  expect(subjectFrom([])).toBe('')
})
