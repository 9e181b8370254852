import { sql } from 'kysely'
import type { Staff } from '../../../domain/identity/actor.ts'
import { listReach } from '../../../domain/tickets/lists/lists.ts'
import type { Ctx } from '../../platform/context.ts'
import { staffActor } from '../access.ts'

const days = 90
const looked = 2000
const offered = 100

/** Tags of newer tickets that one looks after, the most used first: words that are in use rather than new spellings. */
export async function tagsInUse(ctx: Ctx): Promise<{ items: string[] }> {
  const since = new Date(ctx.clock.now().getTime() - days * 86_400_000)
  const { rows } = await sql<{ tag: string }>`
    select tag from (
      select tags from ticket t where tags <> '{}' and last_activity_at > ${since} and ${inReach(staffActor(ctx))}
      order by last_activity_at desc limit ${looked}
    ) newest, unnest(newest.tags) as tag group by tag order by count(*) desc, tag limit ${offered}`.execute(ctx.db)
  return { items: rows.map(({ tag }) => tag) }
}

function inReach(me: Staff) {
  const isOwn = sql`(t.assignee_id = ${me.id} or t.first_responsible_id = ${me.id})`
  switch (listReach(me)) {
    case 'all':
      return sql`true`
    case 'group':
      return sql`(t.group_id = any(${[...me.groupIds]}::uuid[]) or ${isOwn})`
    case 'own':
      return isOwn
    case 'department':
      return sql`t.department_id = ${me.departmentId}::uuid`
    default:
      return sql`false`
  }
}
