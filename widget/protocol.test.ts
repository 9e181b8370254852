import { describe, expect, test } from 'vitest'
import { envelope, toFrame, toHost } from './protocol.ts'

const page = { url: 'https://shop.example/a', title: 'A' }

describe('messages between the page and the window', () => {
  test.each([
    { type: 'hello', page, shown: true, resume: false },
    { type: 'page', page: { ...page, referrer: 'https://search.example/' } },
    { type: 'identify', token: 'a.b.c' },
    { type: 'order', orderNo: 'D1001' },
    { type: 'locale', locale: 'zh-TW' },
  ] as const)('a well-formed $type reaches the window', (message) => {
    expect(toFrame(envelope(message))).toMatchObject(message)
  })

  test.each([
    ['nothing', null],
    ['a text', 'hello'],
    ['a list', [1]],
    ['a message of another program', { type: 'hello', page, shown: true, resume: true }],
    ['an unknown type', { shouwen: 1, type: 'steal' }],
    ['a type that every object inherits', { shouwen: 1, type: 'toString' }],
    ['a page without address', { shouwen: 1, type: 'page', page: { title: 'A' } }],
    ['an address that is too long', { shouwen: 1, type: 'page', page: { url: 'x'.repeat(2001), title: '' } }],
    ['an empty token', { shouwen: 1, type: 'identify', token: '' }],
    ['an order number that is an object', { shouwen: 1, type: 'order', orderNo: {} }],
    ['a language that does not exist', { shouwen: 1, type: 'locale', locale: 'fr' }],
  ])('%s is ignored by the window', (_name, data) => {
    expect(toFrame(data)).toBeNull()
  })

  test('the page takes a colour only as six hexadecimal digits', () => {
    const ready = { type: 'ready', position: 'left', ink: '#ffffff', returning: false } as const
    expect(toHost(envelope({ ...ready, colour: '#0F766E' }))).toMatchObject({ colour: '#0F766E' })
    expect(toHost(envelope({ ...ready, colour: 'url(x)' }))).toBeNull()
  })

  test('what the window may say is not what the page may say', () => {
    expect(toFrame(envelope({ type: 'unread', count: 1 }))).toBeNull()
    expect(toHost(envelope({ type: 'shown', shown: true }))).toBeNull()
  })
})
