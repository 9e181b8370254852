import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { listMySessions } from '../../domain/identity/account-contract.ts'
import {
  getMe,
  listColleagues,
  lockScreen,
  setPresence,
  signIn as signInEndpoint,
  signOut,
  unlockScreen,
  updateMe,
} from '../../domain/identity/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, password, signIn } from '../../test/cast.ts'
import { openHttp } from '../../test/http.ts'
import { whenNotBusy } from '../../test/visitor.ts'
import { sessionStillValid, staffOfCookie } from './access.ts'
import { sweepSessions } from './sessions.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const minutes = (count: number) => app.clock.advance(count * 60)
const events = async (kind: string) =>
  app.platform.db.selectFrom('event').selectAll().where('kind', '=', kind).orderBy('id').execute()

describe('signing in', () => {
  test('answers who I am and what I may do, and sets a cookie no script can read', async () => {
    const http = openHttp(app)
    const answer = await http.post('/api/session', { email: 'XiaoWang@mingde.test', password })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      name: '小王',
      staffNo: '1001',
      roles: ['agent'],
      groups: [{ id: people.groupA, name: '售前客服组' }],
      permissions: { 'conversations.view': ['own'], 'conversations.take': ['all'] },
      presence: { state: 'online' },
      centre: { name: '明德商城客服中心', timeZone: 'Asia/Shanghai' },
      locked: false,
    })
    expect(answer.body.permissions).not.toHaveProperty('settings.manage')
    const [cookie] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^sid=[\w-]{43}; /)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect((await http.call(getMe)).id).toBe(people.xiaowang.id)
    expect(await events('staff.signed_in')).toMatchObject([{ actorId: people.xiaowang.id }])
  })

  test('keeps only a hash of the cookie and of the password', async () => {
    const http = await signIn(app, 'xiaowang')
    const token = http.cookies().replace('sid=', '')
    const rows = await app.platform.db.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(token)
    const staff = await app.platform.db.selectFrom('staff').select('passwordHash').execute()
    for (const { passwordHash } of staff) expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('ends the session the browser came with', async () => {
    const http = await signIn(app, 'xiaowang')
    const before = http.cookies()
    await http.call(signInEndpoint, { email: people.xiaowang.email, password })
    expect(http.cookies()).not.toBe(before)
    const old = openHttp(app)
    old.setCookies(before)
    expect(await old.refusal(getMe)).toBe('not_signed_in')
    expect((await http.call(listMySessions)).items).toHaveLength(1)
  })

  test('makes an old hash anew', async () => {
    const { hash } = await import('@node-rs/argon2')
    const weak = await hash(password, { memoryCost: 8192, timeCost: 1, parallelism: 1 })
    const { db } = app.platform
    await db.updateTable('staff').set({ passwordHash: weak }).where('id', '=', people.xiaowang.id).execute()
    await people.xiaowang.signIn()
    const row = await db
      .selectFrom('staff')
      .select('passwordHash')
      .where('id', '=', people.xiaowang.id)
      .executeTakeFirst()
    expect(row?.passwordHash).toMatch(/m=19456,t=2,p=1/)
    await signIn(app, 'xiaowang')
  })

  test('a wrong password and an unknown address get the same answer', async () => {
    const known = await openHttp(app).post('/api/session', { email: people.xiaowang.email, password: 'wrong' })
    const unknown = await openHttp(app).post('/api/session', { email: 'nobody@mingde.test', password: 'wrong' })
    expect(known.status).toBe(401)
    expect(known.body.error.code).toBe('wrong_credentials')
    expect(unknown.body).toEqual(known.body)
  })

  test.each(['xiaowang@mingde.test', 'nobody@mingde.test'])(
    'five wrong passwords lock %s for 30 minutes',
    async (email) => {
      const http = openHttp(app)
      const attempt = (guess: string) => http.refusal(signInEndpoint, { email, password: guess })
      for (let round = 1; round <= 4; round++) expect(await attempt(`wrong ${round}`)).toBe('wrong_credentials')
      expect(await attempt('wrong 5')).toBe('account_locked')
      expect(await attempt(password)).toBe('account_locked')
      minutes(29)
      expect(await attempt(password)).toBe('account_locked')
      minutes(2)
      if (email.startsWith('xiaowang')) await http.call(signInEndpoint, { email, password })
      else expect(await attempt(password)).toBe('wrong_credentials')
    },
  )

  test('a burst of guesses is counted as one by one', async () => {
    const guesses = Array.from({ length: 12 }, (_, index) => `guess ${index}`)
    const email = people.xiaowang.email
    const codes = await Promise.all(
      guesses.map((guess) => openHttp(app).refusal(signInEndpoint, { email, password: guess })),
    )
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(4)
    expect(codes.filter((code) => code === 'account_locked')).toHaveLength(8)
    expect(await events('staff.sign_in_locked')).toHaveLength(1)
  })

  test('twenty right passwords at once, after four wrong ones, all sign in', async () => {
    const { email } = people.xiaowang
    for (let wrong = 0; wrong < 4; wrong++) await openHttp(app).refusal(signInEndpoint, { email, password: 'wrong' })
    const once = () => openHttp(app).call(signInEndpoint, { email, password })
    const all = Array.from({ length: 20 }, () => whenNotBusy(once))
    expect(new Set((await Promise.all(all)).map(({ id }) => id))).toEqual(new Set([people.xiaowang.id]))
    expect(await events('staff.sign_in_locked')).toEqual([])
    await signIn(app, 'xiaowang')
  })

  test('attempts whose server died while it looked at them lock nobody', async () => {
    const { email } = people.xiaowang
    for (let wrong = 0; wrong < 4; wrong++) await openHttp(app).refusal(signInEndpoint, { email, password: 'wrong' })
    await app.platform.db.updateTable('signInAttempt').set({ failures: 6 }).execute()
    app.clock.advance(31)
    await signIn(app, 'xiaowang')
  })

  test('a right password forgets the wrong ones before it', async () => {
    const http = openHttp(app)
    const { email } = people.xiaowang
    for (let round = 0; round < 2; round++) {
      for (let wrong = 0; wrong < 4; wrong++) await http.refusal(signInEndpoint, { email, password: 'wrong' })
      await http.call(signInEndpoint, { email, password })
    }
  })

  test.each([
    {},
    { email: 'a@b.c' },
    { email: 'a@b.c', password: 'x', extra: 1 },
    { email: 'a@b.c', password: 'x'.repeat(129) },
    [],
  ])('a body of another shape is refused: %j', async (body) => {
    const answer = await openHttp(app).post('/api/session', body)
    expect(answer.status).toBe(400)
    expect(answer.body.error.code).toBe('invalid_input')
  })
})

