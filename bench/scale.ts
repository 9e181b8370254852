import { withDatabase } from './harness/database.ts'
import { type Emit, rounded } from './harness/figure.ts'
import { startGenerator } from './harness/generator.ts'
import { type Node, startNode } from './harness/nodes.ts'
import { cpuSeconds } from './harness/process.ts'
import { withRedis } from './harness/redis.ts'
import { byTurns } from './harness/turns.ts'
import { seedWorld } from './harness/world.ts'
import type { ChatResult } from './load/chat.ts'

export const title = 'chat and inbox on two nodes, against one node on the same machine'

type Taken = { messages: number; lists: number; microseconds: number }
const full = { rounds: 3, seconds: 4, warmUpSeconds: 1, inFlight: 100, lists: 20, talks: 200, agents: 40 }
const small = { rounds: 1, seconds: 1, warmUpSeconds: 0.2, inFlight: 4, lists: 2, talks: 4, agents: 2 }

/** performance.md `scale`: two nodes on two cores lose < 20 %; the cost of a message does not grow with the nodes. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const size = tiny ? small : full
  await withRedis((redisUrl) =>
    withDatabase(async ({ url, pool }) => {
      const world = await seedWorld(pool, { ...size, visitors: size.talks, served: true })
      const generator = startGenerator()
      const turns = await byTurns(size.rounds, ['one', 'two'], async (name): Promise<Taken> => {
        const nodes = [await startNode(url, { REDIS_URL: redisUrl })]
        if (name === 'two') nodes.push(await startNode(url, { REDIS_URL: redisUrl }))
        const urls = nodes.map((node) => node.url)
        await generator.call('connectChat', { name, kind: 'product', urls, talks: world.talks })
        const before = cpuOf(nodes)
        const chat = await generator.call<ChatResult>('chatInFlight', { name, ...size })
        const microseconds = ((cpuOf(nodes) - before) * 1e6) / chat.all
        const lists = await generator.call<number>('readInboxes', {
          urls,
          agents: world.agents,
          seconds: size.seconds,
          inFlight: size.lists,
        })
        await generator.call('disconnectChat', name)
        await Promise.all(nodes.map((node) => node.kill()))
        return { messages: chat.perSecond, lists, microseconds }
      })
      const line = (figure: string, unit: string, of: (one: Taken) => number, note: string) => {
        const [value, baseline] = [turns.middle('two', of), turns.middle('one', of)]
        emit({
          figure,
          unit,
          value: rounded(value),
          baseline: rounded(baseline),
          ratio: rounded(value / baseline),
          n: size.rounds,
          note,
        })
      }
      const setting = 'both sides of each conversation on different nodes, hints through Redis'
      line('chat on two nodes', 'msg/s', (one) => one.messages, `${setting}; target ratio > 0.8`)
      line('inbox on two nodes', 'lists/s', (one) => one.lists, `${size.lists} in flight; target ratio > 0.8`)
      line('cost of a message', 'µs', (one) => one.microseconds, 'processor time of all nodes; constant per node')
    }),
  )
}

const cpuOf = (nodes: Node[]) => nodes.reduce((sum, node) => sum + cpuSeconds(node.process.pid as number), 0)
