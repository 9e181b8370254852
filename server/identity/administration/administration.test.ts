import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import {
  changePassword,
  endMySession,
  listMySessions,
  lookAtPasswordLink,
  usePasswordLink,
} from '../../../domain/identity/account-contract.ts'
import * as admin from '../../../domain/identity/admin-contract.ts'
import { getMe, listColleagues, signIn as signInEndpoint } from '../../../domain/identity/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, password, signIn } from '../../../test/cast.ts'
import { openHttp } from '../../../test/http.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const newcomer = { name: '赵一', email: 'zhao@mingde.test', staffNo: '2001', roles: ['agent' as const] }
const tokenOf = (link: { url: string }) => link.url.split('#')[1] as string
const anyone = () => openHttp(app)
const events = async (kind: string) =>
  app.platform.db.selectFrom('event').selectAll().where('kind', '=', kind).execute()
const hintsOf = (topic: string) => {
  const heard: unknown[] = []
  app.platform.hints.subscribe((hint) => void (hint.topic === topic && heard.push(hint.staffId)))
  return heard
}

describe('an account', () => {
  test('is made by an administrator and opened by its one-time link', async () => {
    const { staff, link } = await people.admin.call(admin.createStaff, {
      ...newcomer,
      groupIds: [people.groupA],
      capacity: 3,
    })
    expect(staff).toMatchObject({
      ...newcomer,
      groupIds: [people.groupA],
      capacity: 3,
      invited: true,
      disabledAt: null,
    })
    expect(link.url).toMatch(/^http:\/\/console\.test\/set-password#[\w-]{43}$/)
    const look = await anyone().call(lookAtPasswordLink, { token: tokenOf(link) })
    expect(look).toMatchObject({ name: '赵一', email: newcomer.email, centre: '明德商城客服中心' })
    await anyone().call(usePasswordLink, { token: tokenOf(link), password: 'Quiet-Lamp-77' })
    const zhao = await signIn(app, { email: newcomer.email, password: 'Quiet-Lamp-77' })
    expect(await zhao.call(getMe)).toMatchObject({ name: '赵一', capacity: 3, groups: [{ id: people.groupA }] })
    expect(await events('staff.created')).toMatchObject([{ actorId: people.admin.id, subjectId: staff.id }])
  })

  test.each([
    [{ email: 'XIAOWANG@mingde.test' }, 'email'],
    [{ staffNo: '1001' }, 'staffNo'],
  ])('needs an address and a number of its own: %j', async (same, field) => {
    const answer = await people.admin.post('/api/staff', { ...newcomer, ...same })
    expect(answer.status).toBe(409)
    expect(answer.body.error).toMatchObject({ code: 'already_exists', details: { field } })
  })

  test.each([
    { roles: [] },
    { roles: ['root'] },
    { email: 'not an address' },
    { staffNo: '1; drop' },
    { name: 'a\nb' },
    { name: 'a\u0000b' },
    { capacity: 51 },
    { capacity: 1.5 },
    { passwordHash: 'x' },
  ])('of a wrong shape is refused: %j', async (wrong) => {
    const answer = await people.admin.post('/api/staff', { ...newcomer, ...wrong })
    expect(answer.status).toBe(400)
  })

  test('in a group or department that does not exist is refused', async () => {
    const missing = app.clock.newId()
    expect(await people.admin.refusal(admin.createStaff, { ...newcomer, groupIds: [missing] })).toBe('not_found')
    expect(await people.admin.refusal(admin.createStaff, { ...newcomer, departmentId: missing })).toBe('not_found')
    expect((await people.admin.call(admin.listStaff)).items.map((one) => one.staffNo)).not.toContain(newcomer.staffNo)
  })

  test('is changed field by field', async () => {
    const id = people.xiaowang.id
    const change = {
      name: '王雨',
      capacity: 8,
      departmentId: people.department,
      groupIds: [people.groupA, people.groupB],
    }
    const after = await people.admin.call(admin.updateStaff, { id, ...change })
    expect({ ...after, groupIds: after.groupIds.sort() }).toMatchObject({
      ...change,
      groupIds: change.groupIds.sort(),
      staffNo: '1001',
    })
    expect((await people.xiaowang.call(getMe)).groups).toHaveLength(2)
  })

  test('with new roles starts again with a new session', async () => {
    await people.xiaowang.signIn()
    const revoked = hintsOf('staff.revoked')
    await people.admin.call(admin.updateStaff, { id: people.xiaowang.id, roles: ['agent', 'supervisor'] })
    expect(await people.xiaowang.refusal(getMe)).toBe('not_signed_in')
    expect(revoked).toEqual([people.xiaowang.id])
    const again = await signIn(app, 'xiaowang')
    expect((await again.call(getMe)).permissions).toHaveProperty('wall.view')
    expect(await events('staff.roles_changed')).toMatchObject([{ fromState: 'agent', toState: 'agent,supervisor' }])
  })
})

describe('a disabled account', () => {
  test('is out at once: sessions, links, presence', async () => {
    await people.xiaowang.signIn()
    const link = await people.admin.call(admin.makePasswordLink, { id: people.xiaowang.id })
    const revoked = hintsOf('staff.revoked')
    const after = await people.admin.call(admin.disableStaff, { id: people.xiaowang.id, reason: '离职' })
    expect(after.disabledAt).not.toBeNull()
    expect(revoked).toEqual([people.xiaowang.id])
    expect(await people.xiaowang.refusal(getMe)).toBe('not_signed_in')
    const credentials = { email: people.xiaowang.email, password }
    expect(await anyone().refusal(signInEndpoint, credentials)).toBe('account_disabled')
    expect(await anyone().refusal(signInEndpoint, { ...credentials, password: 'wrong' })).toBe('wrong_credentials')
    expect(await anyone().refusal(usePasswordLink, { token: tokenOf(link), password: 'Quiet-Lamp-77' })).toBe(
      'link_expired',
    )
    const { items } = await people.chen.call(listColleagues)
    expect(items.map((one) => one.staff.id)).not.toContain(people.xiaowang.id)
    expect(await events('staff.disabled')).toMatchObject([
      { subjectId: people.xiaowang.id, reason: '离职', actorId: people.admin.id },
    ])
  })

  test('comes back when it is enabled again', async () => {
    await people.admin.call(admin.disableStaff, { id: people.xiaowang.id, reason: '休假' })
    await people.admin.call(admin.enableStaff, { id: people.xiaowang.id })
    await signIn(app, 'xiaowang')
  })

  test('gets no password link', async () => {
    await people.admin.call(admin.disableStaff, { id: people.xiaowang.id, reason: '离职' })
    expect(await people.admin.refusal(admin.makePasswordLink, { id: people.xiaowang.id })).toBe('account_disabled')
  })
})

describe('rights cannot be raised', () => {
  const attempts = [
    ['listStaff', {}],
    ['createStaff', { ...newcomer, roles: ['administrator'] }],
    ['listGroups', {}],
    ['createDepartment', { name: { 'zh-CN': '部', 'zh-TW': '部', en: 'D' } }],
  ] as const

  test.each(['xiaowang', 'chen', 'he', 'qin'] as const)('%s has no door to the administration', async (who) => {
    for (const [name, input] of attempts) {
      const endpoint = { ...admin.staffEndpoints, ...admin.groupEndpoints, ...admin.departmentEndpoints }[name]
      expect(await people[who].refusal(endpoint as typeof admin.createStaff, input as never)).toBe('not_allowed')
    }
    const { id } = people[who]
    expect(await people[who].refusal(admin.updateStaff, { id, roles: ['administrator'] })).toBe('not_allowed')
    expect(await people[who].refusal(admin.makePasswordLink, { id: people.admin.id })).toBe('not_allowed')
    expect(await people[who].refusal(admin.disableStaff, { id: people.admin.id, reason: 'x' })).toBe('not_allowed')
  })

  test.each(['li', 'boss', 'officer'] as const)('%s looks and changes nothing', async (who) => {
    expect((await people[who].call(admin.listStaff)).items).toContainEqual(expect.objectContaining({ staffNo: '1001' }))
    const { id } = people[who]
    expect(await people[who].refusal(admin.updateStaff, { id, roles: ['administrator'] })).toBe('not_allowed')
    expect(await people[who].refusal(admin.createStaff, newcomer)).toBe('not_allowed')
    expect(await people[who].refusal(admin.makePasswordLink, { id: people.admin.id })).toBe('not_allowed')
    expect(await people[who].refusal(admin.enableStaff, { id: people.admin.id })).toBe('not_allowed')
    expect(await people[who].refusal(admin.updateGroup, { id: people.groupA, active: false })).toBe('not_allowed')
  })

  test('not even by an administrator for themselves', async () => {
    const { id } = people.admin
    expect(await people.admin.refusal(admin.updateStaff, { id, roles: ['administrator', 'supervisor'] })).toBe(
      'not_allowed',
    )
    expect(await people.admin.refusal(admin.disableStaff, { id, reason: 'x' })).toBe('not_allowed')
    await people.admin.call(admin.updateStaff, { id, name: '系统管理员', roles: ['administrator'] })
  })

  test('administrator and privacy officer are two people', async () => {
    const { id } = people.officer
    const both = { id, roles: ['administrator' as const, 'privacy_officer' as const] }
    expect(await people.admin.refusal(admin.updateStaff, both)).toBe('roles_conflict')
    expect(await people.admin.refusal(admin.createStaff, { ...newcomer, roles: both.roles })).toBe('roles_conflict')
  })

  test('nobody signed in gets nothing', async () => {
    expect(await anyone().refusal(admin.listStaff)).toBe('not_signed_in')
  })
})

test('two administrators cannot remove each other at the same moment', async () => {
  await people.admin.call(admin.updateStaff, { id: people.boss.id, roles: ['administrator'] })
  const boss = await signIn(app, 'boss')
  const outcomes = await Promise.allSettled([
    boss.call(admin.disableStaff, { id: people.admin.id, reason: 'x' }),
    people.admin.call(admin.disableStaff, { id: people.boss.id, reason: 'x' }),
  ])
  expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
})

describe('a one-time password link', () => {
  const linkOf = async () => tokenOf(await people.admin.call(admin.makePasswordLink, { id: people.xiaowang.id }))
  const next = 'Quiet-Lamp-77'

  test('works once, ends every session and opens a locked account', async () => {
    await people.xiaowang.signIn()
    const wrong = { email: people.xiaowang.email, password: 'wrong' }
    for (let round = 0; round < 5; round++) await anyone().refusal(signInEndpoint, wrong)
    const token = await linkOf()
    await anyone().call(usePasswordLink, { token, password: next })
    expect(await anyone().refusal(usePasswordLink, { token, password: 'Other-Lamp-88' })).toBe('link_expired')
    expect(await anyone().refusal(lookAtPasswordLink, { token })).toBe('link_expired')
    expect(await people.xiaowang.refusal(getMe)).toBe('not_signed_in')
    await signIn(app, { email: people.xiaowang.email, password: next })
  })

  test('used by two at once works for one', async () => {
    const token = await linkOf()
    const passwords = [next, 'Other-Lamp-88']
    const outcomes = await Promise.allSettled(
      passwords.map((one) => anyone().call(usePasswordLink, { token, password: one })),
    )
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('ends after 24 hours', async () => {
    const token = await linkOf()
    app.clock.advance(24 * 3600 - 60)
    await anyone().call(lookAtPasswordLink, { token })
    app.clock.advance(61)
    expect(await anyone().refusal(usePasswordLink, { token, password: next })).toBe('link_expired')
  })

  test('ends when a newer one is made', async () => {
    const older = await linkOf()
    const newer = await linkOf()
    expect(await anyone().refusal(lookAtPasswordLink, { token: older })).toBe('link_expired')
    await anyone().call(lookAtPasswordLink, { token: newer })
  })

  test('is kept as a hash and survives a refused password', async () => {
    const token = await linkOf()
    const rows = await app.platform.db.selectFrom('passwordLink').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(await anyone().refusal(usePasswordLink, { token, password: 'short' })).toBe('password_too_weak')
    expect(await anyone().refusal(usePasswordLink, { token, password: 'Password2024!' })).toBe('password_breached')
    expect(await anyone().refusal(usePasswordLink, { token, password: 'Xiaowang-2026' })).toBe('password_too_weak')
    await anyone().call(usePasswordLink, { token, password: next })
  })

  test.each(['', 'x', 'A'.repeat(43), 'A'.repeat(44), `${'A'.repeat(42)}'`])(
    'that was made up opens nothing: %s',
    async (token) => {
      const answer = await anyone().post('/api/password-link', { token })
      expect([400, 410]).toContain(answer.status)
    },
  )
})

describe('my own password', () => {
  test('changes with the old one and ends my other sessions', async () => {
    const [desk, laptop] = [await signIn(app, 'xiaowang'), await signIn(app, 'xiaowang')]
    await desk.call(changePassword, { current: password, next: 'Quiet-Lamp-77' })
    expect(await laptop.refusal(getMe)).toBe('not_signed_in')
    await desk.call(getMe)
    await signIn(app, { email: people.xiaowang.email, password: 'Quiet-Lamp-77' })
  })

  test('does not change without it, nor into a weak or leaked one', async () => {
    const { xiaowang } = people
    expect(await xiaowang.refusal(changePassword, { current: 'wrong', next: 'Quiet-Lamp-77' })).toBe(
      'wrong_credentials',
    )
    expect(await xiaowang.refusal(changePassword, { current: password, next: 'abc' })).toBe('password_too_weak')
    expect(await xiaowang.refusal(changePassword, { current: password, next: 'P@ssw0rd123' })).toBe('password_breached')
    await signIn(app, 'xiaowang')
  })
})

describe('my sessions', () => {
  test('are listed and can be ended one by one', async () => {
    const [desk, laptop] = [await signIn(app, 'xiaowang'), await signIn(app, 'xiaowang')]
    const { items } = await desk.call(listMySessions)
    expect(items.filter((one) => one.current)).toHaveLength(1)
    const other = items.find((one) => !one.current)?.id as string
    await desk.call(endMySession, { id: other })
    expect(await laptop.refusal(getMe)).toBe('not_signed_in')
  })

  test("a colleague's session is not mine to end", async () => {
    const li = await signIn(app, 'li')
    const [session] = (await li.call(listMySessions)).items
    expect(await people.xiaowang.refusal(endMySession, { id: session?.id as string })).toBe('not_found')
    await li.call(getMe)
  })
})

describe('groups and departments', () => {
  const name = { 'zh-CN': '投诉组', 'zh-TW': '客訴組', en: 'Complaints' }

  test('a group is made, renamed, filled and closed', async () => {
    const made = await people.admin.call(admin.createGroup, { name, memberIds: [people.zhang.id] })
    expect(made).toMatchObject({ name, active: true, memberIds: [people.zhang.id] })
    const { id } = made
    const changed = await people.admin.call(admin.updateGroup, {
      id,
      name: { ...name, en: 'Complaint desk' },
      memberIds: [people.chen.id],
    })
    expect(changed).toMatchObject({ name: { en: 'Complaint desk' }, memberIds: [people.chen.id] })
    expect((await people.admin.call(admin.updateGroup, { id, active: false })).active).toBe(false)
    expect((await people.admin.call(admin.listGroups)).items).toHaveLength(3)
  })

  test('a group that customers come to cannot be closed', async () => {
    expect(await people.admin.refusal(admin.updateGroup, { id: people.groupA, active: false })).toBe('still_in_use')
    await people.admin.call(admin.updateGroup, { id: people.groupB, active: false })
  })

  test('an unknown member or group is refused', async () => {
    const missing = app.clock.newId()
    expect(await people.admin.refusal(admin.createGroup, { name, memberIds: [missing] })).toBe('not_found')
    expect(await people.admin.refusal(admin.updateGroup, { id: missing, active: false })).toBe('not_found')
    expect(await people.admin.refusal(admin.updateGroup, { id: 'x', active: false })).toBe('not_found')
  })

  test('a department with people cannot be closed', async () => {
    const { id } = await people.admin.call(admin.createDepartment, { name })
    await people.admin.call(admin.updateDepartment, { id, active: false })
    expect(await people.admin.refusal(admin.updateDepartment, { id: people.department, active: false })).toBe(
      'still_in_use',
    )
    const { items } = await people.li.call(admin.listDepartments)
    expect(items.find((one) => one.id === people.department)).toMatchObject({ staffCount: 1, active: true })
  })
})
