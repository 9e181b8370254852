import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isPublicAddress } from '../../server/platform/outbound/egress.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, password } from '../../test/cast.ts'
import { guest, visitOf } from '../../test/visitor.ts'
import { type Callers, callers, identityToken } from '../world/callers.ts'
import { insertSubjects } from '../world/conversations.ts'

let app: TestApp
let people: Cast
let who: Callers

beforeAll(async () => {
  app = await startTestApp({ rateLimits: true })
  people = await cast(app)
  who = await callers(app, people)
})
afterAll(() => app.close())

const ask = (method: 'GET' | 'POST', url: string, more: { headers?: Record<string, string>; payload?: object } = {}) =>
  app.http.inject({ method, url, ...more })

describe('T1: a visitor is known by its token alone', () => {
  test.each([
    ['none', ''],
    ['an empty one', 'Bearer '],
    ['a short one', 'Bearer abc'],
    ['one cut off', 'cut'],
    ['one with more behind it', 'longer'],
    ['one of another scheme', 'Basic'],
    ['the visitor’s id', 'id'],
  ])('%s opens nothing', async (_what, form) => {
    const token = who.visitor.token as string
    const forms: Record<string, string> = {
      cut: `Bearer ${token.slice(0, 42)}`,
      longer: `Bearer ${token}x`,
      Basic: `Basic ${token}`,
      id: `Bearer ${who.visitor.id}`,
    }
    const authorization = forms[form] ?? form
    const answer = await ask('GET', `/api/widget/conversations/${app.clock.newId()}`, { headers: { authorization } })
    expect(answer.statusCode).toBe(401)
  })

  test('the database keeps no token that could be used', async () => {
    const { rows } = await sql<{
      all: string
    }>`select coalesce(string_agg(v::text, ''), '') || (select coalesce(string_agg(s::text, ''), '') from session s) as all from visitor v`.execute(
      app.platform.db,
    )
    expect(rows[0]?.all).not.toContain(who.visitor.token)
    expect(rows[0]?.all).not.toContain((who.agent.headers.cookie as string).slice(4))
  })

  test('tokens are 256 random bits and differ', async () => {
    const tokens = await Promise.all(Array.from({ length: 20 }, async () => (await guest(app, people)).token()))
    expect(new Set(tokens).size).toBe(20)
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
    const letters = new Set(tokens.join(''))
    expect(letters.size).toBeGreaterThan(55)
  })

  test('signing in changes the token, and the old one is dead at once', async () => {
    const came = await guest(app, people)
    const before = came.token()
    await came.identify(await identityToken(people.site.key, 'customer-12'))
    expect(came.token()).not.toBe(before)
    const old = await ask('GET', `/api/widget/conversations/${app.clock.newId()}`, {
      headers: { authorization: `Bearer ${before}` },
    })
    expect(old.statusCode).toBe(401)
  })

  test.each(['unsigned', 'of another site', 'alg none', 'too far ahead'])(
    'an identity that is %s is nobody',
    async (kind) => {
      const good = await identityToken(kind === 'of another site' ? 'other-site' : people.site.key, 'customer-7')
      const [head = '', body = ''] = good.split('.')
      const far = Buffer.from(JSON.stringify({ sub: 'customer-7', aud: people.site.key, exp: 4_000_000_000 })).toString(
        'base64url',
      )
      const none = Buffer.from('{"alg":"none"}').toString('base64url')
      const forged: Record<string, string> = {
        unsigned: `${head}.${body}.`,
        'alg none': `${none}.${body}.`,
        'too far ahead': `${head}.${far}.${good.split('.')[2]}`,
      }
      const answer = await ask('POST', '/api/widget/visit', {
        payload: { ...visitOf(app, people), identity: forged[kind] ?? good },
      })
      expect(answer.statusCode).toBe(200)
      expect(answer.json().visitor.identified).toBe(false)
    },
  )

  test('an address typed by a visitor links no history', async () => {
    const known = await guest(app, people)
    const left = {
      messageId: app.clock.newId(),
      conversationId: app.clock.newId(),
      name: '王女士',
      contact: '13900002222',
      body: '请回电',
      consent: true,
      page: { url: 'http://shop.test/', title: '' },
    }
    await known.post('/api/widget/left-messages', left)
    const other = await guest(app, people)
    const again = await other.post('/api/widget/left-messages', {
      ...left,
      messageId: app.clock.newId(),
      conversationId: app.clock.newId(),
    })
    expect(again.status).toBe(200)
    const customers = await app.platform.db
      .selectFrom('visitor')
      .select('customerId')
      .where('id', 'in', [known.id, other.id])
      .execute()
    expect(new Set(customers.map((row) => row.customerId)).size).toBe(2)
    expect(JSON.stringify(again.body)).not.toContain(left.messageId)
  })
})

type Tried = { status: number; body: string; ms: number }

