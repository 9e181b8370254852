import fc from 'fast-check'
import { nastyStrings } from '../fuzz/nasty.ts'
import { payloads } from '../xss/payloads.ts'

const text = fc.oneof(
  fc.constantFrom(...nastyStrings),
  fc.constantFrom(...payloads),
  fc.string({ unit: 'binary', maxLength: 50 }),
)
const address = fc.oneof(
  fc.constantFrom(
    'javascript:canary()',
    'data:text/html,<script>canary()</script>',
    '//evil.test',
    'http://shop.test/',
  ),
  text,
)
const page = fc.record({ url: address, title: text, referrer: address }, { requiredKeys: ['url', 'title'] })
/** Tokens that look like the shop's own, of nobody's secret. */
const part = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url'))
const forged = fc.oneof(
  fc.tuple(part, part, part).map((parts) => parts.join('.')),
  fc.constantFrom('eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.', 'a.b.c', '..', ' '),
  text,
)

const wellFormed = fc.oneof(
  fc.record({ type: fc.constant('hello'), page, shown: fc.boolean(), resume: fc.boolean() }),
  fc.record({ type: fc.constant('shown'), shown: fc.boolean() }),
  fc.record({ type: fc.constant('page'), page }),
  fc.record({ type: fc.constant('identify'), token: forged }),
  fc.record({ type: fc.constant('order'), orderNo: text }),
  fc.record({
    type: fc.constant('locale'),
    locale: fc.constantFrom('zh-CN', 'zh-TW', 'en', 'fr', '__proto__', '../../x'),
  }),
)
const marked = wellFormed.map((message): Record<string, unknown> => ({ shouwen: 1, ...message }))
const odd = fc.oneof(
  fc.jsonValue(),
  text,
  fc.constantFrom<unknown>(null, [], {}, { length: 1e9 }, -1, Number.POSITIVE_INFINITY),
)
const names = fc.constantFrom(
  'type',
  'page',
  'token',
  'shouwen',
  'shown',
  'orderNo',
  'locale',
  '__proto__',
  'constructor',
)
const types = fc.constantFrom(
  'toString',
  '__proto__',
  'constructor',
  'loaded',
  'ready',
  'unread',
  'close',
  'message',
  'rated',
  'valueOf',
  'hasOwnProperty',
)

/** What a hostile page may say to the window: right in form, nearly right, and not at all. Plain data, as it travels. */
export const hostileMessages: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: marked },
  {
    weight: 4,
    arbitrary: fc.tuple(marked, names, odd).map(([message, name, value]) => ({ ...message, [name]: value })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(marked, names)
      .map(([message, name]) => Object.fromEntries(Object.entries(message).filter(([key]) => key !== name))),
  },
  { weight: 1, arbitrary: fc.tuple(marked, types).map(([message, type]) => ({ ...message, type })) },
  { weight: 1, arbitrary: wellFormed },
  { weight: 1, arbitrary: marked.map((message) => JSON.stringify(message)) },
  { weight: 1, arbitrary: odd },
)
