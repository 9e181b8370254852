import { describe, expect, test } from 'vitest'
import { clientFrame, serverFrame } from './frames.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('a frame of a client', () => {
  test.each([
    { type: 'hello', as: 'staff' },
    { type: 'hello', as: 'visitor', token: 't', locale: 'zh-TW', cursor: 7 },
    { type: 'watch', conversation: id },
    { type: 'typing', conversation: id, on: true },
    { type: 'marks', conversation: id, read: 0 },
    { type: 'page', url: 'https://shop.example/', title: '' },
    { type: 'ping' },
  ])('is read: %j', (frame) => expect(clientFrame.safeParse(frame).success).toBe(true))

  test.each([
    {},
    { type: 'unheard' },
    { type: 'hello', as: 'administrator' },
    { type: 'hello', as: 'staff', cursor: -1 },
    { type: 'watch', conversation: 'mine' },
    { type: 'watch', conversation: id, extra: true },
    { type: 'marks', conversation: id, read: 1.5 },
    { type: 'page', url: 'x'.repeat(2001), title: '' },
    null,
    'ping',
    [],
  ])('is refused: %j', (frame) => expect(clientFrame.safeParse(frame).success).toBe(false))
})

describe('a frame of the server', () => {
  test.each([
    { type: 'gone', conversation: id, cursor: 4 },
    { type: 'resync' },
    { type: 'reconnect', inMs: 700 },
    { type: 'error', code: 'bad_frame' },
  ])('keeps its shape: %j', (frame) => expect(serverFrame.parse(frame)).toEqual(frame))

  test('says nothing of an error but its code', () => {
    expect(serverFrame.safeParse({ type: 'error', code: 'bad_frame', detail: 'stack' }).success).toBe(false)
    expect(serverFrame.safeParse({ type: 'error', code: 'select * from' }).success).toBe(false)
  })
})
