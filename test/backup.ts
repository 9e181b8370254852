import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signIn } from '../domain/identity/contract.ts'
import { openApp } from '../server/app.ts'
import { makeBackup } from '../server/operations/backup/backup.ts'
import { restoreBackup } from '../server/operations/backup/restore.ts'
import { migrate } from '../server/platform/migrate.ts'
import type { TestApp } from './app.ts'
import type { Person } from './cast.ts'
import { newDatabase } from './database.ts'
import { openHttp } from './http.ts'

export const backupKey = randomBytes(32)
type Given = { passphrase?: string; key?: Buffer; databaseUrl?: string }

/** A folder with one backup of `app`, and databases it is restored into; `end` leaves nothing of it. */
export async function backupStage(app: TestApp) {
  const folder = await mkdtemp(join(tmpdir(), 'shouwen-backup-'))
  const file = join(folder, 'a.backup')
  const filesPath = join(folder, 'files')
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })]

  const emptyDatabase = async () => {
    const { url, drop } = await newDatabase()
    undo.push(drop)
    return url
  }
  return {
    file,
    emptyDatabase,
    backup: (more: { passphrase?: string; filesPath?: string } = {}) =>
      makeBackup({ databaseUrl: app.databaseUrl, key: backupKey, to: file, ...more }),
    async restore({ databaseUrl, ...given }: Given = {}) {
      const url = databaseUrl ?? (await emptyDatabase())
      return restoreBackup({ from: file, filesPath, openDatabase: async () => url, ...given })
    },
    /** The restored centre as a server on its own, with `who` signed in. */
    async reopened(databaseUrl: string, who: Person) {
      await migrate(databaseUrl)
      const options = { databaseUrl, key: backupKey, files: { folder: filesPath }, publicUrl: 'http://console.test' }
      const again = await openApp({ ...options, strictReplies: true, rateLimits: false, logLevel: 'silent' })
      undo.push(() => again.close())
      const http = openHttp({ url: await again.listen(0, '127.0.0.1') })
      await http.call(signIn, { email: who.email, password: who.password })
      return http
    },
    async end() {
      for (const step of undo.reverse()) await step()
    },
  }
}
