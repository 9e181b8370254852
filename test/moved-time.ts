import pg from 'pg'
import { startPostgres } from '../server/platform/postgres.ts'

/**
 * A PostgreSQL whose time a journey moves. The product takes its time from its database, so nothing of it has to know:
 * `now()` and `clock_timestamp()` are found in a schema before the system's own.
 */
export async function startMovedTime(folder: string) {
  const postgres = await startPostgres({ folder, durable: false })
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query(`
    create schema moved;
    create table moved.by_now (ahead interval not null);
    insert into moved.by_now values ('0');
    create function moved.now() returns timestamptz stable language sql as $$ select pg_catalog.now() + ahead from moved.by_now $$;
    create function moved.clock_timestamp() returns timestamptz volatile language sql as $$ select pg_catalog.clock_timestamp() + ahead from moved.by_now $$;
    do $$ begin execute format('alter database %I set search_path = public, moved, pg_catalog', current_database()); end $$`)
  return {
    url: postgres.url,
    /** The clock of the whole centre jumps ahead, while everybody is at their desk: nobody is signed out for having been away. */
    async pass(minutes: number) {
      const ahead = `make_interval(mins => ${minutes})`
      await client.query(`begin; update session set created_at = created_at + ${ahead}, last_seen_at = last_seen_at + ${ahead};
        update moved.by_now set ahead = ahead + ${ahead}; commit`)
    },
    async stop() {
      await client.end()
      await postgres.stop()
    },
  }
}
