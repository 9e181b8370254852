import { setTimeout as pause } from 'node:timers/promises'
import { call } from '../clients/call.ts'
import { inLanes, range } from '../clients/lanes.ts'
import { personOf } from '../clients/person.ts'
import { openReceiver } from '../clients/receiver.ts'
import { type Fault, outcome, quantile } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { type Stage, withStage } from '../rig/stage.ts'

type Agent = Stage['world']['agents'][number]

async function accept(stage: Stage, agent: Agent, id: string) {
  const number = stage.world.agents.indexOf(agent)
  const headers = { cookie: agent.cookie, 'x-forwarded-for': `10.88.${number >> 8}.${number & 255}` }
  return call(headers, `${stage.urls()}/api/conversations/${id}/accept`)
}

export const twoAccept: Fault = {
  id: 'F23',
  title: 'two agents accept the same customer at once',
  async run(scale) {
    const races = scale === 'full' ? 1000 : 60
    return withStage(
      { durable: false, nodes: 2, size: { agents: 2, talks: races, visitors: races, served: false } },
      async (stage) => {
        await stage.database.pool.query('alter table staff drop constraint staff_capacity_check')
        await stage.database.pool.query('update staff set capacity = 5000')
        const wrong: Record<string, number> = {}
        const losses: number[] = []
        await inLanes(stage.world.talks, 8, async ({ id }) => {
          const answers = await Promise.all(stage.world.agents.map((agent) => accept(stage, agent, id)))
          const codes = answers.map((one) => (one.status === 200 ? 'won' : one.body?.error?.code)).sort()
          losses.push(...answers.filter((one) => one.status === 409).map((one) => one.ms))
          if (String(codes) !== 'already_taken,won') wrong[String(codes)] = (wrong[String(codes)] ?? 0) + 1
        })
        const found = await checkOracles(stage)
        return outcome(found, {
          load: `${races} races over 2 nodes`,
          note: `the loser knows after p99 ${quantile(losses, 0.99)} ms`,
          own: [
            Object.keys(wrong).length > 0 && `other outcomes: ${JSON.stringify(wrong)}`,
            quantile(losses, 0.99) > 1000 && 'losers waited longer than 1 s',
          ],
        })
      },
    )
  },
}

export const manyClaim: Fault = {
  id: 'F24',
  title: 'as many agents as waiting customers claim them all at once',
  async run(scale) {
    const count = scale === 'full' ? 1000 : 50
    return withStage(
      { durable: false, size: { agents: count, talks: count, visitors: count, served: false } },
      async (stage) => {
        const block = 5
        const waits: number[] = []
        const failed: string[] = []
        const began = performance.now()
        await inLanes(range(count), 50, async (index) => {
          const agent = stage.world.agents[index] as Agent
          const base = Math.floor(index / block) * block
          const claimBegan = performance.now()
          // All of a block want its first customer; who loses takes the next.
          for (let step = 0; step < block; step++) {
            const { status, body } = await accept(stage, agent, stage.world.talks[base + step]?.id ?? '')
            if (status === 200) return void waits.push(performance.now() - claimBegan)
            if (status !== 409) failed.push(`${status} ${body?.error?.code}`)
          }
          failed.push('nobody left')
        })
        const wall = performance.now() - began
        const found = await checkOracles(stage)
        const { rows } = await stage.database.pool.query(
          'select count(distinct assignee_id)::int as owners from conversation',
        )
        return outcome(found, {
          load: `${count} agents, ${count} customers, 50 at a time`,
          note: `${Math.round(wall)} ms in all, p99 of a claim ${quantile(waits, 0.99)} ms; ${await controls(stage, count)}`,
          own: [
            failed.length > 0 && `${failed.length} claims failed: ${[...new Set(failed)].join(', ')}`,
            rows[0]?.owners !== count && `${rows[0]?.owners} owners of ${count} conversations`,
            scale === 'full' && quantile(waits, 0.99) > 2000 && 'p99 above 2 s',
          ],
        })
      },
    )
  },
}

const rightForm = `with c as (select id from claim where status = 'waiting' order by id for update skip locked limit 1)
  update claim q set status = 'taken', takes = takes + 1 from c where q.id = c.id returning q.id`
const wrongForm = `update claim set status = 'taken', takes = takes + 1
  where id = (select id from claim where status = 'waiting' order by id limit 1) returning id`

/** That the test can tell a wrong claim from a right one (reliability/contract 3.3). */
async function controls({ database }: Stage, count: number): Promise<string> {
  const doubled: number[] = []
  for (const form of [rightForm, wrongForm]) {
    await database.pool.query('drop table if exists claim')
    await database.pool.query('create table claim (id int primary key, status text not null, takes int not null)')
    await database.pool.query(`insert into claim select n, 'waiting', 0 from generate_series(1, $1) n`, [count])
    await inLanes(range(count), 50, async () => void (await database.pool.query(form)))
    const { rows } = await database.pool.query(
      'select coalesce(sum(takes - 1), 0)::int as extra from claim where takes > 1',
    )
    doubled.push(rows[0]?.extra as number)
  }
  await database.pool.query('drop table claim')
  return `controls: skip locked ${doubled[0]} doubled, plain subselect ${doubled[1]}`
}

export const vanishingAgents: Fault = {
  id: 'F25',
  title: 'agents vanish while they take customers',
  async run(scale) {
    const talks = scale === 'full' ? 60 : 10
    const graceSeconds = 5
    return withStage({ durable: false, size: { agents: 5, talks, visitors: talks, served: false } }, async (stage) => {
      const { pool } = stage.database
      await pool.query(`update site set settings = settings || '{"agentGraceSeconds": ${graceSeconds}}'`)
      const desks = stage.world.agents.map((agent) => {
        const [talk] = stage.world.talks
        return openReceiver(personOf('agent', { ...(talk as NonNullable<typeof talk>), agent }), { urls: stage.urls })
      })
      for (const end = performance.now() + 10_000; performance.now() < end && !desks.every((one) => one.isUp()); )
        await pause(20)
      const losing = inLanes(desks, desks.length, async (desk) => {
        await pause(Math.random() * 300)
        desk.close()
      })
      await inLanes(range(talks), 10, async (index) => {
        const { agents, talks: waiting } = stage.world
        await accept(stage, agents[index % agents.length] as Agent, waiting[index]?.id ?? '')
      })
      await losing
      const vanishedAt = performance.now()
      const orphaned = async () => {
        const { rows } = await pool.query(`
          select count(*)::int as count from conversation c left join presence p on p.staff_id = c.assignee_id
          where c.state in ('active', 'waiting') and not coalesce(p.connected, false)`)
        return rows[0]?.count as number
      }
      const limit = (graceSeconds + 8) * 1000
      while ((await orphaned()) > 0 && performance.now() - vanishedAt < limit) await pause(200)
      const left = await orphaned()
      const found = await checkOracles(stage)
      return outcome(found, {
        load: `${talks} customers, 5 agents who vanish within 300 ms`,
        recoveryMs: Math.round(performance.now() - vanishedAt),
        note: `grace ${graceSeconds} s`,
        own: [left > 0 && `${left} customers still belong to agents who are gone`],
      })
    })
  },
}
