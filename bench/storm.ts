import type { Child } from './harness/child.ts'
import { type Database, withDatabase } from './harness/database.ts'
import { type Emit, rounded } from './harness/figure.ts'
import { startBare, startGenerator } from './harness/generator.ts'
import { startNode } from './harness/nodes.ts'
import { freePort } from './harness/process.ts'
import { byTurns } from './harness/turns.ts'
import { seedWorld, type Talk } from './harness/world.ts'
import type { Storm } from './load/crowd.ts'

export const title = 'everybody comes back after the server was killed, against jittered bare ws'

/** performance.md `storm`: 5,000 visitors after SIGKILL; all back and complete <= 1.3x bare; attempts <= 1.2x their number. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const { rounds, count } = tiny ? { rounds: 1, count: 20 } : { rounds: 3, count: 5000 }
  await withDatabase(async (database) => {
    const { talks } = await seedWorld(database.pool, { agents: 40, visitors: count, talks: count, served: true })
    const generator = startGenerator()
    const port = String(await freePort())
    const product = () => startNode(database.url, { BENCH_PORT: port })
    const bare = () => startBare('sockets', { BENCH_PORT: port })
    const turns = await byTurns(rounds, ['product', 'bare'], async (name) => {
      const isProduct = name === 'product'
      await database.pool.query('delete from message')
      return storm({ start: isProduct ? product : bare, database, generator, talks, reads: isProduct })
    })
    const time = (name: string) => turns.middle(name, (one) => one.milliseconds)
    const attempts = (name: string) => turns.middle(name, (one) => one.attempts)
    const line = (figure: string, unit: string, [value, baseline]: [number, number], target: string) =>
      emit({
        figure,
        unit,
        value: rounded(value),
        baseline: rounded(baseline),
        ratio: rounded(value / baseline),
        n: rounds,
        note: target,
      })
    const notes = `${count} visitors; server started again at once`
    line('all back and complete', 'ms', [time('product'), time('bare')], `${notes}; target ratio <= 1.3`)
    line(
      'attempts',
      'connections',
      [attempts('product'), count],
      `baseline: one each; bare ws ${attempts('bare')}; target ratio <= 1.2`,
    )
  })
}

type Scene = {
  start(): Promise<Child & { url: string }>
  database: Database
  generator: Child
  talks: Talk[]
  reads: boolean
}

/** A message comes for everybody while nobody is connected, as another node would store it. */
async function storm({ start, database, generator, talks, reads }: Scene): Promise<Storm> {
  const first = await start()
  await generator.call('expectStorm', { url: first.url, talks, reads })
  const back = generator.call<Storm>('awaitStorm')
  await first.kill()
  const second = start()
  await database.pool.query(
    `insert into message (id, conversation_id, stream, seq, sender_type, kind, body, digest, at)
     select gen_random_uuid(), id, 'talk', 1, 'agent', 'text', '您好，让您久等了。', '\\x00', now() from conversation`,
  )
  await second
  const result = await back
  await (await second).kill()
  return result
}
