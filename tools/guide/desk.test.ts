import { describe, expect, test } from 'vitest'
import { revealsPerHour } from '../../domain/customers/contract.ts'
import { permissionTable } from '../../domain/identity/permissions.ts'
import { roleNames, roles } from '../../domain/identity/roles.ts'
import { signInAttempts } from '../../domain/identity/session.ts'
import { locales } from '../../domain/locale.ts'
import { metrics } from '../../domain/reports/metrics.ts'
import { smallSample } from '../../domain/reports/statistics.ts'
import { wallFigures } from '../../domain/reports/wall.ts'
import { siteSettings } from '../../domain/settings/site.ts'
import { siteWithDefaults } from '../../domain/settings/site-defaults.ts'
import { readBundles } from '../locales/bundles.ts'
import { agentLimits, figuresIn, securityRules } from './figures.ts'
import { read, sourceOf, table, top } from './page.ts'

const { bundles } = readBundles(top)

describe.each(locales)('agents, supervisors and administrators read in %s', (locale) => {
  test('give the limits of the clocks in their order', () => {
    const { rows } = table('agent', locale, 1)
    expect(rows.map(([, time = '']) => figuresIn(time)[0])).toEqual(agentLimits)
  })

  test('give the keys of the shortcut sheet', () => {
    const sheet = sourceOf('console/shell/ShortcutSheet.tsx')
    const keys = [...sheet.matchAll(/(\w+): [`']([^`']+)[`'](?=[,\s}])/g)].map(([, name = '', key = '']) => [
      key.replace(/^\$\{modKey\}/, 'Ctrl'),
      bundles
        .find(({ name }) => name === 'shell')
        ?.texts.get(locale)
        ?.get(`sheet.key.${name}`) ?? '',
    ])
    expect(keys.length).toBeGreaterThan(10)
    expect(table('agent', locale).rows).toEqual(keys)
  })

  test('give name, formula and target of each figure of the wall', () => {
    const { rows } = table('supervisor', locale)
    expect(rows.map(([, formula]) => formula)).toEqual(wallFigures.map((name) => metrics[name].formula[locale]))
    const targets = wallFigures.map((name) => {
      const { unit, target, better } = metrics[name]
      const sign = target === 1 ? '' : better === 'higher' ? '≥ ' : '≤ '
      return sign + (unit === 'share' ? `${Number(target) * 100}%` : `${target}${unit === 'seconds' ? 's' : ''}`)
    })
    expect(rows.map(([, , target]) => target?.replace(/ (s|秒)$/, 's'))).toEqual(targets)
  })

  test('give the permissions as they are', () => {
    const { head, rows } = table('administrator', locale)
    const words = scopeWords[locale]
    const stated = rows.map(([role, ...cells]) => [role, ...cells])
    const shown = head.slice(1) as (keyof typeof permissionTable)[]
    const real = roles.map((role) => [
      roleNames[role][locale],
      ...shown.map((permission) => {
        const row: Partial<Record<string, keyof typeof words>> = permissionTable[permission]
        const scope = row[role]
        return scope ? words[scope] : '—'
      }),
    ])
    expect(stated).toEqual(real)
  })

  test('give the rules of sessions and passwords', () => {
    const { rows } = table('administrator', locale, 1)
    expect(rows.map(([, value = '']) => figuresIn(value)[0])).toEqual(securityRules)
    expect(rows[2]?.[1]).toBe(String(signInAttempts))
  })
})

const scopeWords = {
  en: words('yes own group department linked sampled masked anonymised approval propose view'),
  'zh-CN': words('是 本人 本组 部门 关联 抽样 打码 匿名 需批准 提议 查看'),
  'zh-TW': words('是 本人 本組 部門 關聯 抽樣 遮罩 匿名 需核准 提議 檢視'),
}

function words(list: string) {
  const [all, own, group, department, linked, sampled, masked, anonymised, approval, propose, view] = list.split(' ')
  return { all, own, group, department, linked, sampled, masked, anonymised, approval, propose, view }
}

describe('counts without a unit', () => {
  const base = siteWithDefaults(
    { name: '商城', groupId: '019aa000-0000-7000-8000-000000000000' },
    { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
  )
  const most = (change: (n: number) => object, from = 1) => {
    const fits = (n: number) => siteSettings.safeParse({ ...base, ...change(n) }).success
    let n = from
    while (fits(n + 1)) n++
    return n
  }
  const emptyText = { 'zh-CN': '', 'zh-TW': '', en: '' }
  const list = <T>(n: number, make: (at: number) => T) => Array.from({ length: n }, (_, at) => make(at))
  const question = (at: number, choices: number) => ({
    key: `q${at}`,
    kind: 'choice',
    label: emptyText,
    required: false,
    choices: list(choices, () => emptyText),
  })
  const counts = [
    [
      most((n) => ({ allowedOrigins: list(n, (at) => `https://a${at}.example`) })),
      '# at most, scheme',
      '最多 # 个，只写',
      '最多 # 個，只寫',
    ],
    [
      most((n) => ({ questions: list(n, () => emptyText) })),
      '# at most). Texts',
      '最多 # 个）。文字',
      '最多 # 個）。文字',
    ],
    [
      most((n) => ({ prechat: { ...base.prechat, fields: list(n, (at) => question(at, 0)) } })),
      'up to # questions',
      '最多 # 个问题',
      '最多 # 個問題',
    ],
    [
      most((n) => ({ prechat: { ...base.prechat, fields: [question(1, n)] } })),
      '# choices at most',
      '最多 # 个选项',
      '最多 # 個選項',
    ],
    [most((idleMinutes) => ({ idleMinutes })), '1 to #)', '1 到 #）', '1 到 #）'],
    [most((agentGraceSeconds) => ({ agentGraceSeconds }), 5), '5 to #)', '5 到 #）', '5 到 #）'],
    [revealsPerHour, 'at most # an hour', '每小时最多 # 次', '每小時最多 # 次'],
  ] as const

  test.each(counts)('%i stands in the administrators’ page', (count, en, cn, tw) => {
    const said = { en, 'zh-CN': cn, 'zh-TW': tw }
    for (const locale of locales)
      expect(read('administrator', locale).replaceAll('\n', ' ')).toContain(said[locale].replace('#', String(count)))
  })

  test('the supervisors’ page says what a small sample is', () => {
    const said = { en: 'fewer than # cases', 'zh-CN': '少于 # 次', 'zh-TW': '少於 # 次' }
    for (const locale of locales)
      expect(read('supervisor', locale)).toContain(said[locale].replace('#', `${smallSample}`))
  })
})
