import { describe, expect, it } from 'vitest'
import type { Interval } from '../clocks/calendar.ts'
import { type OpeningHours, openingHours, overlaps } from './hours.ts'
import { hoursText } from './hours-text.ts'
import { origin, type SiteSettings, siteSettings } from './site.ts'
import { siteWithDefaults } from './site-defaults.ts'
import { inLanguage, widgetSiteView } from './widget-view.ts'

const closed = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] }
const day: Interval[] = [['09:00', '18:00']]

describe('origins', () => {
  it.each([
    'https://shop.example',
    'http://127.0.0.1:8081',
    'https://shop.example:8443',
    'http://[::1]:3000',
    'http://localhost',
  ])('%s is one', (value) => expect(origin.safeParse(value).success).toBe(true))
  it('is kept as browsers send it', () => expect(origin.parse('https://Shop.Example')).toBe('https://shop.example'))
  it.each([
    'shop.example',
    'https://shop.example/',
    'https://shop.example/path',
    'https://*.example',
    'https://user@shop.example',
    'https://shop.example:443',
    'http://shop.example:80',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'https://shop.example https://evil.example',
    'https://shop.example;',
    "https://shop.example'",
    '',
    'null',
  ])('"%s" is none', (value) => expect(origin.safeParse(value).success).toBe(false))
})

describe('opening hours', () => {
  const hours = (week: object, rest: object = {}) =>
    openingHours.safeParse({
      timeZone: 'Asia/Taipei',
      week: { ...closed, ...week },
      holidays: [],
      makeUpDays: [],
      ...rest,
    })
  it.each<[string, object, object?]>([
    [
      'several a day',
      {
        1: [
          ['09:00', '12:00'],
          ['13:00', '18:00'],
        ],
      },
    ],
    [
      'one after another',
      {
        1: [
          ['09:00', '12:00'],
          ['12:00', '18:00'],
        ],
      },
    ],
    ['across midnight', { 1: [['22:00', '06:00']], 2: [['06:00', '07:00']] }],
    ['a whole day', { 1: [['00:00', '24:00']], 2: [['00:00', '24:00']] }],
    ['Sunday into Monday', { 7: [['22:00', '06:00']], 1: [['06:00', '08:00']] }],
    ['holidays', {}, { holidays: ['2026-10-01'], makeUpDays: ['2026-10-10'] }],
  ])('%s', (_, week, rest) => expect(hours(week, rest).success).toBe(true))
  it.each<[string, object, object?]>([
    [
      'two at once',
      {
        1: [
          ['09:00', '12:00'],
          ['11:00', '18:00'],
        ],
      },
    ],
    ['into the next day', { 1: [['22:00', '06:00']], 2: [['05:00', '09:00']] }],
    ['Sunday into Monday', { 7: [['22:00', '06:00']], 1: [['05:59', '08:00']] }],
    ['25 o’clock', { 1: [['25:00', '26:00']] }],
    ['no time', { 1: [['nine', 'five']] }],
    ['an eighth day', { 8: day }],
    ['seven intervals', { 1: [1, 2, 3, 4, 5, 6, 7].map((hour) => [`0${hour}:00`, `0${hour}:30`]) }],
    ['an unknown zone', {}, { timeZone: 'Mars/Olympus' }],
    ['a day that does not exist', {}, { holidays: ['2026-02-30'] }],
  ])('refuses %s', (_, week, rest) => expect(hours(week, rest).success).toBe(false))
  it('one whole day repeats without overlap', () => expect(overlaps({ 3: [['00:00', '00:00']] })).toBe(false))
})

describe('hours in words', () => {
  const spoken = (week: Partial<OpeningHours['week']>, locale: 'zh-CN' | 'zh-TW' | 'en') =>
    hoursText(
      { timeZone: 'UTC', week: { ...closed, ...week } as OpeningHours['week'], holidays: [], makeUpDays: [] },
      locale,
    )
  const work = { 1: day, 2: day, 3: day, 4: day, 5: day } as Partial<OpeningHours['week']>
  const always = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((one) => [one, [['00:00', '24:00']]]))
  it.each([
    [work, 'zh-CN', '周一至周五 09:00–18:00'],
    [work, 'zh-TW', '週一至週五 09:00–18:00'],
    [work, 'en', 'Mon–Fri 09:00–18:00'],
    [always, 'zh-CN', '每天 24 小时'],
    [always, 'en', 'Every day 24 hours'],
    [{}, 'zh-TW', '暫不營業'],
    [
      {
        ...work,
        6: [
          ['10:00', '12:00'],
          ['13:00', '16:00'],
        ],
      },
      'zh-CN',
      '周一至周五 09:00–18:00；周六 10:00–12:00、13:00–16:00',
    ],
    [{ 1: day, 2: day, 7: day }, 'en', 'Mon, Tue, Sun 09:00–18:00'],
  ] as const)('%j in %s', (week, locale, text) =>
    expect(spoken(week as Partial<OpeningHours['week']>, locale)).toBe(text),
  )
})

const groupId = '0192f0c0-0000-7000-8000-000000000001'
const settings = siteWithDefaults({ name: '明德商城', groupId }, { locale: 'zh-CN', timeZone: 'Asia/Shanghai' })

describe('a site', () => {
  it('works with nothing but a name and a group', () => expect(siteSettings.parse(settings)).toEqual(settings))
  it.each<[string, Partial<Record<keyof SiteSettings, unknown>>]>([
    ['no name', { name: '  ' }],
    ['a colour by name', { colour: 'teal' }],
    ['an unknown field', { extra: 1 } as never],
    ['two questions with one key', { prechat: { ...settings.prechat, fields: [field('a'), field('a')] } }],
    ['a key with markup', { prechat: { ...settings.prechat, fields: [field('<b>')] } }],
    ['idle for ever', { idleMinutes: 100_000 }],
    ['NUL in a text', { greeting: { 'zh-CN': 'a\0', 'zh-TW': '', en: '' } }],
  ])('refuses %s', (_, change) => expect(siteSettings.safeParse({ ...settings, ...change }).success).toBe(false))

  it('speaks the visitor’s language, else its own, else any', () => {
    expect(inLanguage({ 'zh-CN': '你好', 'zh-TW': '', en: 'Hi' }, 'zh-TW', 'en')).toBe('Hi')
    expect(inLanguage({ 'zh-CN': '', 'zh-TW': '您好', en: '' }, 'en', 'zh-CN')).toBe('您好')
    expect(inLanguage({ 'zh-CN': '', 'zh-TW': '', en: ' ' }, 'en', 'zh-CN')).toBe('')
  })
  it('asks nothing when there is no question', () => {
    const prechat = { ...settings.prechat, enabled: true }
    expect(widgetSiteView({ settings: { ...settings, prechat } }, 'en').prechat.enabled).toBe(false)
    expect(
      widgetSiteView({ settings: { ...settings, prechat: { ...prechat, fields: [field('a')] } } }, 'en').prechat,
    ).toMatchObject({
      enabled: true,
      fields: [{ key: 'a', label: 'Q', choices: [] }],
    })
  })
  it('gives markup as it was written', () => {
    const greeting = { 'zh-CN': '<img src=x onerror=alert(1)>', 'zh-TW': '', en: '' }
    expect(widgetSiteView({ settings: { ...settings, greeting } }, 'zh-CN').greeting).toBe(greeting['zh-CN'])
  })
})

function field(key: string) {
  return { key, kind: 'text' as const, label: { 'zh-CN': '', 'zh-TW': '', en: 'Q' }, required: true, choices: [] }
}
