import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { getHealth } from '../../domain/operations/contract.ts'
import { healthKeys } from '../../domain/operations/health.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { keepNote, onDatabase } from './backup/own-folder.ts'

let app: TestApp
let people: Cast
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const health = () => people.admin.call(getHealth)
const part = async (key: string) => (await health()).items.find((item) => item.key === key)

test('the health page tells an administrator of every part, with figures', async () => {
  const { state, items } = await health()
  expect(items.map(({ key }) => key)).toEqual([...healthKeys])
  const known = Object.fromEntries(items.map(({ key, figures }) => [key, figures]))
  expect(known.database?.connections).toBeGreaterThan(0)
  expect(known.disk?.freeBytes).toBeGreaterThan(0)
  expect(Math.abs(Number(known.clock?.skewMs))).toBeLessThan(2000)
  // Nothing was ever saved here.
  expect(items.find(({ key }) => key === 'backup')?.state).toBe('attention')
  expect(state).not.toBe('ok')
})

test('agents do not see it', async () => {
  expect(await people.xiaowang.refusal(getHealth)).toBe('not_allowed')
})

test('a backup of today is well, one of last week is not', async () => {
  const note = (takenAt: Date) => keepNote(app.databaseUrl, { takenAt, bytes: 1000, cause: 'asked' })
  const ago = (hours: number) => new Date(app.clock.now().getTime() - hours * 3_600_000)
  await note(ago(24 * 8))
  expect((await part('backup'))?.state).toBe('broken')
  await note(ago(1))
  expect((await part('backup'))?.state).toBe('ok')
})

test('a migration of a newer release is told', async () => {
  await onDatabase(app.databaseUrl, async (client) => {
    await client.query("insert into schema_migration (name, sha256) values ('9999_of_tomorrow.sql', '')")
  })
  expect(await part('version')).toMatchObject({ state: 'attention', figures: { unknownMigrations: 1 } })
  await onDatabase(app.databaseUrl, (client) => client.query("delete from schema_migration where name like '9999%'"))
  expect((await part('version'))?.state).toBe('ok')
})