describe('a session', () => {
  test('ends after 30 minutes without use, not before', async () => {
    await people.xiaowang.signIn()
    minutes(29)
    await people.xiaowang.call(getMe)
    minutes(29)
    await people.xiaowang.call(getMe)
    minutes(31)
    expect(await people.xiaowang.refusal(getMe)).toBe('not_signed_in')
  })

  test('ends 12 hours after signing in, however busy', async () => {
    await people.xiaowang.signIn()
    for (let passed = 0; passed < 12 * 60 - 20; passed += 20) {
      minutes(20)
      await people.xiaowang.call(getMe)
    }
    minutes(21)
    expect(await people.xiaowang.refusal(getMe)).toBe('not_signed_in')
  })

  test('its use is written down at most once a minute', async () => {
    await people.xiaowang.signIn()
    const lastSeen = async () =>
      (await app.platform.db.selectFrom('session').select('lastSeenAt').executeTakeFirst())?.lastSeenAt
    const first = await lastSeen()
    app.clock.advance(30)
    await people.xiaowang.call(getMe)
    expect(await lastSeen()).toEqual(first)
    app.clock.advance(31)
    await people.xiaowang.call(getMe)
    expect(await lastSeen()).not.toEqual(first)
  })

  test.each(['', 'x', 'A'.repeat(43), '0'.repeat(10_000)])('a made-up cookie opens nothing', async (token) => {
    const answer = await openHttp(app).get('/api/session', { headers: { cookie: `sid=${token}` } })
    expect(answer.status === 401 || answer.status === 431).toBe(true)
  })

  test('serves sockets and files by the same cookie, and dies for them at once', async () => {
    const http = await signIn(app, 'xiaowang')
    const staff = await staffOfCookie(app.platform, `theme=dark; ${http.cookies()}`)
    expect(staff).toMatchObject({ id: people.xiaowang.id, groupIds: [people.groupA] })
    expect(await staffOfCookie(app.platform, undefined)).toBeNull()
    expect(await staffOfCookie(app.platform, 'sid=')).toBeNull()
    const sessionId = staff?.sessionId as string
    expect(await sessionStillValid(app.platform, sessionId)).toBe(true)
    const ended: unknown[] = []
    app.platform.hints.subscribe((hint) => void (hint.topic === 'session.ended' && ended.push(hint.sessionId)))
    await http.call(signOut)
    expect(ended).toEqual([sessionId])
    expect(await sessionStillValid(app.platform, sessionId)).toBe(false)
  })

  test('those that ran out are swept away and leave nobody online', async () => {
    await people.xiaowang.signIn()
    await people.chen.signIn()
    minutes(29)
    await people.chen.call(getMe)
    minutes(2)
    await sweepSessions({ db: app.platform.db, clock: app.clock, actor: { kind: 'system' }, platform: app.platform })
    const { items } = await people.chen.call(listColleagues)
    const stateOf = (id: string) => items.find((one) => one.staff.id === id)?.state
    expect(stateOf(people.xiaowang.id)).toBe('offline')
    expect(stateOf(people.chen.id)).toBe('online')
  })
})

