import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, longest, outcome, quantile } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { type Stage, withStage } from '../rig/stage.ts'

/** From the kill to the first acknowledgement after it. */
async function untilAcked(stage: Stage, from: number): Promise<number> {
  const known = stage.sent.acked.length
  const end = performance.now() + 60_000
  while (stage.sent.acked.length === known && performance.now() < end) await pause(5)
  return performance.now() - from
}

export const killServer: Fault = {
  id: 'F1',
  title: 'server SIGKILLed again and again amid sends',
  async run(scale) {
    const { kills, sends } = scale === 'full' ? { kills: 45, sends: 3000 } : { kills: 3, sends: 200 }
    return withStage({ size: { talks: 25, visitors: 25 } }, async (stage) => {
      await stage.watchAll()
      const [node] = stage.nodes
      if (!node) throw new Error('no node')
      const back: number[] = []
      const sending = stage.send(sends)
      for (let kill = 1; kill <= kills; kill++) {
        while (stage.sent.acked.length < (sends * kill) / (kills + 1)) await pause(2)
        const killedAt = performance.now()
        await node.end('SIGKILL')
        await node.start()
        back.push(await untilAcked(stage, killedAt))
      }
      await sending
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${sends} sends, 20 in flight, ${kills} kills`,
        recoveryMs: longest(back),
        note: `median ${quantile(back, 0.5)} ms from kill to next acknowledgement`,
        own: [quantile(back, 0.5) > 5000 && 'O9: not back within 5 s'],
      })
    })
  },
}

export const killDatabase: Fault = {
  id: 'F2',
  title: 'PostgreSQL SIGKILLed three times',
  async run(scale) {
    const { kills, sends } = scale === 'full' ? { kills: 3, sends: 3000 } : { kills: 1, sends: 200 }
    return withStage({ size: { agents: 15, talks: 25, visitors: 25 } }, async (stage) => {
      await stage.watchAll()
      const back: number[] = []
      const sending = stage.send(sends, 16)
      for (let kill = 1; kill <= kills; kill++) {
        while (stage.sent.acked.length < (sends * kill) / (kills + 1)) await pause(2)
        await stage.database.killAll()
        await pause(500)
        await stage.database.start()
        back.push(await untilAcked(stage, performance.now()))
      }
      await sending
      const found = await checkOracles(stage)
      const statuses = Object.keys(stage.sent.answers).filter((status) => !['200', '503', 'network'].includes(status))
      return outcome(found, {
        load: `${sends} sends by 16 writers, ${kills} kills`,
        recoveryMs: longest(back),
        note: `${stage.sent.answers[503] ?? 0} x 503 meanwhile`,
        own: [
          statuses.length > 0 && `answered ${statuses.join(', ')} while the database was away`,
          !stage.sent.answers[503] && 'no 503 while the database was away',
        ],
      })
    })
  },
}

export const freezeServer: Fault = {
  id: 'F5',
  title: 'server frozen (half-open sockets)',
  async run(scale) {
    // Shorter than the silence that a client bears, nobody leaves the frozen node; the test suite has no minute for it.
    const frozenMs = scale === 'full' ? 60_000 : 2000
    return withStage({ nodes: 2, size: { talks: 10, visitors: 10 } }, async (stage) => {
      await stage.watchAll()
      const [frozen, healthy] = stage.nodes
      await stage.send(100)
      frozen?.signal('SIGSTOP')
      const frozenAt = performance.now()
      stage.leadThrough([healthy?.url as string])
      await stage.send(200)
      let back = 0
      while (performance.now() - frozenAt < frozenMs) {
        if (!back && (await allComplete(stage))) back = performance.now() - frozenAt
        await pause(100)
      }
      frozen?.signal('SIGCONT')
      await stage.send(50)
      const found = await checkOracles(stage)
      // 40 s of silence, then 50 ms + up to 8 s (here 0.5 s) before the way back.
      const isLate = scale === 'full' && (back === 0 || back > 43_000)
      return outcome(found, {
        load: `350 sends, 20 viewers, frozen ${frozenMs / 1000} s`,
        recoveryMs: back ? Math.round(back) : null,
        own: [isLate && 'viewers on the frozen node did not find the other one in time'],
      })
    })
  },
}

async function allComplete({ database, receivers }: Stage): Promise<boolean> {
  const { rows } = await database.pool.query('select id, last_seq from conversation')
  const last = new Map(rows.map((row) => [row.id, row.last_seq]))
  return receivers.every((one) => one.list.length === last.get(one.person.talk.id))
}
