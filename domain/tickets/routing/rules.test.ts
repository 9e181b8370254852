import { describe, expect, test } from 'vitest'
import { anything, matchesRule, type RoutedCase, type RuleConditions, rulesFor } from './rules.ts'

const found: RoutedCase = {
  urgency: 'urgent',
  nature: 'complaint',
  category: 'complaint.quality',
  stage: 'complaint',
  channel: 'web_chat',
  customerLevel: 'gold',
  customerTags: ['老客户'],
  locale: 'zh-CN',
  sentiment: 'agitated',
  raisers: ['agitated'],
  subject: '充电时冒烟',
  words: '我要打 ＡＢＣ 12315',
}

describe('a routing rule (R26, R72, model 2.4)', () => {
  const cases: [Partial<RuleConditions>, boolean][] = [
    [{}, true],
    [{ urgencies: ['critical', 'urgent'] }, true],
    [{ urgencies: ['normal'] }, false],
    [{ natures: ['complaint'] }, true],
    [{ natures: ['request'] }, false],
    [{ categories: ['complaint'] }, true],
    [{ categories: ['complaint.quality'] }, true],
    [{ categories: ['complaint.qual'] }, false],
    [{ categories: ['request', 'complaint.logistics'] }, false],
    [{ stages: ['presales'] }, false],
    [{ channels: ['phone', 'web_chat'] }, true],
    [{ customerLevels: ['gold', 'vip'] }, true],
    [{ customerLevels: ['vip'] }, false],
    [{ customerTags: ['企业采购', '老客户'] }, true],
    [{ customerTags: ['学生'] }, false],
    [{ locales: ['zh-TW'] }, false],
    [{ sentiments: ['agitated'] }, true],
    [{ raisers: ['media'] }, false],
    [{ raisers: ['agitated'] }, true],
    [{ words: ['冒烟'] }, true],
    [{ words: ['abc 12315'] }, true],
    [{ words: ['漏水'] }, false],
    [{ urgencies: ['urgent'], words: ['漏水'] }, false],
  ]
  test.each(cases)('%j holds: %s', (part, holds) => expect(matchesRule({ ...anything, ...part }, found)).toBe(holds))

  test('on the level of a customer never holds for nobody', () =>
    expect(matchesRule({ ...anything, customerLevels: ['gold'] }, { ...found, customerLevel: null })).toBe(false))

  test('counts in its order and while it is active', () => {
    const rule = (id: string, active: boolean, part: Partial<RuleConditions>) => ({
      id,
      active,
      conditions: { ...anything, ...part },
    })
    const rules = [
      rule('off', false, {}),
      rule('other', true, { natures: ['request'] }),
      rule('first', true, { natures: ['complaint'] }),
      rule('second', true, {}),
    ]
    expect(rulesFor(rules, found).map(({ id }) => id)).toEqual(['first', 'second'])
  })
})