describe('signing out', () => {
  test('ends the session and makes me offline', async () => {
    const http = await signIn(app, 'xiaowang')
    await http.call(signOut)
    expect(http.cookies()).toBe('')
    expect(await http.refusal(getMe)).toBe('not_signed_in')
    const { items } = await people.chen.call(listColleagues)
    expect(items.find((one) => one.staff.id === people.xiaowang.id)?.state).toBe('offline')
  })

  test('at one of two desks leaves me online at the other', async () => {
    const [desk, laptop] = [await signIn(app, 'xiaowang'), await signIn(app, 'xiaowang')]
    await desk.call(signOut)
    expect((await laptop.call(getMe)).presence.state).toBe('online')
  })
})

describe('the lock screen', () => {
  test('lets nothing through but unlocking, looking who I am and signing out', async () => {
    const { xiaowang } = people
    await xiaowang.call(lockScreen)
    expect(await xiaowang.refusal(listColleagues)).toBe('session_locked')
    expect(await xiaowang.refusal(setPresence, { state: 'online' })).toBe('session_locked')
    expect(await staffOfCookie(app.platform, xiaowang.cookies())).toBeNull()
    expect((await xiaowang.call(getMe)).locked).toBe(true)
    expect(await xiaowang.refusal(unlockScreen, { password: 'wrong' })).toBe('wrong_credentials')
    expect(await xiaowang.refusal(listColleagues)).toBe('session_locked')
    const me = await xiaowang.call(unlockScreen, { password })
    expect(me.locked).toBe(false)
    await xiaowang.call(listColleagues)
  })

  test('takes an online agent out of routing and brings them back', async () => {
    const { xiaowang, chen } = people
    await xiaowang.call(lockScreen)
    const { items } = await chen.call(listColleagues)
    expect(items.find((one) => one.staff.id === xiaowang.id)).toMatchObject({ state: 'away' })
    expect((await xiaowang.call(unlockScreen, { password })).presence.state).toBe('online')
  })

  test('leaves alone who chose to be away', async () => {
    const { xiaowang } = people
    await xiaowang.call(setPresence, { state: 'away', reason: 'meal' })
    await xiaowang.call(lockScreen)
    const { presence } = await xiaowang.call(unlockScreen, { password })
    expect(presence).toMatchObject({ state: 'away', reason: 'meal' })
  })

  test('guessing at it locks the account', async () => {
    const { xiaowang } = people
    await xiaowang.call(lockScreen)
    for (let round = 0; round < 5; round++) await xiaowang.refusal(unlockScreen, { password: 'wrong' })
    expect(await xiaowang.refusal(unlockScreen, { password })).toBe('account_locked')
  })
})

describe('presence', () => {
  test('is what I say, with a reason only when busy or away, and is written down when it changes', async () => {
    const { xiaowang } = people
    await xiaowang.signIn()
    expect(await xiaowang.call(setPresence, { state: 'away', reason: 'meal' })).toMatchObject({
      state: 'away',
      reason: 'meal',
    })
    expect(await xiaowang.call(setPresence, { state: 'away', reason: 'meal' })).toMatchObject({ state: 'away' })
    expect(await xiaowang.call(setPresence, { state: 'online', reason: 'meal' })).toMatchObject({
      state: 'online',
      reason: null,
    })
    const changes = await events('presence.changed')
    expect(changes.map((event) => [event.fromState, event.toState, event.reason])).toEqual([
      ['offline', 'online', null],
      ['online', 'away', 'meal'],
      ['away', 'online', null],
    ])
  })

  test('counts the open conversations as load', async () => {
    const me = await people.xiaowang.call(getMe)
    expect(me.presence).toMatchObject({ load: 0, capacity: 5, connected: false })
  })
})

describe('my own desk', () => {
  test('keeps what I choose and nothing else', async () => {
    const { xiaowang } = people
    const me = await xiaowang.call(updateMe, { name: '王小雨', locale: 'zh-TW', preferences: { theme: 'dark' } })
    expect(me).toMatchObject({ name: '王小雨', locale: 'zh-TW', preferences: { theme: 'dark', density: 'normal' } })
    const again = await xiaowang.call(updateMe, { preferences: { density: 'compact' } })
    expect(again.preferences).toMatchObject({ theme: 'dark', density: 'compact' })
  })

  test.each([{ roles: ['administrator'] }, { capacity: 50 }, { groupIds: [] }, { staffNo: '1' }])(
    'my rights are not mine to change: %j',
    async (body) => {
      const answer = await people.xiaowang.patch('/api/me', body)
      expect(answer.status).toBe(400)
      expect((await people.xiaowang.call(getMe)).roles).toEqual(['agent'])
    },
  )
})

describe('a forged request', () => {
  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.test' },
    { origin: 'null' },
  ])('from another site is refused: %j', async (headers) => {
    const answer = await people.xiaowang.put('/api/presence', { state: 'offline' }, { headers })
    expect(answer.status).toBe(403)
    expect((await people.xiaowang.call(getMe)).presence.state).toBe('online')
  })

  test('as a form or plain text is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const answer = await people.xiaowang.put('/api/presence', '{"state":"offline"}', {
        headers: { 'content-type': type },
      })
      expect(answer.status).toBe(415)
    }
  })
})
