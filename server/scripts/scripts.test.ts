import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createScript,
  declineScript,
  editScript,
  getScript,
  listScriptProposals,
  listScripts,
  publishScript,
  restoreScript,
  retireScript,
} from '../../domain/scripts/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { contextFor, transact } from '../platform/context.ts'
import { recordScriptUse, seedContent } from './actions.ts'
import { scriptText } from './queries.ts'

let app: TestApp
let people: Cast
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await transact(system(), seedContent)
})

const system = () => contextFor(app.platform, { kind: 'system' })
const wording = (text = '您好，{{agent_name}}为您服务。') => ({
  title: { 'zh-CN': '我的话术', 'zh-TW': '我的話術', en: 'My script' },
  text: { 'zh-CN': text, 'zh-TW': text, en: text },
})
const find = async (key: string) => {
  const { items } = await people.zhou.call(listScripts, { locale: 'zh-CN' })
  return items.find((one) => one.key === key)
}
const eventsOf = async (id: string) =>
  (await app.platform.db.selectFrom('event').select('kind').where('subjectId', '=', id).orderBy('id').execute()).map(
    ({ kind }) => kind,
  )

describe('the library', () => {
  it('comes with 82 scripts in three languages, each once however often they are brought in', async () => {
    await transact(system(), seedContent)
    for (const locale of ['zh-CN', 'zh-TW', 'en'] as const) {
      const { items, categories } = await people.xiaowang.call(listScripts, { locale })
      expect(items).toHaveLength(82)
      expect(categories).toHaveLength(17)
      for (const { title, text, variables } of items) {
        expect(title && text).toMatch(/\S/)
        if (locale !== 'en') for (const { key, name } of variables) expect(name, key).toMatch(/\p{Script=Han}/u)
      }
    }
  })

  it('names the variables of a script in the reader’s language', async () => {
    const { items } = await people.xiaowang.call(listScripts, { locale: 'zh-TW', q: 'greet.agent.open' })
    expect(items[0]?.variables).toEqual([
      { key: 'agent_name', name: '客服姓名', autofill: true },
      { key: 'agent_no', name: '員工編號', autofill: true },
    ])
  })

  it.each([
    ['物流', 'zh-CN'],
    ['物流 抱歉', 'zh-CN'],
    ['满意', 'zh-TW'],
    ['滿意', 'zh-CN'],
    ['REFUND', 'en'],
  ] as const)('finds "%s" in %s', async (q, locale) => {
    const { items } = await people.xiaowang.call(listScripts, { locale, q })
    expect(items.length).toBeLessThan(82)
    expect(items.length).toBeGreaterThan(0)
  })

  it('puts what stands in the title first', async () => {
    const { items } = await people.xiaowang.call(listScripts, { locale: 'zh-CN', q: '退款' })
    expect(items[0]?.title).toContain('退款')
  })

  it('can be narrowed to a category, and a strange one is empty', async () => {
    const { items } = await people.xiaowang.call(listScripts, { category: 'soothe' })
    expect(new Set(items.map((one) => one.category))).toEqual(new Set(['soothe']))
    expect((await people.xiaowang.call(listScripts, { category: 'nothing' })).items).toEqual([])
  })

  it('is closed to those without scripts', async () => {
    expect((await people.qin.call(listScripts)).items).toHaveLength(82)
    for (const name of ['he', 'boss', 'admin', 'officer'] as const) {
      expect(await people[name].refusal(listScripts)).toBe('not_allowed')
    }
  })
})

describe('an automatic message', () => {
  it('says what is known and leaves no gap', async () => {
    const said = await scriptText(system(), 'greet.auto.welcome', 'zh-CN', { brand: '明德商城' })
    expect(said).toBe(
      '您好，欢迎来到明德商城客服中心。我们已收到您的消息，正在为您转接人工客服。您可以先留下订单编号和想咨询的内容，方便我们更快处理。',
    )
    const waiting = await scriptText(system(), 'greet.auto.welcome', 'en', { brand: 'Mingde', wait_minutes: 3 })
    expect(waiting).toContain('connecting you to an agent; the expected wait is 3 min.')
  })
  it('is empty when the script is unknown or retired', async () => {
    expect(await scriptText(system(), 'no.such', 'en', {})).toBe('')
    const script = await find('closing.thanks')
    await people.zhou.call(retireScript, { id: script?.id ?? '', reason: '换新' })
    expect(await scriptText(system(), 'closing.thanks', 'en', {})).toBe('')
  })
})

