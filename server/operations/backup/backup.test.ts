import { randomBytes } from 'node:crypto'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listMessages } from '../../../domain/conversations/contract.ts'
import { revealContact } from '../../../domain/customers/contract.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { backupKey, backupStage } from '../../../test/backup.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { servedBy } from '../../../test/visitor.ts'
import { addContact } from '../../customers/actions.ts'
import { contextFor, transact } from '../../platform/context.ts'
import { queueAgain } from './jobs.ts'
import { onDatabase } from './own-folder.ts'

const passphrase = 'correct horse battery staple'
let app: TestApp
let people: Cast
let stage: Awaited<ReturnType<typeof backupStage>>

beforeAll(async () => {
  app = await startTestApp({ key: backupKey })
  await app.startJobs()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await people.xiaowang.signIn()
  stage = await backupStage(app)
})
afterEach(() => stage.end())

describe('a backup of a working centre', () => {
  test('comes back whole: rows, sequences, files, personal data, sign-in', async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    const contact = await transact(contextFor(app.platform, { kind: 'system' }), async (tx) => {
      const talk = await tx.db
        .selectFrom('conversation')
        .select('customerId')
        .where('id', '=', customer.talk)
        .executeTakeFirstOrThrow()
      await addContact(tx, { customerId: talk.customerId, value: '13800138000' })
      return tx.db.selectFrom('customerContact').select(['id', 'customerId']).executeTakeFirstOrThrow()
    })
    const attachment = await upload()
    const writing = keepWriting(() => customer.say(customer.talk, '还在写').then(({ seq }) => seq))
    await expect.poll(() => writing.acked.length).toBeGreaterThan(5)
    const ackedBefore = writing.acked.length
    const report = await stage.backup({ passphrase, filesPath: app.filesPath })
    await writing.stop()
    expect(report.files).toBeGreaterThan(0)
    expect(report.messages.broken).toBe(0)

    const restored = await stage.restore({ passphrase })
    expect(restored.rows).toEqual(report.rows)
    expect(restored.messages).toEqual(report.messages)
    const again = await stage.reopened(restored.databaseUrl, people.xiaowang)
    const { items } = await again.call(listMessages, { id: customer.talk, limit: 200 })
    const sequence = items.map((message) => message.seq)
    expect(sequence).toEqual(sequence.map((_, index) => index + 1))
    expect(writing.acked.slice(0, ackedBefore).filter((seq) => !sequence.includes(seq))).toEqual([])
    const shown = await again.call(revealContact, { id: contact.customerId, contactId: contact.id, reason: '核对' })
    expect(shown.value).toBe('13800138000')
    expect((await again.get(attachment)).body).toBe('清单')
  })

  test('goes on with numbers that were never given before', async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    await stage.backup({ passphrase })
    const newest = await onDatabase(app.databaseUrl, (db) => db.query('select max(id)::int as id from event'))
    const { databaseUrl } = await stage.restore({ passphrase })
    const again = await stage.reopened(databaseUrl, people.xiaowang)
    const posted = await again.post(`/api/conversations/${customer.talk}/messages`, {
      messageId: app.clock.newId(),
      body: '恢复之后',
    })
    expect(posted.status).toBe(200)
    const first = await onDatabase(databaseUrl, (db) =>
      db.query('select min(id)::int as id from event where id > $1', [newest.rows[0].id]),
    )
    expect(first.rows[0].id).toBeGreaterThan(newest.rows[0].id)
  })

  test('takes along the jobs that have not run', async () => {
    await app.platform.jobs.enqueue(app.platform.db, 'attachments.discard-unbound', {})
    await onDatabase(app.databaseUrl, (db) =>
      db.query("update pgboss.job set state = 'created', start_after = now() + interval '1 hour', completed_on = null"),
    )
    const { jobs } = await stage.backup({ passphrase })
    const restored = await stage.restore({ passphrase })
    await queueAgain(restored.databaseUrl, restored.jobs)
    const waiting = await onDatabase(restored.databaseUrl, (db) =>
      db.query("select count(*)::int as n from pgboss.job where state = 'created'"),
    )
    expect(waiting.rows[0].n).toBe(jobs)
    expect(jobs).toBeGreaterThan(0)
  })
})

describe('the key of personal data', () => {
  test('is in no unsealed backup, which then asks for it', async () => {
    await stage.backup()
    expect((await readFile(stage.file)).includes(backupKey)).toBe(false)
    await expect(stage.restore()).rejects.toThrow('--key FILE')
    await expect(stage.restore({ key: randomBytes(32) })).rejects.toThrow('not the one of this backup')
    await expect(stage.restore({ key: backupKey })).resolves.toMatchObject({ files: 0 })
  })

  test('is under the passphrase with everything else', async () => {
    await servedBy(app, people, people.xiaowang)
    await stage.backup({ passphrase })
    const bytes = await readFile(stage.file)
    expect(bytes.subarray(0, 8).toString()).toBe('SHOUWEN1')
    await expect(stage.restore()).rejects.toThrow('BACKUP_PASSPHRASE')
    await expect(stage.restore({ passphrase: 'some other passphrase' })).rejects.toThrow('does not open this backup')
  })
})

describe('a restore', () => {
  test('refuses a database that holds anything', async () => {
    await stage.backup({ passphrase })
    const databaseUrl = await stage.emptyDatabase()
    await onDatabase(databaseUrl, (db) => db.query('create table precious (id int)'))
    await expect(stage.restore({ passphrase, databaseUrl })).rejects.toThrow('not empty')
  })

  test.each([
    ['cut off', undefined, (size: number) => size - 200],
    ['cut off under its seal', passphrase, (size: number) => size - 200],
    ['cut off early', passphrase, () => 2000],
  ])('of a file %s leaves the database empty', async (_, secret, length) => {
    const { bytes } = await stage.backup(secret ? { passphrase: secret } : {})
    await truncate(stage.file, length(bytes))
    const databaseUrl = await stage.emptyDatabase()
    await expect(
      stage.restore({ ...(secret ? { passphrase: secret } : { key: backupKey }), databaseUrl }),
    ).rejects.toThrow()
    const left = await onDatabase(databaseUrl, (db) => db.query("select 1 from pg_tables where schemaname = 'public'"))
    expect(left.rowCount).toBe(0)
  })

  test('of a file with one changed byte is refused', async () => {
    await stage.backup({ passphrase })
    const bytes = await readFile(stage.file)
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
    await writeFile(stage.file, bytes)
    await expect(stage.restore({ passphrase })).rejects.toThrow('does not open this backup')
  })
})

function keepWriting(write: () => Promise<number>) {
  const acked: number[] = []
  let going = true
  const done = (async () => {
    while (going) acked.push(await write())
  })()
  const stop = async () => {
    going = false
    await done
  }
  return { acked, stop }
}

async function upload(): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob(['清单'], { type: 'text/plain' }), '清单.txt')
  const headers = { cookie: people.xiaowang.cookies() }
  const response = await fetch(new URL('/api/attachments', app.url), { method: 'POST', headers, body: form })
  return ((await response.json()) as { attachment: { url: string } }).attachment.url
}
