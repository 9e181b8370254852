import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getConversation, listConversations } from '../../domain/conversations/contract.ts'
import { getCustomer } from '../../domain/customers/contract.ts'
import { signIn as signInEndpoint } from '../../domain/identity/contract.ts'
import { roles } from '../../domain/identity/roles.ts'
import { getWall } from '../../domain/reports/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { signIn } from '../../test/cast.ts'
import { openHttp } from '../../test/http.ts'
import { contextFor } from '../platform/context.ts'
import { rollUp } from '../reports/rollup.ts'
import { verifyIdentity } from '../settings/access.ts'
import { allSites } from '../settings/queries.ts'
import { makeCustomers } from './customers.ts'
import { diceOf } from './random.ts'
import { arrivals, pressureAt } from './schedule.ts'
import { type DemoLogin, seedDemo } from './seed.ts'
import { type Shop, startShop } from './shop/shop.ts'

let app: TestApp
let shop: Shop
let logins: DemoLogin[]

const system = () => contextFor(app.platform, { kind: 'system' })
const login = (role: DemoLogin['role']) => logins.find((one) => one.role === role) as DemoLogin
const as = (role: DemoLogin['role']) => signIn(app, login(role))

beforeAll(async () => {
  app = await startTestApp()
  shop = await startShop(app.platform, { port: 0, host: '127.0.0.1', origins: [] })
})
afterAll(async () => {
  await shop.close()
  await app.close()
})

test('without a demo company the shop says how to get one', async () => {
  const page = await (await fetch(shop.address)).text()
  expect(page).toContain('npm start -- --demo')
  expect(page).not.toContain('widget.js')
})