describe('use', () => {
  it('is counted with how far the agent moved from the wording', async () => {
    const use = (sent: string) =>
      transact(system(), (tx) => recordScriptUse(tx, { key: 'closing.thanks', filled: '1234567890', sent }))
    expect(await use('1234567890')).toEqual({ version: 1, editRatio: 0 })
    expect(await use('12345678XY')).toEqual({ version: 1, editRatio: 0.2 })
    const file = await people.zhou.call(getScript, { id: (await find('closing.thanks'))?.id ?? '' })
    expect(file).toMatchObject({ useCount: 2, editRatio: 0.1, overEdited: 0.5 })
  })
  it('of an unknown script counts nowhere', async () => {
    const use = transact(system(), (tx) => recordScriptUse(tx, { key: 'no.such', filled: 'a', sent: 'a' }))
    expect(await use).toBeNull()
  })
})

describe('writing', () => {
  it('the knowledge manager publishes at once; a new version replaces the old one', async () => {
    const made = await people.zhou.call(createScript, { category: 'closing', ...wording() })
    expect(made).toMatchObject({ state: 'published', versions: [{ version: 1, state: 'published', author: '周知' }] })
    const edited = await people.zhou.call(editScript, { id: made.id, ...wording('第二版') })
    expect(edited.versions.map(({ version, state }) => [version, state])).toEqual([
      [2, 'published'],
      [1, 'replaced'],
    ])
    expect((await find(made.key))?.text).toBe('第二版')
  })

  it('an agent proposes; the desk changes only when it is published', async () => {
    const made = await people.xiaowang.call(createScript, { category: 'closing', ...wording() })
    expect(made.state).toBe('proposed')
    expect(await find(made.key)).toBeUndefined()
    expect(await people.xiaowang.refusal(publishScript, { id: made.id, version: 1 })).toBe('not_allowed')
    await people.zhou.call(publishScript, { id: made.id, version: 1 })
    expect(await find(made.key)).toMatchObject({ version: 1 })
    await people.xiaowang.call(editScript, { id: made.id, ...wording('提议的第二版') })
    expect(await find(made.key)).toMatchObject({ version: 1 })
    await people.zhou.call(publishScript, { id: made.id, version: 2 })
    expect(await find(made.key)).toMatchObject({ version: 2, text: '提议的第二版' })
    expect(await eventsOf(made.id)).toEqual([
      'script.proposed',
      'script.published',
      'script.proposed',
      'script.published',
    ])
  })

  it('a declined version stays with its reason and cannot be published any more', async () => {
    const made = await people.xiaowang.call(createScript, { category: 'closing', ...wording() })
    const declined = await people.zhou.call(declineScript, { id: made.id, version: 1, reason: '与已有话术重复' })
    expect(declined.versions[0]).toMatchObject({ state: 'declined', reason: '与已有话术重复' })
    expect(await people.zhou.refusal(publishScript, { id: made.id, version: 1 })).toBe('wrong_state')
    expect(await people.zhou.refusal(publishScript, { id: made.id, version: 9 })).toBe('not_found')
  })

  it('two proposals at once get two numbers', async () => {
    const { id } = await people.zhou.call(createScript, { category: 'closing', ...wording() })
    await Promise.all([
      people.xiaowang.call(editScript, { id, ...wording('甲') }),
      people.chen.call(editScript, { id, ...wording('乙') }),
    ])
    const { versions } = await people.zhou.call(getScript, { id })
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1])
  })

  it('authors see their own proposals, the knowledge manager all', async () => {
    await people.xiaowang.call(createScript, { category: 'closing', ...wording() })
    await people.chen.call(createScript, { category: 'closing', ...wording() })
    expect((await people.zhou.call(listScriptProposals)).proposed.map(({ author }) => author)).toEqual(['小王', '陈静'])
    const own = () => people.xiaowang.call(listScriptProposals)
    expect((await own()).proposed).toMatchObject([{ author: '小王', state: 'proposed' }])
    await people.zhou.call(declineScript, { id: (await own()).proposed[0]?.id ?? '', version: 1, reason: '重复' })
    expect((await own()).proposed).toMatchObject([{ state: 'declined' }])
    expect((await people.zhou.call(listScriptProposals)).proposed.map(({ author }) => author)).toEqual(['陈静'])
  })

  it('a colleague’s proposal is read by its author and by who decides, and by nobody else', async () => {
    const { id } = await people.zhou.call(createScript, { category: 'closing', ...wording('第一版') })
    await people.xiaowang.call(editScript, { id, ...wording('小王的提议') })
    const texts = async (who: 'xiaowang' | 'chen' | 'zhou' | 'qin') =>
      (await people[who].call(getScript, { id })).versions.map(({ text }) => text['zh-CN'])
    expect(await texts('xiaowang')).toEqual(['小王的提议', '第一版'])
    expect(await texts('zhou')).toEqual(['小王的提议', '第一版'])
    expect([await texts('chen'), await texts('qin')]).toEqual([['第一版'], ['第一版']])
    // Whoever writes a proposal of their own learns nothing of the other one.
    const { versions } = await people.chen.call(editScript, { id, ...wording('陈静的提议') })
    expect(versions.map(({ text }) => text['zh-CN'])).toEqual(['陈静的提议', '第一版'])
    await people.zhou.call(declineScript, { id, version: 2, reason: '语气不合' })
    expect(JSON.stringify(await people.chen.call(getScript, { id }))).not.toMatch(/小王|语气不合/)
    expect((await people.xiaowang.call(getScript, { id })).versions[0]).toMatchObject({ reason: '语气不合' })
  })

  it('a script that was never published is not there for others', async () => {
    const { id } = await people.xiaowang.call(createScript, { category: 'closing', ...wording() })
    expect(await people.chen.refusal(getScript, { id })).toBe('not_found')
    expect(await people.chen.refusal(editScript, { id, ...wording('改写') })).toBe('not_found')
    expect((await people.xiaowang.call(getScript, { id })).state).toBe('proposed')
  })

  it('a script is retired with a reason and comes back', async () => {
    const { id, key } = await people.zhou.call(createScript, { category: 'closing', ...wording() })
    expect(await people.xiaowang.refusal(retireScript, { id, reason: '不用了' })).toBe('not_allowed')
    await people.zhou.call(retireScript, { id, reason: '不用了' })
    expect(await find(key)).toBeUndefined()
    expect(await people.zhou.refusal(editScript, { id, ...wording() })).toBe('wrong_state')
    expect((await people.zhou.call(listScriptProposals)).retired.map((one) => one.key)).toEqual([key])
    await people.zhou.call(restoreScript, { id })
    expect(await people.zhou.refusal(restoreScript, { id })).toBe('wrong_state')
    expect(await find(key)).toBeDefined()
  })

  it('keeps markup as text and refuses what says nothing', async () => {
    const made = await people.zhou.call(createScript, { category: 'closing', ...wording('<script>alert(1)</script>') })
    expect((await find(made.key))?.text).toBe('<script>alert(1)</script>')
    expect(await people.zhou.refusal(createScript, { category: 'closing', ...wording('  ') })).toBe('invalid_input')
    expect(await people.zhou.refusal(createScript, { category: 'closing', ...wording('a'.repeat(2001)) })).toBe(
      'invalid_input',
    )
    expect(await people.zhou.refusal(createScript, { category: 'nothing', ...wording() })).toBe('not_found')
  })

  it('is not for those without the right', async () => {
    expect(await people.he.refusal(createScript, { category: 'closing', ...wording() })).toBe('not_allowed')
    expect(await people.admin.refusal(createScript, { category: 'closing', ...wording() })).toBe('not_allowed')
  })
})
