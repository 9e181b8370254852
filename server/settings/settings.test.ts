import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createCategory,
  createSite,
  getCentre,
  listCategories,
  listSites,
  orderCategories,
  rotateSiteSecret,
  updateCategory,
  updateCentre,
  updateSite,
} from '../../domain/settings/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { contextFor, transact } from '../platform/context.ts'
import { seedCategories, siteSecret } from './actions.ts'
import { isCategory, siteById, siteByKey } from './queries.ts'

let app: TestApp
let people: Cast
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const system = () => contextFor(app.platform, { kind: 'system' })
const eventsOf = async (kind: string) =>
  app.platform.db.selectFrom('event').selectAll().where('kind', '=', kind).execute()
const shop = () => ({ name: '门店', groupId: people.groupA, allowedOrigins: ['https://store.example'] })

describe('sites', () => {
  it('an administrator opens one that works at once; its secret is shown and kept sealed', async () => {
    const { site, identitySecret } = await people.admin.call(createSite, shop())
    expect(site).toMatchObject({ active: true, settings: { name: '门店', brand: '门店', locale: 'zh-CN' } })
    expect(site.embedCode).toBe(`<script src="http://console.test/widget.js" data-site="${site.key}" async></script>`)
    expect(identitySecret).toHaveLength(43)
    expect(await siteSecret(system(), site.id)).toBe(identitySecret)
    const row = await app.platform.db.selectFrom('site').selectAll().where('id', '=', site.id).executeTakeFirstOrThrow()
    expect(row.identitySecret.toString('latin1')).not.toContain(identitySecret)
    expect(await eventsOf('site.opened')).toHaveLength(1)
    expect(JSON.stringify(await people.admin.call(listSites))).not.toContain(identitySecret)
  })

  it('is changed as a whole, and everybody reads the change at once', async () => {
    const before = await siteByKey(system(), people.site.key)
    const settings = { ...people.site.settings, brand: '新品牌', allowedOrigins: ['https://Shop.Example'] }
    const { site } = await people.admin.call(updateSite, { id: people.site.id, settings, active: true })
    expect(before?.settings.brand).toBe('明德商城')
    expect(site.settings).toMatchObject({ brand: '新品牌', allowedOrigins: ['https://shop.example'] })
    expect((await siteByKey(system(), people.site.key))?.settings.brand).toBe('新品牌')
    expect(await eventsOf('site.changed')).toMatchObject([{ payload: { fields: ['allowedOrigins', 'brand'] } }])
  })

  it('closes and opens again', async () => {
    const { id, settings } = people.site
    await people.admin.call(updateSite, { id, settings, active: false })
    expect(await siteById(system(), id)).toMatchObject({ active: false })
    await people.admin.call(updateSite, { id, settings, active: true })
    expect(await eventsOf('site.closed')).toHaveLength(1)
    expect(await eventsOf('site.reopened')).toHaveLength(1)
    expect(await eventsOf('site.changed')).toHaveLength(0)
  })

  it('a new secret replaces the old one', async () => {
    const old = await siteSecret(system(), people.site.id)
    const { identitySecret } = await people.admin.call(rotateSiteSecret, { id: people.site.id })
    expect(identitySecret).not.toBe(old)
    expect(await siteSecret(system(), people.site.id)).toBe(identitySecret)
    const [event] = await eventsOf('site.secret_rotated')
    expect(JSON.stringify(event)).not.toContain(identitySecret)
  })

  it.each([
    ['an origin with a path', { allowedOrigins: ['https://store.example/shop'] }],
    ['no origin at all', { allowedOrigins: ['store'] }],
    ['no name', { name: ' ' }],
    ['a key of one’s own', { key: 'mine-mine-mine' }],
  ])('refuses %s', async (_, change) => {
    const answer = await people.admin.post('/api/settings/sites', { ...shop(), ...change })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
    expect(answer.body.error.message).toMatch(/\S/)
  })

  it.each([
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }],
    [
      'overlapping hours',
      {
        week: {
          1: [
            ['09:00', '12:00'],
            ['11:00', '13:00'],
          ],
          2: [],
          3: [],
          4: [],
          5: [],
          6: [],
          7: [],
        },
      },
    ],
  ])('refuses %s and keeps what was', async (_, change) => {
    const { id, settings } = people.site
    const body = { settings: { ...settings, hours: { ...settings.hours, ...change } }, active: true }
    expect(await people.admin.put(`/api/settings/sites/${id}`, body)).toMatchObject({ status: 400 })
    expect((await siteById(system(), id))?.settings).toEqual(settings)
  })

  it('refuses a group that does not exist', async () => {
    const groupId = app.platform.clock.newId()
    expect(await people.admin.refusal(createSite, { ...shop(), groupId })).toBe('group_closed')
  })

  it('markup in texts stays text', async () => {
    const brand = '<b>&"品牌'
    const settings = { ...people.site.settings, brand }
    const { site } = await people.admin.call(updateSite, { id: people.site.id, settings, active: true })
    expect(site.settings.brand).toBe(brand)
  })

  it('a supervisor, management and the privacy officer look, nobody but the administrator changes', async () => {
    for (const name of ['li', 'boss', 'officer'] as const) {
      expect((await people[name].call(listSites)).items).toHaveLength(1)
      expect(await people[name].refusal(createSite, shop())).toBe('not_allowed')
      expect(await people[name].refusal(rotateSiteSecret, { id: people.site.id })).toBe('not_allowed')
      const { id, settings } = people.site
      expect(await people[name].refusal(updateSite, { id, settings, active: false })).toBe('not_allowed')
    }
    expect(await people.xiaowang.refusal(listSites)).toBe('not_allowed')
    expect((await siteById(system(), people.site.id))?.active).toBe(true)
  })
})