describe('the demo company', () => {
  beforeAll(async () => {
    ;({ logins } = await seedDemo(system(), { shopOrigins: ['http://shop.example'] }))
  })

  test('has sixteen people who cover every role, with long passwords of their own', async () => {
    const people = await app.platform.db.selectFrom('staff').select(['roles', 'staffNo', 'email']).execute()
    expect(new Set(people.flatMap((one) => one.roles))).toEqual(new Set(roles))
    expect(logins.map(({ staffNo }) => Number(staffNo))).toEqual(Array.from({ length: 16 }, (_, index) => 1001 + index))
    expect(new Set(logins.map(({ password }) => password)).size).toBe(16)
    for (const { password, email } of logins) {
      expect(password.length).toBeGreaterThanOrEqual(14)
      expect(email).toMatch(/^[a-z]+@mingde\.example$/)
    }
    expect(logins.filter(({ role }) => role === 'agent').length).toBeGreaterThanOrEqual(2)
  })

  test('lets everybody sign in with what was told', async () => {
    for (const { email, password, name, staffNo } of logins) {
      expect(await openHttp(app).call(signInEndpoint, { email, password })).toMatchObject({ name, staffNo })
    }
  })

  test('has everybody who takes customers on duty today', async () => {
    const zhao = await as('supervisor')
    const { body } = await zhao.get('/api/shifts')
    for (const { id } of body.groups) {
      const { people, today } = (await zhao.get(`/api/shifts?groupId=${id}`)).body
      for (const { days } of people)
        expect(days.find(({ day }: { day: string }) => day === today).times).not.toEqual([])
    }
  })

  test('has sixty days of talks whose messages have no gap and whose records are complete', async () => {
    const { db } = app.platform
    const talks = await db
      .selectFrom('conversation')
      .select(['id', 'state', 'category', 'result', 'startedAt', 'closedAt', 'lastSeq'])
      .execute()
    const closed = talks.filter(({ state }) => state === 'closed')
    expect(closed.length).toBeGreaterThan(2500)
    expect(talks.every(({ state }) => state === 'closed' || state === 'abandoned')).toBe(true)
    expect(closed.every(({ category, result, closedAt }) => category && result && closedAt)).toBe(true)
    const now = app.clock.now().getTime()
    expect(Math.max(...closed.map(({ closedAt }) => (closedAt as Date).getTime()))).toBeLessThan(now)
    expect(now - Math.min(...talks.map(({ startedAt }) => startedAt.getTime()))).toBeGreaterThan(59 * 86_400_000)
    const dense = await db
      .selectFrom('message')
      .select(({ fn }) => ['conversationId', fn.max('seq').as('last'), fn.countAll<number>().as('count')])
      .groupBy('conversationId')
      .execute()
    const lastSeq = new Map(talks.map(({ id, lastSeq }) => [id, lastSeq]))
    expect(dense.every((one) => one.count === one.last && lastSeq.get(one.conversationId) === one.last)).toBe(true)
    expect(dense).toHaveLength(talks.length)
  })

  test('invites nobody to rate twice within a day', async () => {
    const surveys = await app.platform.db
      .selectFrom('survey')
      .select(['customerId', 'sentAt'])
      .orderBy('sentAt')
      .execute()
    const last = new Map<string, number>()
    for (const { customerId, sentAt } of surveys) {
      expect(sentAt.getTime() - (last.get(customerId) ?? 0)).toBeGreaterThan(86_400_000)
      last.set(customerId, sentAt.getTime())
    }
  })

  test('has called back every low score but the newest, which wait', async () => {
    const { db } = app.platform
    const low = await db.selectFrom('survey').select('subjectId').where('low', '=', true).execute()
    const tasks = await db
      .selectFrom('callbackTask')
      .select(['subjectId', 'state', 'attempts', 'suggestion'])
      .where('kind', '=', 'low_score')
      .execute()
    const open = tasks.filter(({ state }) => state === 'open')
    expect(open).toHaveLength(3)
    expect(tasks.length).toBeGreaterThan(low.length * 0.9)
    expect(new Set(tasks.map(({ subjectId }) => subjectId)).size).toBe(tasks.length)
    expect(tasks.filter(({ state }) => state === 'done').every(({ suggestion }) => suggestion !== '')).toBe(true)
    expect(tasks.filter(({ state }) => state === 'unreachable').every(({ attempts }) => attempts === 3)).toBe(true)
    const running = await db.selectFrom('clock').select('id').where('kind', '=', 'low_score_callback').execute()
    expect(running).toHaveLength(3)
  })

  test('is counted by the roll-ups like any centre', async () => {
    for (let behind = true; behind; ) behind = (await rollUp(app.platform)).behind
    const hours = await app.platform.db.selectFrom('rollupHour').select(['figure', 'n', 'good', 'total']).execute()
    const sum = (figure: string, key: 'n' | 'good' | 'total') =>
      hours.filter((one) => one.figure === figure).reduce((all, one) => all + Number(one[key]), 0)
    expect(sum('error', 'n')).toBe(0)
    expect(sum('greeting', 'good') / sum('greeting', 'n')).toBeGreaterThan(0.85)
    expect(sum('wait', 'total') / sum('wait', 'n')).toBeLessThan(60_000)
    expect(sum('csat', 'total') / sum('csat', 'n')).toBeGreaterThan(3.8)
    expect(sum('handle', 'n')).toBe(sum('wrap', 'n'))
    expect((await (await as('supervisor')).call(getWall)).agents).toHaveLength(6)
  })

  test('shows its history to those who were there', async () => {
    const agent = await as('agent')
    const { items } = await agent.call(listConversations, { list: 'closed' })
    expect(items.length).toBeGreaterThan(0)
    const talk = await agent.call(getConversation, { id: items[0]?.id as string })
    expect(talk.talk.length).toBeGreaterThan(3)
    const customer = await agent.call(getCustomer, { id: talk.conversation.customer.id })
    expect(customer.verified).toBe(true)
  })

  describe('its shop', () => {
    const get = (path: string, cookie = '') => fetch(shop.address + path, { headers: { cookie }, redirect: 'manual' })
    const signedIn = 'shop_customer=1'

    test.each(['/', '/products/kettle-17', '/orders'])('shows %s with the widget of its site', async (path) => {
      const [site] = await allSites(system())
      const answer = await get(path)
      const page = await answer.text()
      expect(answer.status).toBe(200)
      expect(page).toContain(`<script src="http://console.test/widget.js" data-site="${site?.key}" async></script>`)
      expect(answer.headers.get('content-security-policy')).toContain(
        "script-src 'self' http://console.test; frame-src http://console.test",
      )
      expect(page).not.toMatch(/<script(?! src)|style=|onclick/)
    })

    test.each([
      ['zh-CN', '全部商品'],
      ['zh-TW', '檢視'],
      ['en', 'My orders'],
    ])('speaks %s', async (locale, words) => {
      const page = await (await get(`/orders?lang=${locale}`, signedIn)).text()
      expect(page).toContain(`<html lang="${locale}">`)
      expect(page).toContain(words)
    })

    test('signs 王小明 in, and the centre believes its token', async () => {
      const entry = await fetch(`${shop.address}/sign-in?to=/orders`, { method: 'POST', redirect: 'manual' })
      expect([entry.status, entry.headers.get('location')]).toEqual([303, '/orders'])
      expect((await get('/token')).status).toBe(401)
      const { token } = (await (await get('/token', signedIn)).json()) as { token: string }
      const [site] = await allSites(system())
      if (!site) throw new Error('no site')
      const identity = await verifyIdentity(system(), site, token)
      expect(identity).toMatchObject({ name: '王小明', externalId: 'U100001' })
      expect(await verifyIdentity(system(), site, `${token}x`)).toBeNull()
    })

    test('shows orders to the signed-in customer only', async () => {
      const page = await (await get('/orders', signedIn)).text()
      const orderNo = /\/orders\/(MD\d+)/.exec(page)?.[1]
      expect(await (await get(`/orders/${orderNo}`, signedIn)).text()).toContain(`data-order="${orderNo}"`)
      expect(await (await get(`/orders/${orderNo}`)).text()).not.toContain('data-order')
    })

    test('refuses another site’s form and sends nobody elsewhere', async () => {
      const post = (path: string, headers = {}) =>
        fetch(shop.address + path, { method: 'POST', redirect: 'manual', headers })
      expect((await post('/sign-in', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a\r\nx: y']) {
        expect((await post(`/sign-in?to=${encodeURIComponent(to)}`)).headers.get('location')).toBe('/')
      }
      expect((await get('/nothing')).status).toBe(404)
      expect((await get('/products/%3Cscript%3E')).status).toBe(404)
    })

    test('draws a picture for each product', async () => {
      const page = await (await get('/')).text()
      const pictures = [...page.matchAll(/img src="([^"]+)"/g)].map(([, path]) => path as string)
      expect(pictures).toHaveLength(12)
      for (const path of pictures) {
        const svg = await (await get(path)).text()
        expect(svg).toMatch(/^<svg [^>]*>.*<\/svg>$/)
        for (const [tag] of svg.matchAll(/<\w[^>]*>/g)) {
          const names = [...tag.matchAll(/ ([\w-]+)=/g)].map(([, name]) => name)
          expect(new Set(names).size, tag).toBe(names.length)
        }
      }
    })

    test('is let in by its site under whatever port it has today', async () => {
      const again = await startShop(app.platform, { port: 0, host: '127.0.0.1', origins: ['http://localhost:4321'] })
      await again.close()
      const [site] = await allSites({ ...system(), db: app.platform.db })
      const origins =
        site && (await app.platform.db.selectFrom('site').select('settings').executeTakeFirstOrThrow()).settings
      expect(JSON.stringify(origins)).toContain('http://localhost:4321')
      expect(JSON.stringify(origins)).toContain('http://shop.example')
    })
  })
})

describe('chance with a seed', () => {
  const now = new Date('2026-03-05T12:00:00Z')

  test('makes the same customers each time', () => {
    expect(makeCustomers(diceOf(1), now)).toEqual(makeCustomers(diceOf(1), now))
    expect(makeCustomers(diceOf(1), now)).not.toEqual(makeCustomers(diceOf(2), now))
  })

  test('brings most customers at 10-12 and 20-22, and nobody from the future', () => {
    const times = arrivals(diceOf(1), now)
    const perHour = new Map<number, number>()
    for (const at of times) {
      const hour = (at.getUTCHours() + 8) % 24
      perHour.set(hour, (perHour.get(hour) ?? 0) + 1)
    }
    const busiest = [...perHour].sort((a, b) => b[1] - a[1]).slice(0, 4)
    expect(busiest.map(([hour]) => hour).sort((a, b) => a - b)).toEqual([10, 11, 20, 21])
    expect(times.every((at) => at < now)).toBe(true)
    expect(pressureAt(new Date('2026-03-05T12:30:00Z'))).toBe(1)
  })
})
