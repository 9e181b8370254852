import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { migrate } from '../../server/platform/migrate.ts'
import { clean, type Fault, longest, outcome } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { makeDatabase } from '../rig/postgres.ts'
import { withStage } from '../rig/stage.ts'

const migrator = join(import.meta.dirname, '../rig/migrator.ts')

export const killedMigration: Fault = {
  id: 'F29',
  title: 'the migration is killed at one statement after the other',
  async run(scale) {
    const server = await makeDatabase({ durable: false, migrated: false })
    try {
      const reference = await freshDatabase(server, 'reference')
      const statements = await countStatements(reference)
      const step = scale === 'full' ? 1 : Math.ceil(statements / 4)
      const wanted = await fingerprint(reference)
      const broken: string[] = []
      const again: number[] = []
      let kills = 0
      for (let at = 1; at <= statements; at += step) {
        const url = await freshDatabase(server, `victim_${at}`)
        if (await killAt(url, at)) kills++
        const beganAt = performance.now()
        await withoutTrap(url)
        await migrate(url)
        again.push(performance.now() - beganAt)
        if ((await fingerprint(url)) !== wanted) broken.push(`killed at statement ${at}, the schema came out different`)
        await server.pool.query(`drop database victim_${at} with (force)`)
      }
      return outcome(
        { ...clean, broken },
        {
          load: `${statements} statements, ${kills} kills`,
          recoveryMs: longest(again),
          own: [kills < Math.ceil(statements / step) && `only ${kills} kills hit their statement`],
        },
      )
    } finally {
      await server.dispose()
    }
  },
}

type Server = Awaited<ReturnType<typeof makeDatabase>>

async function freshDatabase(server: Server, name: string): Promise<string> {
  await server.pool.query(`create database ${name}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}

async function inside<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'harness' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** A sequence counts over rollbacks: the statement with the number that is wanted waits to be killed. */
const trap = `
  create schema if not exists trap; create sequence if not exists trap.statement;
  create or replace function trap.wait() returns event_trigger language plpgsql as $$
  begin
    if nextval('trap.statement') = current_setting('trap.at', true)::int then perform pg_sleep(1.5); end if;
  end $$`
const setTrap = 'create event trigger trap on ddl_command_start execute function trap.wait()'

async function countStatements(url: string): Promise<number> {
  await inside(url, async (client) => {
    await client.query(trap)
    await client.query(setTrap)
  })
  await migrate(url)
  const counted = await inside(url, (client) => client.query('select last_value::int as value from trap.statement'))
  await withoutTrap(url)
  return counted.rows[0]?.value as number
}

/** Kills the migrator while the database works on the n-th statement of its run; false when it was through before. */
async function killAt(url: string, at: number): Promise<boolean> {
  const name = new URL(url).pathname.slice(1)
  await inside(url, async (client) => {
    await client.query('drop event trigger if exists trap')
    await client.query(`alter database ${name} set trap.at = ${at}`)
    await client.query(trap)
    await client.query('alter sequence trap.statement restart')
    await client.query(setTrap)
  })
  const child = spawn(process.execPath, [migrator, url], { stdio: 'ignore' })
  const gone = once(child, 'exit')
  const sleeping = await inside(url, async (client) => {
    while (child.exitCode === null) {
      const { rows } = await client.query(`select pid from pg_stat_activity where wait_event = 'PgSleep'`)
      if (rows.length > 0) return true
      await pause(20)
    }
    return false
  })
  child.kill('SIGKILL')
  await gone
  return sleeping
}

async function withoutTrap(url: string): Promise<void> {
  await inside(url, async (client) => {
    await client.query('drop event trigger if exists trap')
    await client.query('drop schema if exists trap cascade')
  })
}

/** All columns, indexes, constraints and triggers, as one text. */
async function fingerprint(url: string): Promise<string> {
  return inside(url, async (client) => {
    const parts = [
      `select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns where table_schema = 'public' order by 1, 2`,
      `select indexdef from pg_indexes where schemaname = 'public' order by 1`,
      `select conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
      `select tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal order by 1, 2`,
      'select name, sha256 from schema_migration order by 1',
    ]
    const found: unknown[] = []
    for (const part of parts) found.push((await client.query(part)).rows)
    return JSON.stringify(found)
  })
}

export const rollingUpgrade: Fault = {
  id: 'F30',
  title: 'rolling upgrade: two versions on one database under load',
  async run(scale) {
    const each = scale === 'full' ? 500 : 60
    return withStage({ size: { talks: 15, visitors: 15 } }, async (stage) => {
      await stage.watchAll()
      const [old] = stage.nodes
      const locks: number[] = []
      await stage.send(each)
      const sending = stage.send(each)
      // What the next version brings: additive, as every migration is (docs: forward only).
      const beganAt = performance.now()
      await stage.database.pool.query(
        `set lock_timeout = '2s'; alter table message add column next_version text; alter table conversation add column next_version int not null default 0`,
      )
      locks.push(performance.now() - beganAt)
      await stage.addNode()
      await sending
      await stage.send(each)
      const leaving = old?.end('SIGTERM')
      await stage.send(each)
      await leaving
      stage.nodes.shift()
      await old?.dispose()
      await stage.send(each)
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${each * 5} sends, 2 versions`,
        recoveryMs: Math.round(locks[0] ?? 0),
        note: 'the time the additive migration took under load',
        own: [
          (locks[0] ?? 0) > 2000 && 'the migration held its lock longer than 2 s',
          (stage.sent.answers[500] ?? 0) > 0 && 'a message was answered 500',
        ],
      })
    })
  },
}
