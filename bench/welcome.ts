import { withDatabase } from './harness/database.ts'
import { type Emit, rounded } from './harness/figure.ts'
import { startGenerator } from './harness/generator.ts'
import { startNode } from './harness/nodes.ts'
import { seedWorld } from './harness/world.ts'
import type { Latency } from './load/chat.ts'

export const title = 'from a customer’s first message to the welcome on their screen, against the 10 s of the SOP'

// SOP 000 二(一): 首次响应不超过 10 秒.
const limitMs = 10_000

/** performance.md `welcome`: 500 new conversations/s for 20 s; p99 <= 5 % of 10 s, none later than 10 s. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const { rounds, perSecond, seconds } = tiny
    ? { rounds: 1, perSecond: 20, seconds: 1 }
    : { rounds: 3, perSecond: 500, seconds: 20 }
  const each = perSecond * seconds
  const taken: { latency: Latency; missing: number }[] = []
  for (let round = 0; round < rounds; round++) {
    await withDatabase(async ({ url, pool }) => {
      const { visitors } = await seedWorld(pool, { agents: 40, visitors: each + perSecond, talks: 0, served: false })
      const generator = startGenerator()
      const node = await startNode(url)
      const customers = { url: node.url, perSecond }
      await generator.call('startTalks', { ...customers, visitors: visitors.slice(each) })
      taken.push(await generator.call('startTalks', { ...customers, visitors: visitors.slice(0, each) }))
    })
  }
  const worst = (of: (latency: Latency) => number) => Math.max(...taken.map(({ latency }) => of(latency)))
  const line = (figure: string, value: number, note: string) =>
    emit({
      figure,
      unit: 'ms',
      value: rounded(value),
      baseline: limitMs,
      ratio: rounded(value / limitMs),
      n: rounds,
      note,
    })
  const missing = taken.reduce((sum, one) => sum + one.missing, 0)
  line(
    'p99',
    worst((latency) => latency.p99),
    `worst of ${rounds} rounds of ${each} at ${perSecond}/s; target ratio <= 0.05`,
  )
  line(
    'latest',
    worst((latency) => latency.max),
    `${missing} without a welcome; target ratio <= 1`,
  )
}
