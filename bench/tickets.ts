import { setTimeout as pause } from 'node:timers/promises'
import type { Child } from './harness/child.ts'
import { type Database, withDatabase } from './harness/database.ts'
import { type Emit, interleaved } from './harness/figure.ts'
import { startBare, startGenerator } from './harness/generator.ts'
import { type Node, startNode } from './harness/nodes.ts'
import { seedTicketWorld, type TicketWorld } from './harness/ticket-world.ts'

export const title =
  'tickets opened over REST, ten in flight, and a change of 10,000, against the same rows by bare SQL'

type Rig = { database: Database; world: TicketWorld; generator: Child; node: Node; bare: Child & { url: string } }

/** performance.md `tickets`: >= 0.5 of the same rows by one statement behind the same HTTP server. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const [count, many] = tiny ? [20, 30] : [1500, 10_000]
  await withDatabase(async (database) => {
    const rounds = tiny ? 1 : 3
    const customers = 2 * (rounds + 1) * count
    const world = await seedTicketWorld(database.pool, { agents: 20, customers, tickets: 0 })
    const env = { DATABASE_URL: database.url, BENCH_AGENT: world.agents[0]?.id ?? '' }
    const [node, bare] = [await startNode(database.url), await startBare('tickets', env)]
    const rig: Rig = { database, world, generator: startGenerator(), node, bare }
    const created = await interleaved(
      rounds,
      () => open(rig, node.url, count),
      () => open(rig, bare.url, count),
    )
    const note = 'number, routing, two limits, event, live hint; target ratio >= 0.5'
    emit({ figure: 'opened', unit: 'tickets/s', ...created, note })
    const changed = await interleaved(
      1,
      () => changeMany(rig, many),
      () => changeEach(rig, many),
    )
    const told = `${many} tags changed, each by its gate and rule, in the background`
    emit({ figure: 'change of many', unit: 's', ...changed, note: `${told}; baseline: a bare transaction for each` })
  })
}

/** One ticket a customer: a third of the same kind in a week would be another case. Statistics are as autovacuum keeps them. */
async function open({ database, world, generator }: Rig, url: string, count: number): Promise<number> {
  await database.pool.query('analyze')
  const { agents, groupId } = world
  const customers = world.customers.splice(0, count)
  return generator.call<number>('createTickets', { url, agents, groupId, customers, count })
}

/** As many tickets as the change needs, straight into the table, all of the supervisor's group. */
async function fill({ database, world }: Rig, count: number): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into ticket (id, no, state, subject, nature, category, stage, urgency, channel, locale, description_customer, group_id,
       assignee_id, first_responsible_id, anonymous_reason, created_at, last_activity_at)
     select gen_random_uuid(), 'B' || gen_random_uuid(), 'in_progress', '批量', 'request', 'request.address', 'aftersales', 'normal', 'phone', 'zh-CN',
       '批量', $1, $2, $2, '电话', date_trunc('milliseconds', now()), date_trunc('milliseconds', now()) from generate_series(1, $3) returning id`,
    [world.groupId, world.agents[0]?.id, count],
  )
  await database.pool.query('vacuum analyze ticket')
  return rows.map(({ id }) => id)
}

type Told = { bulk: { id: string; state: string; done: number } }

/** Seconds from the request to the last ticket. */
async function changeMany(rig: Rig, count: number): Promise<number> {
  const { world, generator, node } = rig
  const call = (method: string, path: string, body?: object) =>
    generator.call<Told>('callOnce', { url: node.url, agent: world.supervisor, method, path, ...(body && { body }) })
  const ids = await fill(rig, count)
  const begin = performance.now()
  const { bulk } = await call('POST', '/api/tickets/bulk', { ids, action: { kind: 'tags', add: ['批量'] } })
  for (;;) {
    const { bulk: now } = await call('GET', `/api/bulk/${bulk.id}`)
    if (now.state === 'done' && now.done === count) return (performance.now() - begin) / 1000
    if (now.state === 'done') throw new Error(`only ${now.done} of ${count} were changed`)
    await pause(50)
  }
}

async function changeEach(rig: Rig, count: number): Promise<number> {
  return (await rig.bare.call<number>('changeEach', await fill(rig, count))) / 1000
}
