import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { migrate } from '../../platform/migrate.ts'
import { say } from '../../platform/start/console.ts'
import { readSettings, refuseToStart, type Settings } from '../../platform/start/env.ts'
import { queueAgain } from './jobs.ts'
import { databaseTime } from './own-folder.ts'
import { passphraseOf } from './passphrase.ts'
import { demandEmptyFolder, openEmptyCentre, type Place } from './place.ts'
import { type RestoreReport, restoreBackup, writeKey } from './restore.ts'
import { duration } from './words.ts'

const usage =
  'bin/restore FILE --data FOLDER [--key FILE]; BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE opens a sealed one'

async function main(): Promise<void> {
  const began = performance.now()
  const { file, data, key } = options()
  const settings = readSettings(['--data', data], process.env)
  demandEmptyFolder(settings.data)
  const opened: Place[] = []
  const close = async () => {
    for (const place of opened.splice(0)) await place.close()
  }
  try {
    const report = await restoreBackup({
      from: file,
      passphrase: passphraseOf(process.env),
      key: key ?? settings.secretKey,
      filesPath: join(settings.data, 'files'),
      async openDatabase(known) {
        const place = await openEmptyCentre(settings, known)
        opened.push(place)
        return place.databaseUrl
      },
    })
    await migrate(report.databaseUrl, { log: say })
    await queueAgain(report.databaseUrl, report.jobs)
    // A key that came from the environment stays there.
    if (!settings.secretKey) await writeKey(join(settings.data, 'secret.key'), report.key)
    await tell(report, (performance.now() - began) / 1000)
    await close()
  } catch (error) {
    await close().catch(() => {})
    leaveNothing(settings)
    throw error
  }
}

function options(): { file: string; data: string; key: Buffer | undefined } {
  const { values, positionals } = parse()
  const [file, ...more] = positionals
  if (!file || more.length > 0 || !values.data) throw new Error(`Usage: ${usage}`)
  if (!existsSync(file)) throw new Error(`there is no ${file}`)
  const key = values.key ? readFileSync(values.key) : undefined
  if (key && key.length !== 32) throw new Error(`--key: ${values.key} is no secret.key, which has 32 bytes`)
  return { file: resolve(file), data: values.data, key }
}

function parse() {
  try {
    const known = { data: { type: 'string' }, key: { type: 'string' } } as const
    return parseArgs({ options: known, strict: true, allowPositionals: true })
  } catch (error) {
    throw new Error(`${(error as Error).message.split(/\.\s|\n/)[0]}. Usage: ${usage}`)
  }
}

/** The folder was empty when we began, so what lies in it is half a restore of ours. */
function leaveNothing({ data }: Settings): void {
  const note = join(data, 'postgres.place')
  if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true })
  if (!existsSync(data)) return
  for (const name of readdirSync(data).filter((one) => one !== 'lost+found'))
    rmSync(join(data, name), { recursive: true, force: true })
}

async function tell(report: RestoreReport, seconds: number): Promise<void> {
  const width = Math.max(...Object.keys(report.rows).map((name) => name.length))
  for (const [table, count] of Object.entries(report.rows))
    say(`${table.padEnd(width)}  ${String(count).padStart(9)} rows, ${report.expected.rows[table]} in the backup`)
  const { messages, streams, broken } = report.messages
  say(`Message sequences: ${messages} messages in ${streams} streams, equal to the backup, ${broken} with a gap.`)
  say(
    `Files: ${report.files}${report.holdsFiles ? '' : ' (the backup holds none: S3, or a copy made before an upgrade)'}`,
  )
  const age = ((await databaseTime(report.databaseUrl)).getTime() - report.takenAt.getTime()) / 1000
  say(`Lost at most (RPO): what was written since ${report.takenAt.toISOString()}, that is ${duration(age)}.`)
  say(`Time taken (RTO): ${seconds.toFixed(1)} s, with every check.`)
}

main().catch(refuseToStart)
