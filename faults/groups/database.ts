import { setTimeout as pause } from 'node:timers/promises'
import { call } from '../clients/call.ts'
import { inLanes, range } from '../clients/lanes.ts'
import { headersOf, personOf } from '../clients/person.ts'
import { type Fault, longest, outcome, quantile } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { type Stage, withStage } from '../rig/stage.ts'

const toAll = (pids: readonly number[], signal: NodeJS.Signals) => {
  for (const pid of pids) process.kill(pid, signal)
}

export const frozenBackend: Fault = {
  id: 'F3',
  title: 'a database connection in use freezes (half-open)',
  async run(scale) {
    const rounds = scale === 'full' ? 5 : 2
    return withStage({ size: { talks: 10, visitors: 10 } }, async (stage) => {
      await stage.watchAll()
      await Promise.all([stage.send(100, 10), readMuch(stage, 30)])
      const frozen: number[] = []
      const hangs: number[] = []
      try {
        for (let round = 0; round < rounds; round++) {
          // The one used last is the one used next.
          const [next] = (await stage.database.backends()).filter((pid) => !frozen.includes(pid))
          frozen.push(next as number)
          stage.sent.failures.length = 0
          stage.sent.waits.length = 0
          process.kill(next as number, 'SIGSTOP')
          await Promise.all([stage.send(40, 10), readMuch(stage, 10)])
          hangs.push(longest([...stage.sent.failures, ...stage.sent.waits]))
        }
      } finally {
        toAll(frozen, 'SIGCONT')
      }
      await stage.send(40, 10)
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${rounds} connections frozen one after the other, 40 sends with each`,
        recoveryMs: longest(hangs),
        note: `answers ${JSON.stringify(stage.sent.answers)}`,
        own: [longest(hangs) > 4500 && `a message hung for ${longest(hangs)} ms`],
      })
    })
  },
}

/** Reads of one kind at once, so that the pool opens all its connections. */
async function readMuch(stage: Stage, count: number) {
  const people = stage.world.talks.map((talk) => personOf('agent', talk))
  const answers = await Promise.all(
    range(count).map((index) => {
      const person = people[index % people.length] as (typeof people)[number]
      const address = `${stage.urls()}/api/conversations/${person.talk.id}`
      return call(headersOf(person), address, { method: 'GET' })
    }),
  )
  return answers
}

export const exhaustedPool: Fault = {
  id: 'F4',
  title: 'every database connection of the server is held',
  async run() {
    const size = { agents: 60, talks: 60, visitors: 60, served: false }
    return withStage({ durable: false, size }, async (stage) => {
      await stage.watchAll()
      await stage.send(40, 10)
      const holder = await stage.database.pool.connect()
      await holder.query('begin')
      await holder.query('lock table presence in access exclusive mode')
      const held = takeAll(stage, 0, 50)
      await pause(300)
      const [ready, refusals, alive] = await Promise.all([
        call({}, `${stage.urls()}/readyz`, { method: 'GET' }),
        takeAll(stage, 50, 60),
        call({}, `${stage.urls()}/healthz`, { method: 'GET' }),
      ])
      const stayUp = stage.receivers.every((receiver) => receiver.isUp())
      await holder.query('rollback')
      holder.release()
      await held
      const releasedAt = performance.now()
      await stage.send(40, 10)
      const found = await checkOracles(stage)
      const polite = refusals.filter((answer) => answer.status === 503 && answer.retryAfter !== null)
      const slowest = longest(refusals.map((answer) => answer.ms))
      return outcome(found, {
        load: '50 accepts that wait, then 10 more',
        recoveryMs: Math.round(performance.now() - releasedAt),
        note: `refused after ${slowest} ms, /readyz ${ready.status} after ${Math.round(ready.ms)} ms`,
        own: [
          polite.length < 10 && `${10 - polite.length} of 10 requests were not answered 503 with Retry-After`,
          // 1 s at the server; the clients of this process share its event loop.
          slowest > 1250 && 'the refusal took longer than 1 s',
          ready.status !== 503 && `/readyz answered ${ready.status}`,
          (alive.status !== 200 || alive.ms > 500) && '/healthz was held as well',
          !stayUp && 'live connections were dropped',
        ],
      })
    })
  },
}

/** Each of these agents takes a customer of their own: a transaction each, which holds a connection. */
async function takeAll(stage: Stage, from: number, to: number) {
  const { agents, talks } = stage.world
  return Promise.all(
    agents.slice(from, to).map(({ cookie }, index) => {
      const headers = { cookie, 'x-forwarded-for': `10.77.0.${from + index}` }
      return call(headers, `${stage.urls()}/api/conversations/${talks[from + index]?.id}/accept`)
    }),
  )
}

/** What locks conversation, presence and visitor in many orders: the same few conversations, everybody at once. */
export const deadlocks: Fault = {
  id: 'F33',
  title: 'opposite orders on the same rows',
  async run(scale) {
    const rounds = scale === 'full' ? 1000 : 100
    return withStage({ size: { agents: 4, talks: 8, visitors: 8 } }, async (stage) => {
      await stage.watchAll()
      const { talks, agents } = stage.world
      const answers: Record<string, number> = {}
      const waits: number[] = []
      const messages = stage.send(rounds / 2, 6)
      await inLanes(range(rounds), 12, async (index) => {
        const talk = talks[(index * 7) % talks.length] as (typeof talks)[number]
        const agent = agents[(index * 3) % agents.length] as (typeof agents)[number]
        const other = agents[(index * 5 + 1) % agents.length] as (typeof agents)[number]
        const [step, body] = [
          ['transfer', { toStaffId: other.id, reason: 'F33' }],
          ['accept', {}],
          ['wait', {}],
          ['urgency', { urgency: index % 2 ? 'urgent' : 'normal' }],
        ][index % 4] as [string, object]
        const headers = { cookie: agent.cookie, 'x-forwarded-for': `10.99.${index >> 8}.${index & 255}` }
        const answer = await call(headers, `${stage.urls()}/api/conversations/${talk.id}/${step}`, { body })
        answers[answer.status] = (answers[answer.status] ?? 0) + 1
        waits.push(answer.ms)
      })
      // Who lost the conversation meanwhile is refused with reason; only what was acknowledged counts.
      await messages
      stage.sent.wrong = stage.sent.wrong.filter((line) => !/^(403|404|409) to a message of the agent/.test(line))
      const { rows } = await stage.database.pool.query(
        'select deadlocks from pg_stat_database where datname = current_database()',
      )
      for (const receiver of stage.receivers.splice(0)) if (receiver.person.side === 'agent') receiver.close()
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${rounds} steps by 4 agents, ${rounds / 2} sends`,
        note: `${rows[0]?.deadlocks} deadlocks inside; answers ${JSON.stringify(answers)}; p99 ${quantile(waits, 0.99)} ms`,
        own: [
          (answers[500] ?? 0) > 0 && `${answers[500]} answers 500`,
          (stage.sent.answers[500] ?? 0) > 0 && 'a message was answered 500',
        ],
      })
    })
  },
}
