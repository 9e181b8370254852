import { makeBackup } from './backup/backup.ts'
import { discardOld, keepNote, nextFile } from './backup/own-folder.ts'
import { size } from './backup/words.ts'

type Centre = { databaseUrl: string; key: Buffer; data: string; say(line: string): void }

const word = 'before-upgrade'

/**
 * What a start does before its migrations change an existing database: the rows as they are, in <data>/backups, the newest
 * three kept. `finish` notes it once the database is new enough to have a place for the note.
 */
export function upgradeBackup({ databaseUrl, key, data, say }: Centre) {
  let made: { takenAt: Date; bytes: number } | undefined
  return {
    async before(pending: string[]): Promise<void> {
      const report = await nextFile(data, databaseUrl, word)
        .then((to) => makeBackup({ databaseUrl, key, to }))
        .catch((error: Error) => {
          throw new Error(`the upgrade did not begin, because the backup before it failed: ${error.message}`)
        })
      made = report
      discardOld(data, word)
      const steps = pending.length === 1 ? '1 migration' : `${pending.length} migrations`
      say(`Upgrading the database (${steps}). Backup of it before: ${report.to} (${size(report.bytes)})`)
    },
    async finish(): Promise<void> {
      if (made) await keepNote(databaseUrl, { ...made, cause: 'upgrade' })
    },
  }
}
