import type { Child } from './harness/child.ts'
import { type Database, withDatabase } from './harness/database.ts'
import { type Emit, rounded } from './harness/figure.ts'
import { startBare, startGenerator } from './harness/generator.ts'
import { startNode } from './harness/nodes.ts'
import { byTurns } from './harness/turns.ts'
import { seedWorld, type World } from './harness/world.ts'
import type { ChatResult } from './load/chat.ts'

export const title =
  'messages between customers and agents, durable and delivered, against a bare group-commit pipeline'

const full = { rounds: 3, seconds: 4, warmUpSeconds: 1, inFlight: 100, perSecond: 2000, talks: 200, agents: 40 }
const small = { rounds: 1, seconds: 1, warmUpSeconds: 0.2, inFlight: 4, perSecond: 50, talks: 4, agents: 2 }
type Load = { size: typeof full; generator: Child }

/** performance.md `chat`: >= 0.5 of the bare pipeline, >= 2.5x a transaction per message; p99 at 2,000/s <= 4x bare. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const size = tiny ? small : full
  await withDatabase(async (database) => {
    const world = await seedWorld(database.pool, { ...size, visitors: size.talks, served: true })
    const generator = startGenerator()
    const node = await startNode(database.url)
    const bare = (BENCH_COMMIT: string) => startBare('pipeline', { DATABASE_URL: database.url, BENCH_COMMIT })
    const [group, each] = await Promise.all([bare('group'), bare('each')])
    const seats = { product: node.url, group: group.url, each: each.url }
    for (const [name, url] of Object.entries(seats)) {
      const kind = name === 'product' ? 'product' : 'bare'
      await generator.call('connectChat', { name, kind, urls: [url], talks: world.talks })
    }
    await measureInFlight(emit, { size, generator })
    await measureOffered(emit, { size, generator })
    await checkComplete(database, world)
  })
}

async function measureInFlight(emit: Emit, { size, generator }: Load): Promise<void> {
  const { rounds: n, inFlight, talks } = size
  const turns = await byTurns(n, ['product', 'group', 'each'], (name) =>
    generator.call<ChatResult>('chatInFlight', { name, ...size }),
  )
  const perSecond = (name: string) => turns.middle(name, (one) => one.perSecond)
  const p99 = rounded(turns.middle('product', (one) => one.latency.p99))
  const against = (name: string, work: string, target: string) => {
    const [value, baseline] = [perSecond('product'), perSecond(name)]
    const note = `${inFlight} in flight over ${talks} conversations, p99 ${p99} ms; target ratio >= ${target}`
    const ratio = rounded(value / baseline)
    emit({
      figure: `against ${work}`,
      unit: 'msg/s',
      value: rounded(value),
      baseline: rounded(baseline),
      ratio,
      n,
      note,
    })
  }
  against('group', 'bare group commit', '0.5')
  against('each', 'a transaction per message', '2.5')
}

async function measureOffered(emit: Emit, { size, generator }: Load): Promise<void> {
  const { rounds: n, perSecond } = size
  const turns = await byTurns(n, ['product', 'group'], (name) =>
    generator.call<ChatResult>('chatOffered', { name, ...size }),
  )
  const p99 = (name: string) => turns.middle(name, (one) => one.latency.p99)
  const most = Math.max(...turns.all('product').map((one) => one.mostInFlight))
  const note = `send to other screen, ${perSecond}/s offered, at most ${most} under way; target ratio <= 4`
  const [value, baseline] = [p99('product'), p99('group')]
  const ratio = rounded(value / baseline)
  emit({ figure: 'p99 offered', unit: 'ms', value: rounded(value), baseline: rounded(baseline), ratio, n, note })
}

/** A fast answer that lost a message would be no answer: every conversation's numbers run from 1 without a gap. */
async function checkComplete({ pool }: Database, { talks }: World): Promise<void> {
  const { rows } = await pool.query(
    `select c.id from conversation c left join message m on m.conversation_id = c.id and m.stream = 'talk'
     where c.id = any($1) group by c.id having count(m.id) <> c.last_seq or coalesce(max(m.seq), 0) <> c.last_seq`,
    [talks.map((talk) => talk.id)],
  )
  if (rows.length > 0) throw new Error(`${rows.length} conversations have a gap`)
}