describe('the centre', () => {
  it('is named and moved by the administrator', async () => {
    const change = { name: '新中心', locale: 'zh-TW', timeZone: 'Asia/Taipei' } as const
    await people.admin.call(updateCentre, change)
    expect(await people.li.call(getCentre)).toMatchObject(change)
    expect(await people.li.refusal(updateCentre, change)).toBe('not_allowed')
    expect(await people.admin.refusal(updateCentre, { ...change, timeZone: 'Nowhere/Else' })).toBe('invalid_input')
  })
})

describe('categories', () => {
  const seed = () => transact(system(), seedCategories)
  beforeEach(seed)

  it('come with the product: 4 natures and 34 items, each once however often they are brought in', async () => {
    await people.admin.call(updateCategory, { key: 'consult.price', active: false })
    await seed()
    const { items } = await people.xiaowang.call(listCategories)
    expect(items.filter((one) => one.parent === null).map((one) => one.key)).toEqual([
      'consult',
      'complaint',
      'request',
      'suggestion',
    ])
    expect(items).toHaveLength(38)
    expect(items.find((one) => one.key === 'consult.price')?.active).toBe(false)
  })

  it('a conversation can be filed under an active item only', async () => {
    expect(await isCategory(system(), 'consult.price')).toBe(true)
    expect(await isCategory(system(), 'consult')).toBe(false)
    expect(await isCategory(system(), 'consult.nothing')).toBe(false)
    await people.admin.call(updateCategory, { key: 'consult.price', active: false })
    expect(await isCategory(system(), 'consult.price')).toBe(false)
  })

  it('are renamed and added, never under another key', async () => {
    const name = { 'zh-CN': '改名', 'zh-TW': '改名', en: 'Renamed' }
    expect(await people.admin.call(updateCategory, { key: 'consult', name })).toMatchObject({ key: 'consult', name })
    const made = await people.admin.call(createCategory, { parent: 'consult', key: 'gift_card', name })
    expect(made).toMatchObject({ key: 'consult.gift_card', parent: 'consult', active: true })
    expect(await people.admin.refusal(createCategory, { parent: 'consult', key: 'gift_card', name })).toBe(
      'already_exists',
    )
    expect(await people.admin.refusal(createCategory, { parent: 'nothing', key: 'a', name })).toBe('not_found')
    expect(await people.admin.refusal(createCategory, { parent: 'consult', key: 'No Key', name })).toBe('invalid_input')
    expect(await people.li.refusal(updateCategory, { key: 'consult', name })).toBe('not_allowed')
  })

  it('a nature cannot be put away', async () => {
    expect(await people.admin.refusal(updateCategory, { key: 'complaint', active: false })).toBe('still_in_use')
  })

  it('are put into another order, which must name each', async () => {
    const keysOf = async () =>
      (await people.admin.call(listCategories)).items.filter((one) => one.parent === 'consult').map((one) => one.key)
    const keys = (await keysOf()).toReversed()
    await people.admin.call(orderCategories, { parent: 'consult', keys })
    expect(await keysOf()).toEqual(keys)
    expect(await people.admin.refusal(orderCategories, { parent: 'consult', keys: keys.slice(1) })).toBe('stale')
    expect(
      await people.admin.refusal(orderCategories, { parent: 'consult', keys: [...keys.slice(1), keys[1] ?? ''] }),
    ).toBe('stale')
    expect(await keysOf()).toEqual(keys)
  })
})
