import { sql } from 'kysely'
import type { TestApp } from '../../../test/app.ts'

const movesByItself = [
  'session',
  'rollup_hour',
  'rollup_cursor',
  'sign_in_attempt',
  'presence',
  'secret',
  'schema_migration',
]

let everyTable: string | null = null

/** One number for every row of every table. */
export async function rowsNow({ platform: { db } }: TestApp): Promise<string> {
  everyTable ??= await statement(db)
  const { rows } = await sql.raw<{ sum: string }>(everyTable).execute(db)
  return rows[0]?.sum ?? ''
}

async function statement(db: TestApp['platform']['db']): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> all(${movesByItself}) order by 1`.execute(
    db,
  )
  const parts = rows.map(({ name }) => `(select coalesce(sum(hashtextextended(t::text, 0)), 0)::text from ${name} t)`)
  return `select concat_ws('-', ${parts.join(', ')}) as sum`
}

/** Every change of a state and of a due time, noted by the database itself. */
export async function watchRows({ platform: { db } }: TestApp): Promise<void> {
  const tables = ['ticket', 'ticket_node', 'escalation', 'commitment', 'callback_task', 'complaint', 'survey']
  const statements = [
    'create table if not exists watched (n bigserial, kind text, id uuid, before text, after text)',
    `create or replace function watch_state() returns trigger language plpgsql as $$ begin
       insert into watched (kind, id, before, after) values (tg_table_name, new.id, case when tg_op = 'UPDATE' then old.state end, new.state); return new; end $$`,
    `create or replace function watch_due() returns trigger language plpgsql as $$ begin
       insert into watched (kind, id, before, after) values ('due ' || new.kind, new.subject_id, old.due_at::text, new.due_at::text); return new; end $$`,
    ...tables.flatMap((table) => [
      `create or replace trigger watch_new after insert on ${table} for each row execute function watch_state()`,
      `create or replace trigger watch_state after update on ${table} for each row when (old.state is distinct from new.state) execute function watch_state()`,
    ]),
    'create or replace trigger watch_due after update on clock for each row when (old.due_at is distinct from new.due_at) execute function watch_due()',
  ]
  for (const one of statements) await sql.raw(one).execute(db)
}

export type Watched = { kind: string; id: string; before: string | null; after: string }
/** What was noted since it was asked for last. */
export async function watchedRows({ platform: { db } }: TestApp): Promise<Watched[]> {
  const { rows } =
    await sql<Watched>`with gone as (delete from watched returning *) select kind, id, before, after from gone order by n`.execute(
      db,
    )
  return rows
}