/** From a place of its own each turn: one place alone is told to wait first. */
async function signInAs(email: string, turn: number, secret = 'not-this-one-9'): Promise<Tried> {
  const started = performance.now()
  const request = { payload: { email, password: secret }, remoteAddress: `10.9.9.${turn}` }
  const answer = await app.http.inject({ method: 'POST', url: '/api/session', ...request })
  return { status: answer.statusCode, body: answer.body, ms: performance.now() - started }
}

describe('T2: floods and guessing', () => {
  test('one browser that floods is told to wait; others are served', async () => {
    const flooder = await guest(app, people)
    const { id } = await flooder.start()
    const statuses: number[] = []
    for (let turn = 0; turn < 140; turn++) {
      const payload = { messageId: app.clock.newId(), body: 'x' }
      const answer = await ask('POST', `/api/widget/conversations/${id}/messages`, {
        headers: { authorization: `Bearer ${flooder.token()}` },
        payload,
      })
      statuses.push(answer.statusCode)
      if (answer.statusCode === 429) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0)
    const other = await guest(app, people)
    expect((await other.start()).id).toBeTruthy()
  })

  test('sign-in answers the known and the unknown alike, in words and in time', async () => {
    const known: Tried[] = []
    const unknown: Tried[] = []
    await signInAs('warm-up@nowhere.test', 0)
    for (let turn = 1; turn <= 4; turn++) {
      known.push(await signInAs('zhou@mingde.test', turn))
      unknown.push(await signInAs('a@nowhere.test', turn))
    }
    expect(new Set([...known, ...unknown].map(({ status, body }) => `${status} ${body}`)).size).toBe(1)
    const least = (all: Tried[]) => Math.min(...all.map(({ ms }) => ms))
    // The same work is done for both: a password is weighed even where there is none.
    expect(least(unknown)).toBeGreaterThan(least(known) / 2)
  })

  test('an account locks after five wrong passwords, whoever tries', async () => {
    const statuses: number[] = []
    for (let turn = 0; turn < 6; turn++) statuses.push((await signInAs(people.boss.email, turn)).status)
    expect(statuses.at(-1)).toBe(423)
    expect((await signInAs(people.boss.email, 6, password)).status).toBe(423)
  })
})

describe('T5: who looks leaves a trace that stays', () => {
  test('a revealed contact is recorded with its reason, and without the contact', async () => {
    const [subject] = await insertSubjects(app, people, [{ relation: 'mine', caller: who.agent }])
    const url = `/api/customers/${subject?.customerId}/contacts/${subject?.contactId}/reveal`
    expect((await ask('POST', url, { headers: who.agent.headers, payload: {} })).statusCode).toBe(400)
    expect((await ask('POST', url, { headers: who.agent.headers, payload: { reason: ' ' } })).statusCode).toBe(400)
    const shown = await ask('POST', url, { headers: who.agent.headers, payload: { reason: '回电核实地址' } })
    expect(shown.json().value).toMatch(/^139/)
    const events = await app.platform.db
      .selectFrom('event')
      .selectAll()
      .where('subjectId', '=', subject?.customerId as string)
      .execute()
    expect(events.filter((event) => event.actorId === who.agent.id && event.reason === '回电核实地址')).toHaveLength(1)
    expect(JSON.stringify(events)).not.toContain(shown.json().value)
  })

  test('30 an hour, then no more', async () => {
    const caller = who.supervisor
    const subjects = await insertSubjects(
      app,
      people,
      Array.from({ length: 31 }, () => ({ relation: 'mine' as const, caller })),
    )
    const statuses: number[] = []
    for (const { customerId, contactId } of subjects)
      statuses.push(
        (
          await ask('POST', `/api/customers/${customerId}/contacts/${contactId}/reveal`, {
            headers: caller.headers,
            payload: { reason: '回电' },
          })
        ).statusCode,
      )
    expect(statuses).toEqual([...Array(30).fill(200), 429])
  })

  test('the event table takes rows and neither changes nor loses them', async () => {
    await expect(sql`update event set reason = 'x'`.execute(app.platform.db)).rejects.toThrow('append-only')
    await expect(sql`delete from event`.execute(app.platform.db)).rejects.toThrow('append-only')
  })
})

describe('T11: what somebody else chose never leads inside', () => {
  test.each([
    ...[
      '127.0.0.1',
      '127.1.2.3',
      '0.0.0.0',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '198.18.0.1',
    ],
    ...[
      '::1',
      '::',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:169.254.169.254',
      '64:ff9b::7f00:1',
      'fe80::1',
      'fc00::1',
      'fd00::1',
      'ff02::1',
      '2002:7f00:1::',
      '2001:0:7f00:1::',
      '2001:db8::1',
    ],
    ...['localhost', '', '0x7f000001', '2130706433', '127.1', '0177.0.0.1', '127.0.0.1.'],
  ])('%j is no public address', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111'])('%s is one', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )
})
