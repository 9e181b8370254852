import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { atDesk, guestLive, rawSocket } from '../../../test/live.ts'
import { type Guest, servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let customer: Guest & { talk: string }
beforeAll(async () => {
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
})

const firstFrame = (socket: WebSocket) =>
  new Promise<{ type: string; code?: string }>((resolve) =>
    socket.once('message', (data) => resolve(JSON.parse(String(data)))),
  )
/** The status with which an upgrade is refused. */
const refused = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}${path}`, { headers })
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode))
    socket.once('open', () => reject(new Error('opened')))
    socket.once('error', () => {})
  })

describe('a connection', () => {
  test('from another site’s page is refused', async () => {
    expect(await refused('/live', { origin: 'http://evil.test' })).toBe(403)
    expect(await refused('/live', { origin: 'null' })).toBe(403)
  })

  test('to another path is not found', async () => {
    expect(await refused('/lives', { origin: app.url })).toBe(404)
  })

  test('that says nothing for 5 s is closed', async () => {
    const { closed } = await rawSocket(app)
    expect(await closed).toEqual({ code: 1008, reason: 'hello expected' })
  })

  test.each([
    { type: 'hello', as: 'visitor', token: 'made-up' },
    { type: 'hello', as: 'visitor' },
    { type: 'hello', as: 'staff' },
    { type: 'ping' },
    { type: 'watch', conversation: '01890a5d-ac96-774b-bcce-b302099a8057' },
  ])('that begins with %j is not signed in', async (frame) => {
    const { socket, closed } = await rawSocket(app)
    const answer = firstFrame(socket)
    socket.send(JSON.stringify(frame))
    expect(await answer).toEqual({ type: 'error', code: 'not_signed_in' })
    expect((await closed).code).toBe(4401)
  })
})

describe('a frame', () => {
  test.each([
    ['no JSON', '{"type":'],
    ['of no known type', '{"type":"drop"}'],
    ['with more than it should have', '{"type":"ping","x":1}'],
    ['that is binary', Buffer.from('{"type":"ping"}')],
    ['a second hello', '{"type":"hello","as":"staff"}'],
    ['with NUL', JSON.stringify({ type: 'page', url: 'http://shop.test/\0', title: '' })],
  ])('%s is answered bad_frame, and the connection goes on', async (_what, frame) => {
    const live = await guestLive(app, customer)
    live.send(frame)
    expect((await live.frame('error')).code).toBe('bad_frame')
    live.send({ type: 'ping' })
    await live.frame('pong')
    await live.close()
  })

  test('of more than 64 kB ends the connection', async () => {
    const live = await guestLive(app, customer)
    live.send(JSON.stringify({ type: 'page', url: 'x'.repeat(70_000), title: '' }))
    expect([1006, 1009]).toContain((await live.closed).code)
  })

  test('too many end the connection', async () => {
    const live = await guestLive(app, customer)
    for (let count = 0; count < 800; count++) live.send({ type: 'ping' })
    expect((await live.closed).code).toBe(1008)
    expect((await live.frame('error')).code).toBe('too_many_requests')
  })
})

describe('colleagues', () => {
  test('see who views the same conversation, until the tab is closed', async () => {
    const [wang, li] = [await atDesk(app, people.xiaowang), await atDesk(app, people.li)]
    const names = (live: typeof wang) => {
      const frame = live.frames.findLast((one) => one.type === 'viewers')
      return frame?.type === 'viewers' ? frame.staff.map((viewer) => viewer.name).sort() : []
    }
    for (const live of [wang, li]) live.send({ type: 'watch', conversation: customer.talk })
    await wang.until(() => names(wang).length === 2)
    await li.close()
    await wang.until(() => names(wang).join() === people.xiaowang.name)
    await wang.close()
  })

  test('are seen typing; the customer sees who serves, not who listens', async () => {
    const window = await guestLive(app, customer)
    const [wang, li] = [await atDesk(app, people.xiaowang), await atDesk(app, people.li)]
    wang.send({ type: 'watch', conversation: customer.talk })
    await wang.frame('viewers')
    li.send({ type: 'typing', conversation: customer.talk, on: true })
    await wang.frame('typing', (frame) => frame.name === people.li.name)
    wang.send({ type: 'typing', conversation: customer.talk, on: true })
    const shown = await window.frame('typing')
    expect([shown.side, shown.name]).toEqual(['agent', people.xiaowang.name])
    window.send({ type: 'typing', conversation: customer.talk, on: true })
    await wang.frame('typing', (frame) => frame.side === 'customer')
    for (const live of [window, wang, li]) await live.close()
  })

  test('see where the customer is, and that they left', async () => {
    const wang = await atDesk(app, people.xiaowang)
    const window = await guestLive(app, customer)
    window.send({ type: 'page', url: 'http://shop.test/cart', title: '购物车' })
    await wang.frame('visitor', (frame) => frame.online && frame.pageTitle === '购物车')
    await window.close()
    await wang.frame('visitor', (frame) => !frame.online)
    await wang.close()
  })
})

test('a server that leaves says when to come back', async () => {
  const live = await guestLive(app, customer)
  const drained = app.hub.drain()
  const { inMs } = await live.frame('reconnect')
  expect(inMs).toBeGreaterThanOrEqual(0)
  expect(inMs).toBeLessThan(8000)
  expect((await live.closed).code).toBe(1012)
  await drained
  expect(await refused('/live', { origin: app.url })).toBe(503)
})
