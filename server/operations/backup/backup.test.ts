import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listMessages } from '../../../domain/conversations/contract.ts'
import { revealContact } from '../../../domain/customers/contract.ts'
import { signIn } from '../../../domain/identity/contract.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { newDatabase } from '../../../test/database.ts'
import { openHttp } from '../../../test/http.ts'
import { servedBy } from '../../../test/visitor.ts'
import { openApp } from '../../app.ts'
import { addContact } from '../../customers/actions.ts'
import { contextFor, transact } from '../../platform/context.ts'
import { migrate } from '../../platform/migrate.ts'
import { makeBackup } from './backup.ts'
import { queueAgain } from './jobs.ts'
import { onDatabase } from './own-folder.ts'
import { restoreBackup } from './restore.ts'

const key = randomBytes(32)
const passphrase = 'correct horse battery staple'
let app: TestApp
let people: Cast
let folder: string
let undo: (() => Promise<unknown>)[]

beforeAll(async () => {
  app = await startTestApp({ key })
  await app.startJobs()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await people.xiaowang.signIn()
  folder = await mkdtemp(join(tmpdir(), 'shouwen-backup-'))
  undo = [() => rm(folder, { recursive: true })]
  return async () => {
    for (const step of undo.reverse()) await step()
  }
})

const file = () => join(folder, 'a.backup')
const backup = (more: { passphrase?: string; filesPath?: string } = {}) =>
  makeBackup({ databaseUrl: app.databaseUrl, key, to: file(), ...more })

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await newDatabase()
  undo.push(drop)
  return url
}

type Given = { passphrase?: string; key?: Buffer; databaseUrl?: string }
async function restore({ databaseUrl, ...given }: Given = {}) {
  const url = databaseUrl ?? (await emptyDatabase())
  return restoreBackup({
    from: file(),
    filesPath: join(folder, 'files'),
    openDatabase: async () => url,
    ...given,
  })
}

/** The restored centre as a server on its own. */
async function reopened(databaseUrl: string) {
  await migrate(databaseUrl)
  const options = { databaseUrl, key, files: { folder: join(folder, 'files') }, publicUrl: 'http://console.test' }
  const again = await openApp({ ...options, strictReplies: true, rateLimits: false, logLevel: 'silent' })
  undo.push(() => again.close())
  const url = await again.listen(0, '127.0.0.1')
  const http = openHttp({ url })
  await http.call(signIn, { email: people.xiaowang.email, password: people.xiaowang.password })
  return { ...http, url, app: again }
}

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
    const report = await backup({ passphrase, filesPath: app.filesPath })
    await writing.stop()
    expect(report.files).toBeGreaterThan(0)
    expect(report.messages.broken).toBe(0)

    const restored = await restore({ passphrase })
    expect(restored.rows).toEqual(report.rows)
    expect(restored.messages).toEqual(report.messages)
    const again = await reopened(restored.databaseUrl)
    const { items } = await again.call(listMessages, { id: customer.talk, limit: 200 })
    const sequence = items.map((message) => message.seq)
    expect(sequence).toEqual(sequence.map((_, index) => index + 1))
    expect(writing.acked.slice(0, ackedBefore).filter((seq) => !sequence.includes(seq))).toEqual([])
    const shown = await again.call(revealContact, { id: contact.customerId, contactId: contact.id, reason: '核对' })
    expect(shown.value).toBe('13800138000')
    const picture = await fetch(new URL(attachment, again.url), { headers: { cookie: again.cookies() } })
    expect(await picture.text()).toBe('清单')
  })

  test('goes on with numbers that were never given before', async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    await backup({ passphrase })
    const newest = await onDatabase(app.databaseUrl, (db) => db.query('select max(id)::int as id from event'))
    const { databaseUrl } = await restore({ passphrase })
    const again = await reopened(databaseUrl)
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
    const { jobs } = await backup({ passphrase })
    const restored = await restore({ passphrase })
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
    await backup()
    expect((await readFile(file())).includes(key)).toBe(false)
    await expect(restore()).rejects.toThrow('--key FILE')
    await expect(restore({ key: randomBytes(32) })).rejects.toThrow('not the one of this backup')
    await expect(restore({ key })).resolves.toMatchObject({ files: 0 })
  })

  test('is under the passphrase with everything else', async () => {
    await servedBy(app, people, people.xiaowang)
    await backup({ passphrase })
    const bytes = await readFile(file())
    expect(bytes.subarray(0, 8).toString()).toBe('SHOUWEN1')
    await expect(restore()).rejects.toThrow('BACKUP_PASSPHRASE')
    await expect(restore({ passphrase: 'some other passphrase' })).rejects.toThrow('does not open this backup')
  })
})

describe('a restore', () => {
  test('refuses a database that holds anything', async () => {
    await backup({ passphrase })
    const databaseUrl = await emptyDatabase()
    await onDatabase(databaseUrl, (db) => db.query('create table precious (id int)'))
    await expect(restore({ passphrase, databaseUrl })).rejects.toThrow('not empty')
  })

  test.each([
    ['cut off', undefined, (size: number) => size - 200],
    ['cut off under its seal', passphrase, (size: number) => size - 200],
    ['cut off early', passphrase, () => 2000],
  ])('of a file %s leaves the database empty', async (_, secret, length) => {
    const { bytes } = await backup(secret ? { passphrase: secret } : {})
    await truncate(file(), length(bytes))
    const databaseUrl = await emptyDatabase()
    await expect(restore({ ...(secret ? { passphrase: secret } : { key }), databaseUrl })).rejects.toThrow()
    const left = await onDatabase(databaseUrl, (db) => db.query("select 1 from pg_tables where schemaname = 'public'"))
    expect(left.rowCount).toBe(0)
  })

  test('of a file with one changed byte is refused', async () => {
    await backup({ passphrase })
    const bytes = await readFile(file())
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
    await writeFile(file(), bytes)
    await expect(restore({ passphrase })).rejects.toThrow('does not open this backup')
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
