import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { clientFrame } from '../../domain/live/frames.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { atDesk, guestLive, type Live, rawSocket } from '../../test/live.ts'
import { type Guest, guest } from '../../test/visitor.ts'
import { type Callers, callers } from '../world/callers.ts'
import { insertSubjects, type Subject, staffRelations } from '../world/conversations.ts'
import { faultOfReply, framesOf, type Thrown } from './frames.ts'
import type { Pool } from './schema.ts'

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
const runs = Number(process.env.FUZZ_RUNS ?? 20)
let app: TestApp
let people: Cast
let who: Callers
let subjects: Subject[]
let seen: Set<string>
let pool: Pool
let honest: { agent: Live; guest: Guest; talk: Live; id: string }

beforeAll(async () => {
  app = await startTestApp()
  people = await cast(app)
  who = await callers(app, people)
  const wanted = staffRelations.map((relation) => ({ relation, caller: who.agent }))
  subjects = await insertSubjects(app, people, wanted)
  const hidden = new Set(['of my group', 'mentioned in a note', 'mine before a transfer', 'foreign', 'foreign queue'])
  seen = new Set(subjects.filter((_, index) => !hidden.has(staffRelations[index] as string)).map(({ id }) => id))
  pool = {
    conversation: [...subjects.map(({ id }) => id), app.clock.newId()],
    token: [who.visitor.token as string, 'x'.repeat(43)],
  }
  honest = await honestPair()
  // It waits in the agent's own queue.
  seen.add(honest.id)
})
afterAll(() => app.close())

/** A customer and an agent who talk while others throw rubbish. */
async function honestPair() {
  const agent = await atDesk(app, people.xiaoli)
  const came = await guest(app, people)
  const { id } = await came.start()
  const talk = await guestLive(app, came)
  agent.send({ type: 'watch', conversation: id })
  await agent.frame('viewers')
  return { agent, guest: came, talk, id }
}

async function honestTalkGoesOn(): Promise<void> {
  const started = performance.now()
  const said = await honest.guest.say(honest.id, `还在吗 ${randomBytes(4).toString('hex')}`)
  await honest.agent.frame('message', (frame) => frame.message.id === said.id)
  expect(performance.now() - started, 'time of an honest message').toBeLessThan(2000)
  expect([honest.agent.isOpen(), honest.talk.isOpen()]).toEqual([true, true])
}

type Throw = { headers?: Record<string, string>; hello?: object; frames: readonly Thrown[] }

/** Throws frames at a socket of its own and gives what came back. */
async function thrown({ headers = {}, hello, frames }: Throw) {
  const { socket, closed } = await rawSocket(app, { origin: app.url, ...headers })
  const replies: string[] = []
  socket.on('message', (data) => replies.push(String(data)))
  socket.on('error', () => {})
  if (hello) {
    socket.send(JSON.stringify(hello))
    await once(socket, 'message')
  }
  for (const frame of frames) socket.send(frame)
  socket.send(JSON.stringify({ type: 'ping' }))
  await Promise.race([untilPongs(socket, 1 + frames.filter(isPing).length), closed])
  const isOpen = socket.readyState === socket.OPEN
  socket.close()
  return { replies, code: isOpen ? null : (await closed).code }
}

const isPing = (frame: Thrown) => {
  try {
    return clientFrame.parse(JSON.parse(String(frame))).type === 'ping' && !Buffer.isBuffer(frame)
  } catch {
    return false
  }
}

/** Frames are worked off in order: the answer to the last ping comes after everything else. */
function untilPongs(socket: WebSocket, count: number): Promise<void> {
  let heard = 0
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'pong' && ++heard === count) resolve()
    })
  })
}

