import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fillEveryTable } from '../../test/any-row.ts'
import { newDatabase } from '../../test/database.ts'
import { applyMigration, migrate, migrationFiles, migrationTableSql } from '../platform/migrate.ts'
import { upgradeBackup } from './actions.ts'
import { discardOld, onDatabase } from './backup/own-folder.ts'
import { columnsOf, rowCounts } from './backup/queries.ts'
import { restoreBackup } from './backup/restore.ts'

const key = randomBytes(32)
const files = await migrationFiles()
let data: string
let undo: (() => Promise<unknown>)[]
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'shouwen-upgrade-'))
  undo = [() => rm(data, { recursive: true })]
})
afterEach(async () => {
  for (const step of undo.reverse()) await step()
})

/** A centre as an earlier release left it: the first `count` migrations and a row in every table. */
async function earlierCentre(count: number): Promise<{ url: string; rows: Record<string, number> }> {
  const url = await database()
  const rows = await onDatabase(url, async (client: Client) => {
    await client.query(migrationTableSql)
    for (const file of files.slice(0, count)) await applyMigration(client, file)
    return rowCounts(client, await fillEveryTable(client))
  })
  return { url, rows }
}

async function database(): Promise<string> {
  const { url, drop } = await newDatabase()
  undo.push(drop)
  return url
}

const said: string[] = []
const upgrade = async (databaseUrl: string) => {
  const backup = upgradeBackup({ databaseUrl, key, data, say: (line) => void said.push(line) })
  await migrate(databaseUrl, { before: backup.before })
  await backup.finish()
}
const backups = async () => (await readdir(join(data, 'backups')).catch(() => [])).sort()
/** Figures that a release counts anew from the log. */
const countedAnew = ['rollup_hour', 'rollup_cursor']
const countsOf = (url: string, tables: string[]) => onDatabase(url, (client) => rowCounts(client, tables))

describe('an upgrade', () => {
  test.each(files.slice(0, -1).map(({ name }, index) => [name, index + 1] as const))(
    'from a release that ended with %s keeps every row, and its backup restores into this one',
    async (_, count) => {
      const { url, rows } = await earlierCentre(count)
      await upgrade(url)
      const tables = Object.keys(rows)
      const after = await countsOf(url, tables)
      expect(
        tables.filter((table) => (after[table] ?? 0) < (rows[table] ?? 0) && !countedAnew.includes(table)),
      ).toEqual([])
      const [name, ...more] = await backups()
      expect(more).toEqual([])
      const target = await database()
      const from = join(data, 'backups', name as string)
      const restored = await restoreBackup({ from, key, filesPath: data, openDatabase: async () => target })
      expect(restored.rows).toEqual(rows)
      await migrate(target)
      expect(await onDatabase(target, columnsOf)).toEqual(await onDatabase(url, columnsOf))
    },
  )

  test('says in one line what it will do and where the backup lies, and notes it', async () => {
    const { url } = await earlierCentre(files.length - 1)
    await upgrade(url)
    expect(said.at(-1)).toMatch(
      /^Upgrading the database \(1 migrations?\)\. Backup of it before: .*before-upgrade-.*\.backup/,
    )
    const noted = await onDatabase(url, (client) =>
      client.query('select cause from backup_run where cause = $1', ['upgrade']),
    )
    expect(noted.rowCount).toBeGreaterThan(0)
  })

  test('that has nothing to do, and the first start of all, make no backup', async () => {
    const url = await database()
    await upgrade(url)
    await upgrade(url)
    expect(await backups()).toEqual([])
  })

  test('does not begin when the backup cannot be made', async () => {
    const { url } = await earlierCentre(files.length - 1)
    await writeFile(join(data, 'a file'), '')
    const nowhere = upgradeBackup({ databaseUrl: url, key, data: join(data, 'a file'), say: () => {} })
    await expect(migrate(url, { before: nowhere.before })).rejects.toThrow('the upgrade did not begin')
    const { rowCount } = await onDatabase(url, (client) => client.query('select 1 from schema_migration'))
    expect(rowCount).toBe(files.length - 1)
  })

  test('keeps the newest three backups', async () => {
    await mkdir(join(data, 'backups'))
    for (const day of [1, 2, 3, 4, 5])
      await writeFile(join(data, 'backups', `before-upgrade-2026-01-0${day}T00-00-00Z.backup`), '')
    await writeFile(join(data, 'backups', 'shouwen-2025-01-01T00-00-00Z.backup'), '')
    discardOld(data, 'before-upgrade')
    expect(await backups()).toEqual([
      ...[3, 4, 5].map((day) => `before-upgrade-2026-01-0${day}T00-00-00Z.backup`),
      'shouwen-2025-01-01T00-00-00Z.backup',
    ])
  })
})
