import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, outcome, quantile } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { type FaultProxy, startProxy, type Toxic } from '../rig/proxy.ts'
import { type Stage, withStage } from '../rig/stage.ts'

/** One weather after the other, each while messages flow; connections stay open over the changes. */
const weathers: readonly { toxics: Toxic[]; every?: number }[] = [
  { toxics: [{ type: 'latency', latency: 40, jitter: 30 }] },
  { toxics: [{ type: 'slicer', averageSize: 60, sizeVariation: 40, delay: 500 }] },
  { toxics: [{ type: 'bandwidth', rate: 200 }] },
  { toxics: [{ type: 'limit_data', bytes: 20_000 }], every: 3 },
  { toxics: [{ type: 'reset_peer', timeout: 300 }], every: 3 },
  { toxics: [{ type: 'timeout', timeout: 1500 }], every: 4 },
  { toxics: [{ type: 'slow_close', delay: 500 }] },
]

async function throughWeathers(proxies: readonly FaultProxy[], send: () => Promise<void>): Promise<void> {
  for (const { toxics, every = 1 } of weathers) {
    for (const proxy of proxies)
      for (const toxic of toxics)
        for (const direction of ['upstream', 'downstream'] as const) proxy.add(direction, toxic, every)
    await send()
    for (const proxy of proxies) proxy.clear()
  }
}

const sizes = { full: { each: 300, viewers: 15 }, small: { each: 25, viewers: 5 } }

export const badNetwork: Fault = {
  id: 'F8a',
  title: 'latency, slices, resets, cuts and black holes between clients and server',
  async run(scale) {
    const { each, viewers } = sizes[scale]
    return withStage({ size: { talks: viewers, visitors: viewers } }, async (stage) => {
      const proxy = await startProxy({ port: stage.nodes[0]?.port ?? 0 })
      stage.leadThrough([`http://127.0.0.1:${proxy.port}`])
      await stage.watchAll()
      await throughWeathers([proxy], () => stage.send(each, 10))
      const found = await checkOracles(stage)
      await proxy.close()
      return told(stage, found, { each, note: `${proxy.accepted()} connections` })
    })
  },
}

export const badDatabaseNetwork: Fault = {
  id: 'F8b',
  title: 'the same between server and PostgreSQL',
  async run(scale) {
    const { each, viewers } = sizes[scale]
    let proxy: FaultProxy | undefined
    const databaseUrl = async (url: string) => {
      proxy = await startProxy({ port: Number(new URL(url).port) })
      const led = new URL(url)
      led.port = String(proxy.port)
      return led.href
    }
    return withStage({ size: { talks: viewers, visitors: viewers }, databaseUrl }, async (stage) => {
      await stage.watchAll()
      await throughWeathers(proxy ? [proxy] : [], () => stage.send(each, 10))
      const found = await checkOracles(stage)
      await proxy?.close()
      return told(stage, found, { each, note: `${stage.sent.answers[503] ?? 0} x 503` })
    })
  },
}

type Found = Awaited<ReturnType<typeof checkOracles>>

function told({ sent }: Stage, found: Found, { each, note }: { each: number; note: string }) {
  return outcome(found, {
    load: `${weathers.length} weathers, ${each} sends in each`,
    note: `${note}, p95 send to acknowledgement ${quantile(sent.waits, 0.95)} ms`,
    own: [(sent.answers[500] ?? 0) > 0 && `${sent.answers[500]} answers 500`],
  })
}

export const resets: Fault = {
  id: 'F10',
  title: 'every third connection is reset',
  async run(scale) {
    const sends = scale === 'full' ? 600 : 60
    return withStage({ size: { talks: 10, visitors: 10 } }, async (stage) => {
      const proxy = await startProxy({ port: stage.nodes[0]?.port ?? 0 })
      stage.leadThrough([`http://127.0.0.1:${proxy.port}`])
      const calm = ['upstream', 'downstream'] as const
      for (const direction of calm) proxy.add(direction, { type: 'reset_peer', timeout: 200 }, 3)
      await stage.watchAll()
      await stage.send(sends, 10)
      await pause(300)
      proxy.clear()
      const found = await checkOracles(stage)
      await proxy.close()
      return outcome(found, { load: `${sends} sends`, note: `${stage.sent.answers.network ?? 0} requests reset` })
    })
  },
}
