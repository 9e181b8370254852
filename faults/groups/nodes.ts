import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, outcome, quantile, type Scale } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { redisMissing } from '../rig/redis.ts'
import { type Stage, withStage } from '../rig/stage.ts'

const sizes = { full: { talks: 30, each: 600 }, small: { talks: 8, each: 60 } }

/** From the first try to the moment the other side shows it. */
function deliveries({ sent, receivers }: Stage): number[] {
  const arrivals = new Map<string, number>()
  for (const receiver of receivers)
    for (const [id, at] of receiver.arrivals()) arrivals.set(id, Math.max(at, arrivals.get(id) ?? 0))
  return sent.acked.flatMap(({ id, beganAt }) => {
    const at = arrivals.get(id)
    return at === undefined ? [] : [at - beganAt]
  })
}

async function spread(scale: Scale, { nodes, redis }: { nodes: number; redis: boolean }) {
  const { talks, each } = sizes[scale]
  return withStage({ durable: false, nodes, redis, size: { talks, visitors: talks } }, async (stage) => {
    await stage.watchAll()
    await stage.send(each)
    const found = await checkOracles(stage)
    const times = deliveries(stage)
    const limit = redis ? 3000 : 6000
    return outcome(found, {
      load: `${each} sends, ${nodes} nodes, clients spread`,
      note: `send to both screens median ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`,
      own: [quantile(times, 0.99) > limit && `p99 of the delivery ${quantile(times, 0.99)} ms`],
    })
  })
}

export const twoNodes: Fault = {
  id: 'N2',
  title: 'two nodes with Redis',
  missing: redisMissing,
  run: (scale) => spread(scale, { nodes: 2, redis: true }),
}
export const threeNodes: Fault = {
  id: 'N3',
  title: 'three nodes with Redis',
  missing: redisMissing,
  run: (scale) => spread(scale, { nodes: 3, redis: true }),
}
export const withoutRedis: Fault = {
  id: 'N2-',
  title: 'two nodes without Redis: the tail of the log alone',
  run: (scale) => spread(scale, { nodes: 2, redis: false }),
}

export const redisKilled: Fault = {
  id: 'N4',
  title: 'Redis is killed and started again, twice',
  missing: redisMissing,
  async run(scale) {
    const { talks, each } = sizes[scale]
    return withStage({ durable: false, nodes: 2, redis: true, size: { talks, visitors: talks } }, async (stage) => {
      await stage.watchAll()
      for (const _ of [1, 2]) {
        const sending = stage.send(each)
        await pause(100)
        await stage.redis?.kill()
        await sending
        await stage.send(each)
        await stage.redis?.start()
        await stage.send(each)
      }
      const found = await checkOracles(stage)
      const times = deliveries(stage)
      return outcome(found, {
        load: `${6 * each} sends, 2 nodes`,
        note: `send to both screens median ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`,
        own: [(stage.sent.answers[500] ?? 0) > 0 && 'a message was answered 500'],
      })
    })
  },
}

export const nodesComeAndGo: Fault = {
  id: 'N5',
  title: 'nodes are killed and added while clients talk across them',
  async run(scale) {
    const { talks, each } = sizes[scale]
    const redis = redisMissing() === null
    return withStage({ durable: false, nodes: 2, redis, size: { talks, visitors: talks } }, async (stage) => {
      await stage.watchAll()
      for (let round = 0; round < (scale === 'full' ? 3 : 1); round++) {
        const sending = stage.send(each)
        await pause(100)
        const [oldest] = stage.nodes
        await oldest?.end('SIGKILL')
        await stage.addNode()
        await sending
        stage.nodes.shift()
        await oldest?.dispose()
        await stage.send(each)
      }
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${stage.sent.acked.length} sends over ${stage.nodes.length} nodes at a time`,
        note: redis ? '' : 'without Redis',
        own: [(stage.sent.answers[500] ?? 0) > 0 && 'a message was answered 500'],
      })
    })
  },
}
