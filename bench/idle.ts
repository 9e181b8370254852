import { setTimeout as pause } from 'node:timers/promises'
import type { Child } from './harness/child.ts'
import { withDatabase } from './harness/database.ts'
import { type Emit, interleaved, rounded } from './harness/figure.ts'
import { startBare, startGenerator } from './harness/generator.ts'
import { startNode } from './harness/nodes.ts'
import { seedWorld, type Visitor } from './harness/world.ts'

export const title = 'memory of the server for each connected visitor who says nothing, against bare ws'

/** performance.md `idle`: 10,000 connected visitors, <= 3x the memory of bare ws for each. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const count = tiny ? 50 : 10_000
  await withDatabase(async ({ url, pool }) => {
    const { visitors } = await seedWorld(pool, { agents: 1, visitors: count, talks: 0, served: false })
    const generator = startGenerator()
    const memory = await interleaved(
      tiny ? 1 : 3,
      async () => kibibytesEach({ server: await startNode(url), generator, visitors }),
      async () => kibibytesEach({ server: await startBare('sockets'), generator, visitors }),
    )
    const ratio = rounded(memory.value / memory.baseline)
    const note = `${count} connected, resident memory after collecting garbage; target ratio <= 3`
    emit({ figure: 'memory per connection', unit: 'KiB', ...memory, ratio, note })
  })
}

type Seats = { server: Child & { url: string }; generator: Child; visitors: Visitor[] }

/** What the first few hundred cost once (code, buffers, pools) is not theirs. */
async function kibibytesEach({ server, generator, visitors }: Seats): Promise<number> {
  const [first, rest] = [visitors.slice(0, visitors.length / 10), visitors.slice(visitors.length / 10)]
  await generator.call('seatVisitors', { url: server.url, visitors: first })
  await pause(500)
  const before = await server.call<number>('memory')
  await generator.call('seatVisitors', { url: server.url, visitors: rest })
  await pause(500)
  const after = await server.call<number>('memory')
  await server.kill()
  await generator.call('unseatVisitors')
  return (after - before) / 1024 / rest.length
}
