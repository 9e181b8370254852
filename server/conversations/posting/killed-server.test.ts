import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startTestApp } from '../../../test/app.ts'
import { cast } from '../../../test/cast.ts'
import { servedBy } from '../../../test/visitor.ts'

const app = await startTestApp()
const folder = mkdtempSync(join(tmpdir(), 'shouwen-killed-'))
let server: ChildProcess | undefined
afterAll(async () => {
  server?.kill('SIGKILL')
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const main = join(import.meta.dirname, '..', '..', 'main.ts')
type Reply = { message: { seq: number } }
const sends = 300
const inFlight = 12

/** A server of its own on the same database, at a port that stays the same after a kill. */
async function start(port: number): Promise<void> {
  const args = [main, '--data', folder, '--port', String(port), '--shop-port', '0']
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, DATABASE_URL: app.databaseUrl, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  server = child
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk) => String(chunk).includes('is ready') && resolve())
    child.once('exit', () => reject(new Error('the server ended before it was ready')))
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as { port: number }
  await new Promise((resolve) => probe.close(resolve))
  return port
}

test('a server killed twice in the middle of 300 sends loses no acked message, doubles none, leaves no gap', async () => {
  const people = await cast(app)
  const customer = await servedBy(app, people, people.xiaowang)
  const port = await freePort()
  await start(port)
  const acked = new Map<string, { seq: number; body: string }>()
  let tries = 0
  const url = `http://127.0.0.1:${port}/api/widget/conversations/${customer.talk}/messages`
  const headers = { authorization: `Bearer ${customer.token()}`, 'content-type': 'application/json' }
  /** Sends until it is answered, always with the same id. */
  const deliver = async (number: number) => {
    const message = { messageId: app.clock.newId(), body: `第 ${number} 条` }
    for (;;) {
      tries++
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(message) }).catch(() => null)
      // 429 counts by caller and minute; a killed server forgot the count.
      const reply = answer?.status === 200 ? ((await answer.json().catch(() => null)) as Reply | null) : null
      if (reply) return void acked.set(message.messageId, { seq: reply.message.seq, body: message.body })
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const waiting = Array.from({ length: sends }, (_, index) => index + 1)
  const lanes = Array.from({ length: inFlight }, async () => {
    for (let number = waiting.shift(); number; number = waiting.shift()) await deliver(number)
  })
  for (const share of [1 / 3, 2 / 3]) {
    await expect.poll(() => acked.size, { timeout: 30_000, interval: 2 }).toBeGreaterThan(sends * share)
    server?.kill('SIGKILL')
    await start(port)
  }
  await Promise.all(lanes)

  const rows = await app.platform.db
    .selectFrom('message')
    .select(['id', 'seq', 'body'])
    .where('conversationId', '=', customer.talk)
    .where('stream', '=', 'talk')
    .orderBy('seq')
    .execute()
  const stored = new Map(rows.map((row) => [row.id, { seq: row.seq, body: row.body }]))
  expect(tries).toBeGreaterThan(sends)
  expect(acked.size).toBe(sends)
  for (const [id, message] of acked) expect(stored.get(id)).toEqual(message)
  expect(rows.filter((row) => row.body.startsWith('第'))).toHaveLength(sends)
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_row, index) => index + 1))
}, 90_000)
