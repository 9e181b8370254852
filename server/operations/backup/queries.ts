import type { Client } from 'pg'

/** Every table of ours with the columns that hold data of their own. */
export type Columns = Record<string, string[]>
export type MessageCheck = { streams: number; messages: number; broken: number; digest: string }
export type WaitingJob = { id: string; name: string; data: unknown; priority: number; startAfter: string }
type ForeignKey = { table: string; name: string; definition: string }

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** One moment of the whole database, while the servers go on writing. */
export async function openSnapshot(client: Client): Promise<Date> {
  await client.query('begin isolation level repeatable read read only')
  await client.query("set local timezone = 'UTC'; set local datestyle = 'ISO'; set local extra_float_digits = 3")
  const { rows } = await client.query<{ at: Date }>('select clock_timestamp() as at')
  return (rows[0] as { at: Date }).at
}

export async function appliedMigrations(client: Client): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ known: boolean }>(
    "select to_regclass('public.schema_migration') is not null as known",
  )
  if (!rows[0]?.known) return []
  return (await client.query('select name, sha256 from schema_migration order by name')).rows
}

export async function columnsOf(client: Client): Promise<Columns> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migration'
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`)
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]))
}

export const copyOutSql = (table: string, columns: string[]) =>
  `copy public.${quoted(table)} (${columns.map(quoted).join(', ')}) to stdout`
export const copyInSql = (table: string, columns: string[]) =>
  `copy public.${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`

/** Read after the snapshot: a sequence may only be ahead of its rows. */
export async function sequencesOf(client: Client): Promise<Record<string, number>> {
  const { rows } = await client.query<{ name: string; value: string }>(
    "select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' and last_value is not null",
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]))
}

export async function setSequences(client: Client, sequences: Record<string, number>): Promise<void> {
  for (const [name, value] of Object.entries(sequences))
    await client.query('select setval($1::regclass, $2)', [`public.${quoted(name)}`, value])
}

/** Reliability contract, oracle O3: every stream of a conversation is numbered 1 … n. The digest does not depend on order. */
export async function messageCheck(client: Client): Promise<MessageCheck> {
  const { rows } = await client.query(`
    select count(*)::int as streams, coalesce(sum(n), 0)::int as messages,
      count(*) filter (where first <> 1 or last <> n)::int as broken,
      coalesce(sum(hashtextextended(concat_ws(':', conversation_id, stream, n, last), 0)::numeric), 0)::text as digest
    from (select conversation_id, stream, count(*) as n, min(seq) as first, max(seq) as last
      from message group by conversation_id, stream) streams`)
  return rows[0] as MessageCheck
}

/** Jobs of the queue that have not run to their end. */
export async function waitingJobs(client: Client): Promise<WaitingJob[]> {
  const { rows: known } = await client.query("select to_regclass('pgboss.job') is not null as known")
  if (!known[0]?.known) return []
  const { rows } = await client.query<WaitingJob>(`
    select id::text as id, name, data, priority, start_after as "startAfter" from pgboss.job
    where state::text in ('created', 'retry', 'active') and name not like '\\_\\_%' order by created_on`)
  return rows
}

export async function rowCounts(client: Client, tables: string[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of tables) {
    const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from public.${quoted(table)}`)
    counts[table] = Number(rows[0]?.n)
  }
  return counts
}

/** Without its foreign keys and triggers a database takes tables in any order; needs no superuser, only the owner. */
export async function loosen(client: Client, tables: string[]): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = 'public'::regnamespace order by 1, 2`)
  for (const { table, name } of rows)
    await client.query(`alter table public.${quoted(table)} drop constraint ${quoted(name)}`)
  for (const table of tables) await client.query(`alter table public.${quoted(table)} disable trigger user`)
  // What a migration put in comes back from the backup.
  if (tables.length > 0) await client.query(`truncate ${tables.map((table) => `public.${quoted(table)}`).join(', ')}`)
  return rows
}

export async function fasten(client: Client, tables: string[], keys: ForeignKey[]): Promise<void> {
  for (const table of tables) await client.query(`alter table public.${quoted(table)} enable trigger user`)
  for (const { table, name, definition } of keys)
    await client.query(`alter table public.${quoted(table)} add constraint ${quoted(name)} ${definition}`)
}

/** Whether somebody keeps tables here already. */
export async function isEmptyDatabase(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    "select exists (select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')) as used",
  )
  return !rows[0]?.used
}

/** For the health page; a database of an earlier release has no place for it. */
export async function noteRun(client: Client, run: { takenAt: Date; bytes: number; cause: string }): Promise<void> {
  const { rows } = await client.query("select to_regclass('public.backup_run') is not null as known")
  if (!rows[0]?.known) return
  await client.query('insert into backup_run (taken_at, bytes, cause) values ($1, $2, $3)', [
    run.takenAt,
    run.bytes,
    run.cause,
  ])
}
