import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listGroups } from '../../../domain/identity/admin-contract.ts'
import { getMe } from '../../../domain/identity/contract.ts'
import { getSetup, setUp } from '../../../domain/identity/setup-contract.ts'
import { listSites } from '../../../domain/settings/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { openHttp } from '../../../test/http.ts'
import { setupLink } from '../actions.ts'

const app = await startTestApp()
afterAll(() => app.close())
beforeEach(() => app.reset())

const wanted = {
  administrator: { name: '周老板', email: 'zhou@mingde.test', password: 'Quiet-Lamp-77', staffNo: '0001' },
  centre: { name: '明德商城客服中心', locale: 'zh-CN' as const, timeZone: 'Asia/Shanghai' },
  start: 'empty' as const,
}
const printedToken = async () => (await setupLink(app.platform))?.split('#')[1] as string

describe('the first set-up', () => {
  test('makes centre, administrator, group and site, and signs in', async () => {
    const link = await setupLink(app.platform)
    expect(link).toMatch(/^http:\/\/console\.test\/setup#[\w-]{43}$/)
    const http = openHttp(app)
    expect(await http.call(getSetup)).toEqual({ needed: true })
    const me = await http.call(setUp, { token: link?.split('#')[1] as string, ...wanted })
    expect(me).toMatchObject({
      name: '周老板',
      roles: ['administrator'],
      centre: { name: '明德商城客服中心', demo: false },
    })
    expect((await http.call(getMe)).id).toBe(me.id)
    const { items: groups } = await http.call(listGroups)
    expect(groups.map((group) => group.name.en)).toEqual(['Online service group'])
    const { items: sites } = await http.call(listSites)
    expect(sites).toMatchObject([{ active: true, settings: { name: '明德商城客服中心', groupId: groups[0]?.id } }])
    expect(await http.call(getSetup)).toEqual({ needed: false })
    expect(await setupLink(app.platform)).toBeNull()
  })

  test('lets one person administer and serve', async () => {
    const administrator = { ...wanted.administrator, servesCustomers: true }
    const me = await openHttp(app).call(setUp, { ...wanted, token: await printedToken(), administrator })
    expect(me.roles).toEqual(['administrator', 'supervisor'])
    expect(me.groups).toHaveLength(1)
  })

  test('can bring the demo company, with the founder in it', async () => {
    const me = await openHttp(app).call(setUp, { ...wanted, token: await printedToken(), start: 'demo' })
    expect(me).toMatchObject({ name: '周老板', centre: { name: '明德商城客服中心', demo: true } })
    const { db } = app.platform
    const { count } = await db
      .selectFrom('staff')
      .select(db.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(17)
  })

  test('happens once', async () => {
    const token = await printedToken()
    await openHttp(app).call(setUp, { token, ...wanted })
    const again = { ...wanted, administrator: { ...wanted.administrator, email: 'evil@mingde.test', staffNo: '0002' } }
    expect(await openHttp(app).refusal(setUp, { token, ...again })).toBe('already_set_up')
    const staff = await app.platform.db.selectFrom('staff').select('email').execute()
    expect(staff).toEqual([{ email: 'zhou@mingde.test' }])
  })

  test('by two at once happens once', async () => {
    const token = await printedToken()
    const outcomes = await Promise.allSettled([1, 2].map(() => openHttp(app).call(setUp, { token, ...wanted })))
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('needs the link last printed', async () => {
    const older = await printedToken()
    const newer = await printedToken()
    expect(await openHttp(app).refusal(setUp, { token: older, ...wanted })).toBe('link_expired')
    expect(await openHttp(app).refusal(setUp, { token: 'A'.repeat(43), ...wanted })).toBe('link_expired')
    await openHttp(app).call(setUp, { token: newer, ...wanted })
  })

  test('keeps its link usable when the password is refused', async () => {
    const token = await printedToken()
    const weak = { ...wanted.administrator, password: 'short' }
    expect(await openHttp(app).refusal(setUp, { ...wanted, token, administrator: weak })).toBe('password_too_weak')
    const leaked = { ...wanted.administrator, password: 'Password2024!' }
    expect(await openHttp(app).refusal(setUp, { ...wanted, token, administrator: leaked })).toBe('password_breached')
    await openHttp(app).call(setUp, { ...wanted, token })
  })

  test.each([
    { centre: { ...wanted.centre, timeZone: 'Mars/Olympus' } },
    { centre: { ...wanted.centre, locale: 'fr' } },
    { start: 'everything' },
    { administrator: { ...wanted.administrator, roles: ['privacy_officer'] } },
    { token: 'short' },
  ])('refuses what it does not understand: %j', async (wrong) => {
    const token = await printedToken()
    const answer = await openHttp(app).post('/api/setup', { token, ...wanted, ...wrong })
    expect(answer.status).toBe(400)
    expect(await openHttp(app).call(getSetup)).toEqual({ needed: true })
  })
})
