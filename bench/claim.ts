import { type Database, withDatabase } from './harness/database.ts'
import { type Emit, interleaved } from './harness/figure.ts'
import { startBare, startGenerator } from './harness/generator.ts'
import { startNode } from './harness/nodes.ts'
import { seedWorld, type World } from './harness/world.ts'

export const title = 'every agent takes a customer at the same moment, against bare SKIP LOCKED'

/** performance.md `claim`: 1,000 agents claim 1,000 conversations, none twice, <= 2x the wall time of bare SKIP LOCKED. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const count = tiny ? 10 : 1000
  await withDatabase(async (database) => {
    const world = await seedWorld(database.pool, { agents: count, visitors: count, talks: count, served: false })
    const generator = startGenerator()
    const [node, bare] = [await startNode(database.url), await startBare('claims', { DATABASE_URL: database.url })]
    let doubles = 0
    const ours = async () => {
      await queueAll(database, world)
      const milliseconds = await generator.call<number>('claimAll', { url: node.url, ...world })
      doubles += await doublesOf(database, world)
      return milliseconds
    }
    const theirs = async () => {
      await bare.call('fill', count)
      const milliseconds = await generator.call<number>('claimBare', { url: bare.url, count })
      doubles += await bare.call<number>('doubles')
      return milliseconds
    }
    const time = await interleaved(tiny ? 1 : 3, ours, theirs)
    const note = `${count} agents, two after each customer first; target ratio <= 2`
    emit({ figure: 'until all have one', unit: 'ms', ...time, note })
    emit({
      figure: 'taken twice',
      unit: 'conversations',
      value: doubles,
      baseline: 0,
      ratio: doubles,
      n: time.n,
      note: 'target 0',
    })
  })
}

/** Everybody waits again, as if nobody had been served. */
async function queueAll({ pool }: Database, { talks, groupId }: World): Promise<void> {
  const ids = [talks.map((talk) => talk.id)]
  await pool.query(
    `update conversation set state = 'queued', assignee_id = null, accepted_at = null, offered_to = null where id = any($1)`,
    ids,
  )
  await pool.query(`delete from clock where subject_id = any($1)`, ids)
  await pool.query(`delete from assignment where conversation_id = any($1)`, ids)
  await pool.query(
    `insert into assignment (conversation_id, group_id, queued_at) select unnest($1::uuid[]), $2, now()`,
    [...ids, groupId],
  )
  await pool.query('vacuum analyze conversation, assignment')
}

/** Customers without exactly one open leg, and agents without exactly one customer. */
async function doublesOf({ pool }: Database, { talks, agents }: World): Promise<number> {
  const { rows } = await pool.query(
    `select (select count(*) from (select conversation_id from assignment where conversation_id = any($1) and staff_id is not null
         group by conversation_id having count(*) <> 1) x)::int + $2 - count(distinct assignee_id)::int as n
     from conversation where id = any($1)`,
    [talks.map((talk) => talk.id), agents.length],
  )
  return rows[0].n
}
