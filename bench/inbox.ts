import type { Child } from './harness/child.ts'
import { type Database, withDatabase } from './harness/database.ts'
import { type Emit, rounded } from './harness/figure.ts'
import { startGenerator } from './harness/generator.ts'
import { type Node, startNode } from './harness/nodes.ts'
import { seedTicketWorld, type TicketWorld } from './harness/ticket-world.ts'
import { byTurns } from './harness/turns.ts'
import type { Agent } from './harness/world.ts'

export const title =
  'lists, filters, counters and next pages over ten times the tickets, and against a read by primary key'

type Centre = { name: string; tickets: number; world: TicketWorld; node: Node; some: string[] }
type Read = { path: string; agent: Agent }

/** BENCH_TICKETS is the larger size; 10,000,000 needs 25 GB and half an hour of seeding. */
const large = Number(process.env.BENCH_TICKETS ?? 1_000_000)

/** performance.md `inbox`: at ten times the tickets <= 1.5x the time; p95 <= 5x a primary-key read through the same API. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const sizes = tiny ? [100, 1000] : [large / 10, large]
  const [small = 0, big = 0] = sizes
  await withDatabase((first) =>
    withDatabase(async (second) => {
      const generator = startGenerator()
      const centres = [await openCentre(first, small), await openCentre(second, big)] as const
      const [few, many] = centres
      const reads = tiny ? 10 : 200
      const names = kinds.flatMap((kind) => centres.map(({ name }) => `${kind} ${name}`))
      const turns = await byTurns(tiny ? 1 : 4, names, (name) => take(generator, { centres, name, reads }))
      const measured = tiny ? 1 : 3
      const at = (kind: string, { name }: Centre, share: number) =>
        percentile(turns.all(`${kind} ${name}`).slice(-measured).flat(), share)
      const n = reads * measured
      for (const kind of kinds.filter((one) => one !== 'by key')) {
        const [value, baseline] = [at(kind, many, 0.5), at(kind, few, 0.5)]
        const note = `p50 at ${big} tickets against ${small}; target ratio <= 1.5`
        emit({ figure: kind, unit: 'ms', ...against(value, baseline), n, note })
        const [slow, key] = [at(kind, many, 0.95), at('by key', many, 0.95)]
        emit({
          figure: `${kind}, p95`,
          unit: 'ms',
          ...against(slow, key),
          n,
          note: `at ${big}, against a ticket read by its id; target ratio <= 5`,
        })
      }
    }),
  )
}

const against = (value: number, baseline: number) => ({
  value: rounded(value),
  baseline: rounded(baseline),
  ratio: rounded(value / baseline),
})

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
}

async function openCentre({ pool, url }: Database, tickets: number): Promise<Centre> {
  const world = await seedTicketWorld(pool, { agents: 200, customers: 2000, tickets })
  const seen = [world.groupId]
  const { rows } = await pool.query<{ id: string }>('select id from ticket where group_id = $1 limit 500', seen)
  return { name: `of ${tickets}`, tickets, world, node: await startNode(url), some: rows.map(({ id }) => id) }
}

/** What somebody at a desk does all day; each kind as a supervisor of a group and as an agent. */
const kinds = ['list', 'filter', 'next page', 'my list', 'everything I see', 'nearest limit', 'by key'] as const
type Kind = (typeof kinds)[number]

async function take(
  generator: Child,
  { centres, name, reads }: { centres: readonly Centre[]; name: string; reads: number },
): Promise<number[]> {
  const kind = kinds.find((one) => name.startsWith(`${one} of`)) as Kind
  const centre = centres.find((one) => name === `${kind} ${one.name}`) as Centre
  const asked = await readsOf(generator, { centre, kind, reads })
  return generator.call<number[]>('timeReads', { url: centre.node.url, reads: asked, inFlight: 2 })
}

async function readsOf(
  generator: Child,
  { centre, kind, reads }: { centre: Centre; kind: Kind; reads: number },
): Promise<Read[]> {
  const { supervisor, agents } = centre.world
  const each = (make: (index: number) => Read) => Array.from({ length: reads }, (_, index) => make(index))
  const agent = (index: number) => agents[index % agents.length] as Agent
  const consult = (index: number) => `category=consult.c${index % 30}`
  switch (kind) {
    case 'list':
      return each(() => ({ path: '/api/tickets?list=group', agent: supervisor }))
    case 'filter':
      return each((index) => ({ path: `/api/tickets?list=all&${consult(index)}&urgency=urgent`, agent: supervisor }))
    case 'my list':
      // As many as everybody has in the smaller centre: a page of the same length in both.
      return each((index) => ({ path: '/api/tickets?list=mine&limit=5', agent: agent(index) }))
    case 'everything I see':
      return each((index) => ({ path: '/api/tickets?list=all', agent: agent(index) }))
    case 'nearest limit':
      return each(() => ({ path: '/api/tickets?list=group&sort=due', agent: supervisor }))
    case 'by key':
      return each((index) => ({ path: `/api/tickets/${centre.some[index % centre.some.length]}`, agent: supervisor }))
    case 'next page':
      return nextPages(generator, centre, reads)
  }
}

/** Pages that follow each other, the way somebody scrolls. */
async function nextPages(generator: Child, { node, world }: Centre, reads: number): Promise<Read[]> {
  const pages: Read[] = []
  for (let cursor = ''; pages.length < Math.min(reads, 20); ) {
    const path = `/api/tickets?list=all${cursor}`
    const call = { url: node.url, agent: world.supervisor, method: 'GET', path }
    const { nextCursor } = await generator.call<{ nextCursor: string | null }>('callOnce', call)
    if (nextCursor) cursor = `&cursor=${encodeURIComponent(nextCursor)}`
    pages.push({ path: `/api/tickets?list=all${cursor}`, agent: world.supervisor })
  }
  return Array.from({ length: reads }, (_, index) => pages[index % pages.length] as Read)
}
