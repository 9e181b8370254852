import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { say } from '../../platform/start/console.ts'
import { readSettings, refuseToStart } from '../../platform/start/env.ts'
import { type BackupReport, makeBackup } from './backup.ts'
import { keepNote, nextFile } from './own-folder.ts'
import { passphraseOf } from './passphrase.ts'
import { openCentre } from './place.ts'
import { size } from './words.ts'

const usage = 'bin/backup [--data FOLDER] [--to FILE]; a passphrase in BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE'

async function main(): Promise<void> {
  const { to, data = './data' } = options()
  const passphrase = passphraseOf(process.env)
  const settings = readSettings(['--data', data], process.env)
  const centre = await openCentre(settings)
  try {
    const target = resolve(to ?? (await nextFile(settings.data, centre.databaseUrl, 'shouwen')))
    if (existsSync(target)) throw new Error(`${target} exists: a backup never overwrites one`)
    const report = await makeBackup({ ...centre, to: target, passphrase })
    await keepNote(centre.databaseUrl, { ...report, cause: 'asked' })
    tell(report, centre.filesPath !== undefined)
  } finally {
    await centre.close()
  }
}

function options(): { data?: string | undefined; to?: string | undefined } {
  try {
    return parseArgs({ options: { data: { type: 'string' }, to: { type: 'string' } }, strict: true }).values
  } catch (error) {
    throw new Error(`${(error as Error).message.split(/\.\s|\n/)[0]}. Usage: ${usage}`)
  }
}

function tell(
  { to, takenAt, bytes, seconds, rows, messages, files, holdsKey }: BackupReport,
  withFiles: boolean,
): void {
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  say(`Backup: ${to} (${size(bytes)}, ${seconds.toFixed(1)} s)`)
  say(`Holds the centre as it was at ${takenAt.toISOString()}: ${total} rows of ${Object.keys(rows).length} tables,`)
  say(`${messages.messages} messages in ${messages.streams} streams (${messages.broken} with a gap), ${files} files.`)
  if (!withFiles) say('Files lie in S3 (or nowhere) and are not in it: keep versions of that bucket.')
  say(
    holdsKey
      ? 'Sealed with your passphrase, with the key that opens personal data inside. Without the passphrase nobody opens it.'
      : 'NOT sealed, and the key that opens personal data is NOT in it: keep secret.key (or SECRET_KEY) in another place, or set BACKUP_PASSPHRASE.',
  )
}

main().catch(refuseToStart)
