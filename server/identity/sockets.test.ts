import { once } from 'node:events'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { disableStaff, updateStaff } from '../../domain/identity/admin-contract.ts'
import { lockScreen, signOut } from '../../domain/identity/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../test/cast.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

async function connect(
  cookie: string,
): Promise<{ socket: WebSocket; answer: { type: string }; closed: Promise<number> }> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/live`, { headers: { cookie, origin: app.url } })
  const closed = new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', as: 'staff' }))
  const answer = await answerTo(socket)
  return { socket, answer, closed }
}

/** Presence of colleagues may come ahead of it. */
function answerTo(socket: WebSocket): Promise<{ type: string }> {
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data))
      if (frame.type === 'welcome' || frame.type === 'error') resolve(frame)
    })
  })
}

function frameOf(socket: WebSocket, type: string): Promise<void> {
  return new Promise((resolve) => {
    socket.on('message', (data) => void (JSON.parse(String(data)).type === type && resolve()))
  })
}

async function atDesk(person: Person) {
  await person.signIn()
  const desk = await connect(person.cookies())
  expect(desk.answer.type).toBe('welcome')
  return desk
}

test('a disabled colleague is cut off at once', async () => {
  const { closed } = await atDesk(people.xiaowang)
  await people.admin.call(disableStaff, { id: people.xiaowang.id, reason: '离职' })
  expect(await closed).toBe(4401)
  const again = await connect(people.xiaowang.cookies())
  expect(again.answer).toEqual({ type: 'error', code: 'not_signed_in' })
})

test('new roles cut the old rights off', async () => {
  const { closed } = await atDesk(people.li)
  await people.admin.call(updateStaff, { id: people.li.id, roles: ['trainer'] })
  expect(await closed).toBe(4401)
})

test('signing out at one desk closes its socket and leaves the other', async () => {
  const desk = await atDesk(people.xiaowang)
  const laptop = await signIn(app, 'xiaowang')
  const other = await connect(laptop.cookies())
  await people.xiaowang.call(signOut)
  expect(await desk.closed).toBe(4401)
  expect(other.socket.readyState).toBe(WebSocket.OPEN)
  other.socket.close()
})

test('a session that ran out closes its socket at the next round', async () => {
  const { closed } = await atDesk(people.xiaowang)
  app.clock.advance(31 * 60)
  await app.rounds.round()
  expect(await closed).toBe(4401)
})

test('a locked screen keeps its socket and opens no other', async () => {
  const { socket } = await atDesk(people.xiaowang)
  await people.xiaowang.call(lockScreen)
  await app.rounds.round()
  expect(socket.readyState).toBe(WebSocket.OPEN)
  expect((await connect(people.xiaowang.cookies())).answer).toEqual({ type: 'error', code: 'not_signed_in' })
  socket.close()
})

test('another group begins at once, on the socket too', async () => {
  const { socket } = await atDesk(people.xiaowang)
  const resynced = frameOf(socket, 'resync')
  await people.admin.call(updateStaff, { id: people.xiaowang.id, groupIds: [people.groupB] })
  await resynced
  const [live] = [...app.hub.on(`staff:${people.xiaowang.id}`)]
  expect(live?.actor).toMatchObject({ groupIds: [people.groupB] })
  socket.close()
})
