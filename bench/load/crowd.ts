import { WebSocket } from 'ws'
import { reconnectSpreadMs } from '../../domain/live/timing.ts'
import type { Talk, Visitor } from '../harness/world.ts'
import { askUntilServed, type Lines, openLines } from './http-lines.ts'
import { eachAtOnce, openSocket } from './sockets.ts'

let sockets: WebSocket[] = []

/** As widget/delivery/live.ts does, whose file speaks to a browser. */
const delayMs = (failures: number) => 50 + Math.random() * Math.min(30_000, reconnectSpreadMs * 1.5 ** failures)

/** Visitors with the window open who say nothing. */
export async function seatVisitors({ url, visitors }: { url: string; visitors: Visitor[] }): Promise<void> {
  const joined = await eachAtOnce(visitors, 100, ({ token }) =>
    openSocket(`${url}/live`, { hello: { type: 'hello', as: 'visitor', token }, hear: () => {} }),
  )
  sockets.push(...joined)
}

export async function unseatVisitors(): Promise<void> {
  for (const socket of sockets) socket.terminate()
  sockets = []
}

export type Storm = { milliseconds: number; attempts: number }
type StormOptions = {
  url: string
  talks: Talk[] /** Whether each must also have read what it missed. */
  reads: boolean
}

let storm: { done: Promise<Storm>; goneAt(): void } | undefined

/** Everybody connected, and from now on each comes back by the rule of the customer's window. */
export async function expectStorm({ url, talks, reads }: StormOptions): Promise<void> {
  const lines = reads ? await openAgain(url) : null
  let attempts = 0
  let back = 0
  let begin = 0
  let isOver = false
  const result = Promise.withResolvers<Storm>()
  const arrive = () => {
    if (begin === 0 || ++back < talks.length) return
    isOver = true
    result.resolve({ milliseconds: performance.now() - begin, attempts })
    for (const socket of sockets) socket.terminate()
    sockets = []
  }
  const first: Promise<void>[] = []
  for (const talk of talks) {
    const ready = Promise.withResolvers<void>()
    first.push(ready.promise)
    let failures = 0
    const connect = () => {
      if (begin > 0) attempts++
      const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, { perMessageDeflate: false })
      socket.on('error', () => {})
      socket.on('open', () => socket.send(JSON.stringify({ type: 'hello', as: 'visitor', token: talk.visitor.token })))
      socket.once('message', async () => {
        failures = 0
        sockets.push(socket)
        if (begin === 0) return ready.resolve()
        if (lines) await readMissed(lines, talk)
        arrive()
      })
      socket.on('close', () => {
        if (!isOver) setTimeout(connect, delayMs(failures++))
      })
    }
    connect()
    if (first.length % 100 === 0) await Promise.all(first)
  }
  await Promise.all(first)
  storm = {
    done: result.promise,
    goneAt() {
      sockets = []
      begin = performance.now()
    },
  }
}

/** Called just before the server is killed; answers once everybody is back. */
export async function awaitStorm(): Promise<Storm> {
  if (!storm) throw new Error('nobody is connected')
  storm.goneAt()
  return storm.done
}

/** Lines to a server that is killed meanwhile: opened again when needed. */
async function openAgain(url: string): Promise<{ get(): Promise<Lines> }> {
  let opened: Promise<Lines> | undefined
  return {
    get: () => {
      opened ??= openLines(url, 50)
      return opened
    },
  }
}

/** Complete is who has the message that came while nobody was connected. */
async function readMissed(lines: { get(): Promise<Lines> }, { id, visitor }: Talk): Promise<void> {
  const answer = await askUntilServed(await lines.get(), {
    method: 'GET',
    path: `/api/widget/conversations/${id}/messages?after=0`,
    headers: `authorization: Bearer ${visitor.token}\r\n`,
  })
  if (answer.status !== 200 || !answer.body.includes('"seq":1,'))
    throw new Error(`not complete: ${answer.status} ${answer.body}`)
}
