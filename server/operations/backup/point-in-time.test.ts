import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { listMessages } from '../../../domain/conversations/contract.ts'
import type { TestApp } from '../../../test/app.ts'
import { archivingPostgres } from '../../../test/archive.ts'
import { cast, signIn } from '../../../test/cast.ts'
import { movableClock } from '../../../test/clock.ts'
import { servedBy } from '../../../test/visitor.ts'
import { openApp } from '../../app.ts'
import { migrate } from '../../platform/migrate.ts'
import { onDatabase } from './own-folder.ts'

const key = randomBytes(32)
const archive = await archivingPostgres()
const files = await mkdtemp(join(tmpdir(), 'shouwen-files-'))
afterAll(async () => {
  await archive.end()
  await rm(files, { recursive: true })
})

/** The product on a database, as `test/app.ts` opens it on its own. */
async function openOn(databaseUrl: string): Promise<TestApp> {
  const clock = movableClock()
  const options = { databaseUrl, key, files: { folder: files }, publicUrl: 'http://console.test', clock }
  const app = await openApp({ ...options, strictReplies: true, rateLimits: false, logLevel: 'silent' })
  const url = await app.listen(0, '127.0.0.1')
  return { ...app, clock, url, databaseUrl, filesPath: files, reset: async () => {} }
}

/** One number per table, with every row in it. */
async function digests(databaseUrl: string): Promise<Record<string, string>> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
    )
    const found: Record<string, string> = {}
    for (const { name } of rows) {
      const { rows: sums } = await client.query(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as sum from ${name} t`,
      )
      found[name] = sums[0].sum
    }
    return found
  })
}

const instantOf = (databaseUrl: string) =>
  onDatabase(databaseUrl, async (client) => (await client.query('select clock_timestamp()::text as at')).rows[0].at)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

// Fault F31, second half: what the operations guide says under "Point-in-time recovery", done.
test('a base copy and the archived log give back the rows of any instant after it', { timeout: 120_000 }, async () => {
  const url = await archive.start()
  await migrate(url)
  const app = await openOn(url)
  const people = await cast(app)
  await people.xiaowang.signIn()
  const customer = await servedBy(app, people, people.xiaowang)
  const tooEarly = await instantOf(url)
  await pause(20)

  // The copy is made while people write.
  let writing = true
  const written = (async () => {
    while (writing) {
      await customer.say(customer.talk, '还在写')
      await pause(20)
    }
  })()
  await archive.copyBase(url)
  writing = false
  await written
  await customer.say(customer.talk, '这一句在那一刻之前')
  await app.close()
  const before = await digests(url)
  const instant = await instantOf(url)
  await pause(20)

  // After it, more is said, and somebody makes the mistake for whose sake one goes back.
  const again = await openOn(url)
  await onDatabase(url, (client) => client.query(`update customer set display_name = 'overwritten'`))
  await onDatabase(url, (client) => client.query(`delete from message where stream = 'talk'`))
  await again.close()
  expect(await digests(url)).not.toEqual(before)
  await archive.archiveNow(url)
  await archive.stop()

  const recovered = await archive.recover('recovered', instant)
  expect(await digests(recovered)).toEqual(before)
  const back = await openOn(recovered)
  const xiaowang = await signIn(back, 'xiaowang')
  const { items } = await xiaowang.call(listMessages, { id: customer.talk, limit: 200 })
  expect(items.map(({ seq }) => seq)).toEqual(items.map((_, index) => index + 1))
  expect(items.length).toBeGreaterThan(5)
  expect(items.at(-1)?.body).toBe('这一句在那一刻之前')
  const posted = await xiaowang.post(`/api/conversations/${customer.talk}/messages`, {
    messageId: back.clock.newId(),
    body: '恢复之后',
  })
  expect([posted.status, posted.body.message.seq]).toEqual([200, items.length + 1])
  await back.close()
  await archive.stop()

  // Before the end of the base copy there is nothing to go back to: PostgreSQL says so and does not start.
  await expect(archive.recover('too-early', tooEarly)).rejects.toThrow(
    'requested recovery stop point is before consistent recovery point',
  )
})
