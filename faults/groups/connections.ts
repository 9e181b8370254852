import { setTimeout as pause } from 'node:timers/promises'
import { type Crowd, openCrowd } from '../clients/crowd.ts'
import { personOf } from '../clients/person.ts'
import { openReceiver } from '../clients/receiver.ts'
import { sendMessage } from '../clients/sender.ts'
import { type Fault, longest, outcome, quantile } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { withStage } from '../rig/stage.ts'

const withinMs = async (check: () => boolean, ms: number) => {
  for (const end = performance.now() + ms; performance.now() < end; await pause(20)) if (check()) return true
  return check()
}

/** The longest pause of the server's event loop since it was asked last, as it tells itself. */
async function loopStallMs(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then((response) => response.text())
  return Math.round(Number(text.match(/^nodejs_eventloop_lag_max_seconds ([\d.e-]+)/m)?.[1] ?? Number.NaN) * 1000)
}

export const storm: Fault = {
  id: 'F20',
  title: 'the server is killed under all its live connections',
  async run(scale) {
    const clients = scale === 'full' ? 5000 : 100
    return withStage({ durable: false, size: { talks: 20, visitors: clients } }, async (stage) => {
      await stage.watchAll({ spreadMs: 8000 })
      const url = () => stage.nodes[0]?.url as string
      const crowd = openCrowd(stage.world.visitors.slice(20), url)
      const everybody = clients - 20
      if (!(await withinMs(() => crowd.up() === everybody, 60_000))) return failedStart(crowd, everybody)
      const [before, [node]] = [crowd.attempts(), stage.nodes]
      const killedAt = performance.now()
      await node?.end('SIGKILL')
      await node?.start()
      const startMs = performance.now() - killedAt
      await loopStallMs(url())
      await withinMs(() => crowd.up() === everybody, 40_000)
      const stallMs = await loopStallMs(url())
      const back = crowd.lastUpAt() - killedAt
      const attempts = (crowd.attempts() - before) / everybody
      await stage.send(100)
      const found = await checkOracles(stage)
      const missing = everybody - crowd.up()
      crowd.close()
      return outcome(found, {
        load: `${clients} connections, 8 s jitter`,
        recoveryMs: Math.round(back),
        note: `${attempts.toFixed(2)} attempts each, start ${Math.round(startMs)} ms, longest stall of the loop ${stallMs} ms`,
        own: [
          missing > 0 && `${missing} did not come back`,
          attempts > 1.2 && scale === 'full' && `${attempts.toFixed(2)} attempts each, more than 1.2`,
          stallMs > 250 && scale === 'full' && `the event loop stood still for ${stallMs} ms`,
          back > 10_000 + startMs && 'not all back within 10 s of the start',
        ],
      })
    })
  },
}

function failedStart(crowd: Crowd, wanted: number) {
  const broken = [`only ${crowd.up()} of ${wanted} connections could be opened`]
  crowd.close()
  return outcome({ lost: 0, doubled: 0, broken }, { load: `${wanted} connections` })
}

export const drain: Fault = {
  id: 'F21',
  title: 'a node is stopped for a deployment (drain)',
  async run(scale) {
    const { clients, sends } = scale === 'full' ? { clients: 1000, sends: 1000 } : { clients: 60, sends: 100 }
    return withStage({ durable: false, nodes: 2, size: { talks: 20, visitors: clients } }, async (stage) => {
      const [leaving, staying] = stage.nodes
      let url = leaving?.url as string
      const crowd = openCrowd(stage.world.visitors.slice(20), () => url)
      await stage.watchAll({ spreadMs: 8000 })
      await withinMs(() => crowd.up() === clients - 20, 30_000)
      // As a load balancer does: nothing new to the node that leaves.
      url = staying?.url as string
      stage.leadThrough([leaving?.url as string, url])
      const sending = stage.send(sends, 10)
      await pause(200)
      stage.leadThrough([url])
      const [tookMs] = await Promise.all([leaving?.end('SIGTERM'), sending])
      const isBack = await withinMs(() => crowd.up() === clients - 20, 20_000)
      const found = await checkOracles(stage)
      const [first, last] = [quantile(crowd.returns(), 0.1), quantile(crowd.returns(), 0.9)]
      crowd.close()
      const failed = crowd.failures()
      return outcome(found, {
        load: `${clients} connections, ${sends} sends`,
        recoveryMs: longest(crowd.returns()),
        note: `the node left after ${Math.round(tookMs ?? 0)} ms; returns from ${first} ms (p10) to ${last} ms (p90)`,
        own: [
          !isBack && 'not everybody came back',
          failed > 0 && `${failed} attempts failed`,
          last - first < 4000 && 'the returns were not spread over 8 s',
          (stage.sent.answers[500] ?? 0) > 0 && 'a message was answered 500',
        ],
      })
    })
  },
}

export const slowReader: Fault = {
  id: 'F22',
  title: 'a client stops reading',
  async run() {
    const messages = 350
    return withStage({ durable: false, size: { agents: 1, talks: 1, visitors: 1 } }, async (stage) => {
      const [talk] = stage.world.talks
      if (!talk) throw new Error('no talk')
      const [customer, agent] = [personOf('customer', talk), personOf('agent', talk)]
      const stuck = openReceiver(customer, { urls: stage.urls })
      stage.receivers.push(stuck, openReceiver(agent, { urls: stage.urls }))
      await withinMs(() => stage.receivers.every((one) => one.isUp()), 10_000)
      // 30 kB each, from both sides: 9 MB, more than the kernel keeps for a socket.
      const body = '慢'.repeat(9_900)
      const say = async (from: number, to: number) => {
        for (let index = from; index < to; index++)
          await sendMessage(index % 3 ? agent : customer, `${index} ${body}`, { urls: stage.urls, sent: stage.sent })
      }
      await say(0, 50)
      const before = stage.nodes[0]?.memoryMb() ?? 0
      const attempts = stuck.attempts()
      stuck.pause()
      await say(50, messages)
      const grown = (stage.nodes[0]?.memoryMb() ?? 0) - before
      stuck.resume()
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${messages} messages of 30 kB`,
        note: `server grew by ${Math.round(grown)} MB; the reader came back ${stuck.attempts() - attempts} times`,
        own: [
          grown > 150 && 'the server kept what was not read',
          stuck.attempts() === attempts && 'it was never dropped',
        ],
      })
    })
  },
}
