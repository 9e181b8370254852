import { expect, test } from 'vitest'
import { readFrame, reconnectDelay } from './live.ts'

test('the first three returns are spread over 8 s, later ones wider, up to 30 s', () => {
  expect(reconnectDelay(0, 0)).toBe(50)
  expect(reconnectDelay(0, 1)).toBe(8050)
  expect(reconnectDelay(2, 1)).toBe(8050)
  expect(reconnectDelay(3, 1)).toBe(12_050)
  expect(reconnectDelay(20, 1)).toBe(30_050)
})

test('after sleep or an "online" event one returns within about a second', () => {
  expect(reconnectDelay(20, 1, true)).toBe(1050)
})

test.each(['', 'no json', '1', 'null', '[]', '{"type":1}'])('the frame %s is ignored', (data) => {
  expect(readFrame(data)).toBeNull()
})

test('a frame of the protocol is read', () => {
  expect(readFrame('{"type":"beat","at":"2026-01-01T00:00:00Z"}')).toMatchObject({ type: 'beat' })
})