describe(`seed ${seed}`, () => {
  const sample = (count: number) => fc.sample(framesOf(pool), { numRuns: count, seed })

  test('a socket that never signed in hears errors and the welcome, nothing else', async () => {
    for (const frame of sample(runs * 3)) {
      const { replies } = await thrown({ frames: [frame] })
      const kinds = replies.map((reply) => JSON.parse(reply).type)
      const isSignIn = String(frame).includes('"hello"')
      if (!isSignIn)
        expect(
          kinds.filter((kind) => kind !== 'error'),
          String(frame).slice(0, 200),
        ).toEqual([])
      for (const reply of replies)
        expect(
          faultOfReply(reply, () => isSignIn),
          String(frame).slice(0, 200),
        ).toBeNull()
    }
    await honestTalkGoesOn()
  }, 600_000)

  test.each(['agent', 'visitor', 'pr', 'admin'] as const)(
    'a signed-in %s hears frames of the list, about what it may see',
    async (name) => {
      const caller = who[name]
      const hello =
        name === 'visitor' ? { type: 'hello', as: 'visitor', token: caller.token } : { type: 'hello', as: 'staff' }
      const mayHear = (id: string) => name === 'agent' && seen.has(id)
      for (let round = 0; round < Math.ceil(runs / 10); round++) {
        const frames = fc.sample(framesOf(pool), { numRuns: 200, seed: seed + round })
        const { replies, code } = await thrown({ headers: caller.headers, hello, frames })
        const faults = replies.map((reply) => faultOfReply(reply, mayHear)).filter((fault) => fault !== null)
        expect(faults).toEqual([])
        expect(code).toBeNull()
        expect(replies.length).toBeGreaterThan(50)
      }
      await honestTalkGoesOn()
    },
    600_000,
  )

  test('frames of foreign conversations are answered "not found", as those that never existed', async () => {
    const foreign = subjects.filter(({ id }) => !seen.has(id)).map(({ id }) => id)
    for (const id of [...foreign, app.clock.newId()]) {
      for (const frame of [
        { type: 'watch', conversation: id },
        { type: 'typing', conversation: id, on: true },
      ]) {
        const { replies } = await thrown({
          headers: who.agent.headers,
          hello: { type: 'hello', as: 'staff' },
          frames: [JSON.stringify(frame)],
        })
        expect(replies.filter((reply) => reply.includes('"error"'))).toEqual(['{"type":"error","code":"not_found"}'])
      }
    }
  })
})

describe('faults of the protocol', () => {
  const hello = { type: 'hello', as: 'staff' }

  test('close with the code of the fault, and the server lives', async () => {
    const big = await thrown({ headers: who.agent.headers, hello, frames: ['x'.repeat(64 * 1024 + 1)] })
    expect(big.code).toBe(1009)
    expect((await thrown({ headers: who.agent.headers, hello, frames: Array(1000).fill('{}') })).code).toBe(1008)
    expect(await rawFrame(Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]))).toBe(1007)
    // Reserved bits without a compression agreed on: a bomb is not even unpacked.
    expect(await rawFrame(Buffer.from([0xc1, 0x82, 0, 0, 0, 0, 0x4b, 0x04]))).toBe(1002)
    // An unmasked frame of a client.
    expect(await rawFrame(Buffer.from([0x81, 0x02, 0x7b, 0x7d]))).toBe(1002)
    await honestTalkGoesOn()
  })

  test.each([
    ['a foreign origin', { origin: 'http://evil.test' }],
    ['an origin that is none', { origin: 'null' }],
    ['the origin of an embedding shop', { origin: 'http://shop.test' }],
  ])('%s is refused at the handshake', async (_what, headers) => {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/live`, {
      headers: { ...who.agent.headers, ...headers },
    })
    const [, response] = await once(socket, 'unexpected-response')
    expect(response.statusCode).toBe(403)
  })

  test('a signed-out socket is not heard: a token of nobody, a session that ended', async () => {
    for (const hello of [
      { type: 'hello', as: 'visitor', token: '' },
      { type: 'hello', as: 'visitor', token: 'x'.repeat(43) },
      { type: 'hello', as: 'visitor' },
      { type: 'hello', as: 'staff' },
    ]) {
      const { replies, code } = await thrown({ frames: [JSON.stringify(hello)] })
      expect(replies[0]).toBe('{"type":"error","code":"not_signed_in"}')
      expect(code).toBe(4401)
    }
    for (const name of ['former', 'locked'] as const)
      expect((await thrown({ headers: who[name].headers, frames: [JSON.stringify(hello)] })).code).toBe(4401)
  })
})

/** The close code that bytes sent past any library are answered with. */
async function rawFrame(bytes: Buffer): Promise<number> {
  const { port, host } = new URL(app.url)
  const socket = connect(Number(port), '127.0.0.1')
  const key = randomBytes(16).toString('base64')
  socket.write(
    `GET /live HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${app.url}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  )
  const [head] = (await once(socket, 'data')) as [Buffer]
  expect(String(head)).toMatch(/^HTTP\/1\.1 101/)
  socket.write(bytes)
  const [frame] = (await once(socket, 'data')) as [Buffer]
  socket.destroy()
  expect(frame[0]).toBe(0x88)
  return frame.readUInt16BE(2)
}
