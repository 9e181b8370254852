import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTicket } from '../../../domain/tickets/contract.ts'
import {
  createRoutingRule,
  dryRunRouting,
  listRoutingRules,
  orderRoutingRules,
  type RuleFields,
  removeRoutingRule,
  updateRoutingRule,
} from '../../../domain/tickets/routing/contract.ts'
import { anything, type RuleConditions } from '../../../domain/tickets/routing/rules.ts'
import { shippedRules } from '../../../domain/tickets/routing/shipped.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { category } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let about: string
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  about = await category(app)
})

const open = async (more = {}) =>
  (
    await people.xiaowang.call(createTicket, {
      ...{ ticketId: app.clock.newId(), nature: 'request', subject: '茶具缺一只杯子', category: about },
      ...{ descriptionCustomer: '收到时少了一只杯子。', anonymousReason: '到店', channel: 'store', ...more },
    })
  ).ticket
const rule = (target: RuleFields['target'], conditions: Partial<RuleConditions> = {}) => ({
  ...{ name: '', active: true, target },
  conditions: { ...anything, ...conditions },
})
const rules = async () => (await people.admin.call(listRoutingRules)).items

describe('routing rules (R26, R72, model 2.4)', () => {
  test('of a new centre are the shipped ones; administrators change them, supervisors look, agents do not', async () => {
    expect((await rules()).map(({ id, shipped }) => [id, shipped])).toEqual(shippedRules.map(({ id }) => [id, true]))
    expect((await people.li.call(listRoutingRules)).items).toHaveLength(shippedRules.length)
    expect(await people.xiaowang.refusal(listRoutingRules)).toBe('not_allowed')
    expect(await people.li.refusal(createRoutingRule, rule({ to: 'supervisor' }))).toBe('not_allowed')
  })

  test('the first that fits decides, and a new one is asked before the others', async () => {
    const made = await people.admin.call(
      createRoutingRule,
      rule({ to: 'person', staffId: people.chen.id }, { words: ['冒烟'] }),
    )
    expect(made).toMatchObject({ shipped: false, targetName: '陈静' })
    expect((await rules())[0]?.id).toBe(made.id)
    expect((await open({ subject: '充电时冒烟' })).assignee?.id).toBe(people.chen.id)
    expect((await open()).assignee).toBeNull()
    await people.admin.call(updateRoutingRule, { id: made.id, ...rule(made.target), active: false })
    expect((await open({ subject: '充电时冒烟' })).assignee).toBeNull()
    expect(await people.admin.call(removeRoutingRule, { id: made.id })).toEqual({ ok: true })
    expect(await people.admin.refusal(removeRoutingRule, { id: made.id })).toBe('not_found')
  })

  test('critical goes to a senior agent, and is never left to nobody', async () => {
    const { assignee } = await open({ urgency: 'critical' })
    expect(assignee?.id).toBe(people.chen.id)
  })

  test('are put into an order that names each of them', async () => {
    const ids = (await rules()).map(({ id }) => id)
    await people.admin.call(orderRoutingRules, { ids: ids.toReversed() })
    expect((await rules()).map(({ id }) => id)).toEqual(ids.toReversed())
    expect(await people.admin.refusal(orderRoutingRules, { ids: ids.slice(1) })).toBe('stale')
    // The general rule is first now: nobody else is asked.
    expect((await open({ urgency: 'critical' })).assignee).toBeNull()
  })

  test('name only what exists; shipped ones are switched off, not removed', async () => {
    const [first] = shippedRules
    const nobody = rule({ to: 'person', staffId: people.groupA })
    expect(await people.admin.refusal(createRoutingRule, nobody)).toBe('invalid_input')
    expect(await people.admin.refusal(createRoutingRule, rule({ to: 'supervisor' }, { categories: ['x.y'] }))).toBe(
      'invalid_input',
    )
    expect(await people.admin.refusal(removeRoutingRule, { id: first?.id ?? '' })).toBe('still_in_use')
  })

  test('give no work to whoever has no right to it', async () => {
    const { people: named } = await people.admin.call(listRoutingRules)
    expect(named.map(({ id }) => id)).not.toContain(people.admin.id)
    expect(await people.admin.refusal(createRoutingRule, rule({ to: 'person', staffId: people.admin.id }))).toBe(
      'invalid_input',
    )
  })

  test('are tried on past tickets without changing anything', async () => {
    for (let n = 0; n < 3; n++) await open({ subject: n === 0 ? '漏水' : '茶具' })
    const asIs = await people.admin.call(dryRunRouting, { days: 7 })
    expect(asIs).toMatchObject({ total: 3, changed: 0, examples: [] })
    const groups = (await people.admin.call(listRoutingRules)).groups
    const other = groups.find(({ id }) => id !== people.groupA)?.id ?? ''
    const wished = [rule({ to: 'group', groupId: other }, { words: ['漏水'] }), rule({ to: 'group', groupId: null })]
    const tried = await people.admin.call(dryRunRouting, { days: 7, rules: wished })
    expect(tried).toMatchObject({ total: 3, changed: 1 })
    expect(tried.byRule).toEqual([
      { index: 1, count: 2 },
      { index: 0, count: 1 },
    ])
    expect(tried.examples.map(({ index, after }) => [index, after.id])).toEqual([[0, other]])
    expect(JSON.stringify(tried)).not.toContain('漏水')
    expect(await rules()).toHaveLength(shippedRules.length)
    expect(await people.xiaowang.refusal(dryRunRouting, { days: 7 })).toBe('not_allowed')
  })
})
