import { describe, expect, test } from 'vitest'
import { linkParts } from './links.ts'

const links = (text: string) => linkParts(text).flatMap((part) => (part.href ? [part.text] : []))

describe('links in a message', () => {
  test.each([
    ['看 https://shop.example/a?b=1#c 这里', ['https://shop.example/a?b=1#c']],
    ['见https://shop.example/退货。谢谢', ['https://shop.example/退货']],
    ['(https://shop.example/a), ok', ['https://shop.example/a']],
    ['https://shop.example/a_(b)!', ['https://shop.example/a_(b)']],
    ['HTTP://SHOP.EXAMPLE', ['HTTP://SHOP.EXAMPLE']],
    ['http://a.example http://b.example', ['http://a.example', 'http://b.example']],
    ['https://', []],
    ['http://[', []],
    ['javascript:alert(1) data:text/html,x ftp://a.example //a.example', []],
    ['<a href="https://shop.example/">x</a>', ['https://shop.example/']],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected)
  })

  test('only http and https addresses become links', () => {
    for (const { href } of linkParts('xhttps://a.example/\njavascript:https://b.example')) {
      if (href) expect(href).toMatch(/^https?:\/\//)
    }
  })

  test.each(['', 'plain', 'a https://x.example, b', '\u202Ehttps://x.example/\u202C!', '🙂'.repeat(50)])(
    'every character of %j appears once, in order',
    (text) => {
      expect(
        linkParts(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    },
  )

  test('a hundred thousand characters take no noticeable time', () => {
    const began = performance.now()
    linkParts(`https://${'a'.repeat(100_000)}${'.'.repeat(20_000)}`)
    linkParts('http://'.repeat(15_000))
    expect(performance.now() - began).toBeLessThan(500)
  })
})
