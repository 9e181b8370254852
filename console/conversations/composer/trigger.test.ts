import { expect, test } from 'vitest'
import { firstGap, triggerAt, withPicked } from './trigger.ts'

const both = { scripts: true, mentions: true }

test.each([
  ['/', 1, { kind: 'script', words: '', from: 0 }],
  ['/物流', 3, { kind: 'script', words: '物流', from: 0 }],
  ['您好\n/re', 6, { kind: 'script', words: 're', from: 3 }],
  ['请看 @李', 5, { kind: 'mention', words: '李', from: 3 }],
  ['https://a.b/c', 13, null],
  ['a@b.c', 5, null],
  ['1/2', 3, null],
])('%j at %i looks up %j', (text, caret, expected) => {
  expect(triggerAt(text, caret, both)).toEqual(expected)
})

test('nothing is looked up where it is not offered', () => {
  expect(triggerAt('/物流', 3, { scripts: false, mentions: true })).toBeNull()
  expect(triggerAt('@李', 2, { scripts: true, mentions: false })).toBeNull()
})

test('what is picked takes the place of the look-up', () => {
  const trigger = { kind: 'script' as const, words: 're', from: 3 }
  expect(withPicked('您好\n/re 后文', 6, trigger, '退款')).toEqual({ text: '您好\n退款 后文', caret: 5 })
})

test('the first gap of a filled script is found', () => {
  expect(firstGap('订单【订单号】已于【时间】发出')).toEqual([2, 7])
  expect(firstGap('没有')).toBeNull()
})
