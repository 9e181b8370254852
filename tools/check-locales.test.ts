import { describe, expect, test } from 'vitest'
import { checkLocales } from './check-locales.ts'
import { mainlandIn, simplifiedIn, traditionalIn } from './locales/scripts.ts'
import { withFiles } from './shape/fixture.ts'

type Texts = Record<string, unknown>

const ACCEPT = { cn: { accept: '接入' }, tw: { accept: '接聽' }, en: { accept: 'Accept' } }

function inbox({ cn, tw, en }: { cn: Texts; tw: Texts; en: Texts }): Record<string, string> {
  const folder = 'console/i18n/locales'
  const files = {
    [`${folder}/zh-CN/inbox.json`]: cn,
    [`${folder}/zh-TW/inbox.json`]: tw,
    [`${folder}/en/inbox.json`]: en,
  }
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path, JSON.stringify(texts)]))
}

function problems(files: Record<string, string>): string[] {
  return withFiles(files, (top) => checkLocales(top).map(({ message }) => message))
}

describe('keys', () => {
  test('three complete languages are fine, nested or not', () => {
    expect(problems(inbox(ACCEPT))).toEqual([])
    expect(problems(inbox({ cn: { a: { b: '接入' } }, tw: { a: { b: '接聽' } }, en: { a: { b: 'Accept' } } }))).toEqual(
      [],
    )
  })

  test('a missing key is named, whichever language lacks it', () => {
    expect(problems(inbox({ ...ACCEPT, en: {} }))).toEqual(['"accept" is missing'])
    expect(problems(inbox({ ...ACCEPT, en: { accept: 'Accept', more: 'More' } }))).toHaveLength(2)
  })

  test('a missing file is named', () => {
    const { 'console/i18n/locales/en/inbox.json': _english, ...rest } = inbox(ACCEPT)
    expect(problems(rest)).toEqual(['is missing'])
  })

  test('an empty text, a number and broken JSON are no texts', () => {
    expect(problems(inbox({ ...ACCEPT, en: { accept: ' ' } }))).toEqual(['"accept" is empty'])
    expect(problems(inbox({ ...ACCEPT, en: { accept: 3 } }))).toContain('"accept" is no text')
    expect(problems({ ...inbox(ACCEPT), 'console/i18n/locales/en/inbox.json': '{' })[0]).toContain('is not JSON')
  })

  test('the widget and the server keep their languages too', () => {
    expect(problems({ 'widget/i18n/zh-CN.json': '{}', 'widget/i18n/zh-TW.json': '{}' })).toEqual(['is missing'])
    const server = 'server/platform/i18n'
    expect(problems({ [`${server}/en/a.json`]: '{}', [`${server}/zh-CN/a.json`]: '{}' })).toEqual(['is missing'])
  })

  test('each language has the plural forms it knows', () => {
    const en = { unread_one: 'One message', unread_other: '{{count}} messages' }
    const forms = { cn: { unread_other: '{{count}} 条' }, tw: { unread_other: '{{count}} 則' }, en }
    expect(problems(inbox(forms))).toEqual([])
    expect(problems(inbox({ ...forms, cn: { unread_one: '1 条' } }))).toContain('"unread_other" is missing')
    const word = { cn: { reason_other: '其他' }, tw: { reason_other: '其他' }, en: { reason_other: 'Other' } }
    expect(problems(inbox(word))).toEqual([])
  })
})

describe('variables', () => {
  const texts = (en: string) => inbox({ cn: { hi: '{{name}}，您好' }, tw: { hi: '{{name}}，您好' }, en: { hi: en } })

  test('every language fills the same variables', () => {
    expect(problems(texts('Hello {{ name }}'))).toEqual([])
    expect(problems(texts('Hello {{nmae}}'))).toEqual(['"hi" has the variables [nmae], zh-CN has [name]'])
    expect(problems(texts('Hello'))).toEqual(['"hi" has the variables [], zh-CN has [name]'])
  })
})

describe('scripts', () => {
  test.each(['請稍候，客服專員馬上為您服務', '後台', '平台公布了新規定', '介面語言：简体中文'])(
    '%s is good zh-TW',
    (text) => {
      expect(simplifiedIn(text)).toEqual([])
      expect(mainlandIn(text)).toEqual([])
    },
  )

  test.each(['请稍候，客服专员马上为您服务', '后台', '当前公里数', '界面语言：繁體中文'])(
    '%s is good zh-CN',
    (text) => {
      expect(traditionalIn(text)).toEqual([])
    },
  )

  test('a Simplified character in zh-TW and a Traditional one in zh-CN are found', () => {
    expect(simplifiedIn('发送訊息')).toEqual(['发 is Simplified'])
    expect(traditionalIn('發送消息')).toEqual(['發 is Traditional'])
    expect(problems(inbox({ ...ACCEPT, tw: { accept: '开始' } }))).toEqual(['"accept": 开 is Simplified'])
  })

  test('a mainland word in Traditional characters is still a mainland word', () => {
    expect(mainlandIn('請登錄')).toEqual(['登錄 is said on the mainland, in Taiwan 登入'])
    expect(mainlandIn('請登入')).toEqual([])
  })
})

describe('uses', () => {
  const screen = (source: string) => problems({ ...inbox(ACCEPT), 'console/inbox/Inbox.tsx': source })

  test.each([
    "t('accept')",
    "t('inbox:accept')",
    "t('inbox.accept')",
    "i18n.t('accept')",
    't(`inbox.${verb}`)',
    't(key)',
  ])('%s exists', (source) => expect(screen(source)).toEqual([]))

  test.each([
    ["t('refuse')", 'asks for "refuse", which no file has'],
    ["t('outbox.accept')", 'asks for "outbox.accept", which no file has'],
    ['t(`outbox.${verb}`)', 'asks for "outbox..+", which no file has'],
    ["t(yes ? 'accept' : 'refuse')", 'asks for "refuse", which no file has'],
    ['<Trans i18nKey="refuse" />', 'asks for "refuse", which no file has'],
  ])('%s does not exist', (source, expected) => {
    expect(screen(source)).toEqual([expected])
  })
})
