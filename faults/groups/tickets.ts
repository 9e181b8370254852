import { setTimeout as pause } from 'node:timers/promises'
import { databaseClock } from '../../server/platform/clock.ts'
import { type Answer, call } from '../clients/call.ts'
import { inLanes, range } from '../clients/lanes.ts'
import { type Fault, longest, outcome } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { type Stage, withStage } from '../rig/stage.ts'

type Agent = Stage['world']['agents'][number]
type Made = { id: string; no: string; noteId: string; steps: number }
const { newId } = databaseClock()
const size = { agents: 5, talks: 1, visitors: 1 }

async function seedCategory({ database }: Stage): Promise<void> {
  const name = JSON.stringify({ 'zh-CN': '补发', 'zh-TW': '補寄', en: 'Replacement' })
  await database.pool.query(
    `insert into category (key, parent, stage, name) values ('request', null, null, $1), ('request.again', 'request', 'aftersales', $1) on conflict do nothing`,
    [name],
  )
}

/** As a console does: the same request until it is answered; a step that was made before its answer got lost is refused the second time. */
async function insist(stage: Stage, agent: Agent, path: string, body: object): Promise<Answer> {
  const number = stage.world.agents.indexOf(agent)
  const headers = { cookie: agent.cookie, 'x-forwarded-for': `10.89.0.${number}` }
  for (;;) {
    const answer = await call(headers, `${stage.urls()}${path}`, { body })
    if (answer.status !== 0 && answer.status < 500 && answer.status !== 429) return answer
    await pause(20 + Math.random() * 80)
  }
}

/** Opened, replied to, resolved: what was acknowledged is kept. */
async function workOne(stage: Stage, agent: Agent): Promise<Made | string> {
  const [ticketId, noteId] = [newId(), newId()]
  const opened = await insist(stage, agent, '/api/tickets', {
    ticketId,
    nature: 'request',
    subject: '少一只杯子',
    category: 'request.again',
    descriptionCustomer: '少一只杯子',
    anonymousReason: '电话',
    take: true,
  })
  if (opened.status !== 200) return `opening answered ${opened.status} ${JSON.stringify(opened.body).slice(0, 200)}`
  const made: Made = { id: ticketId, no: opened.body.ticket.no, noteId, steps: 0 }
  const replied = await insist(stage, agent, `/api/tickets/${ticketId}/reply`, { noteId, body: '已登记' })
  if (replied.status !== 200) return `a reply answered ${replied.status}`
  const result = { result: '已补发', solution: '补发', toldBy: 'phone' }
  const resolved = await insist(stage, agent, `/api/tickets/${ticketId}/resolve`, result)
  if (resolved.status !== 200 && resolved.status !== 409) return `resolving answered ${resolved.status}`
  return { ...made, steps: 2 }
}

/** What is wrong with tickets as they stand: acknowledged and gone, a number or a step twice, a log that does not tell their life, a limit missing. */
async function brokenTickets({ database }: Stage, made: readonly Made[]): Promise<string[]> {
  const { rows } = await database.pool.query(
    `select 'acknowledged and not there: ' || m.no as fault from jsonb_to_recordset($1) as m(id uuid, no text, "noteId" uuid, steps int) left join ticket t on t.id = m.id
       where t.no is distinct from m.no or t.state <> 'resolved' or not exists (select from ticket_note n where n.id = m."noteId" and n.ticket_id = t.id)
     union all select 'a number twice: ' || no from ticket group by no having count(*) > 1
     union all select e.kind || ' ' || count(*) || ' times: ' || e.subject_id from event e where e.subject_type = 'ticket' and e.kind in ('ticket.created', 'ticket.replied', 'ticket.resolved')
       group by e.kind, e.subject_id having count(*) > 1
     union all select 'never asked for: ' || t.no from ticket t where not exists (select from jsonb_to_recordset($1) as m(id uuid) where m.id = t.id)
     union all select 'nothing closes ' || t.no from ticket t where t.state = 'resolved' and not exists (select from clock k where k.subject_id = t.id and k.kind = 'ticket_auto_close' and k.state = 'running')
     union all select 'a limit goes on for ' || t.no from ticket t join clock k on k.subject_id = t.id and k.kind in ('resolution', 'first_response') and k.state in ('running', 'paused') where t.state = 'resolved'`,
    [JSON.stringify(made)],
  )
  return rows.map(({ fault }) => fault as string)
}

export const killTickets: Fault = {
  id: 'F1b',
  title: 'server SIGKILLed again and again amid tickets and their steps',
  async run(scale) {
    const { kills, count } = scale === 'full' ? { kills: 20, count: 600 } : { kills: 2, count: 40 }
    return withStage({ size }, async (stage) => {
      await seedCategory(stage)
      const made: Made[] = []
      const wrong: string[] = []
      const back: number[] = []
      const working = inLanes(range(count), 10, async (index) => {
        const one = await workOne(stage, stage.world.agents[index % size.agents] as Agent)
        if (typeof one === 'string') wrong.push(one)
        else made.push(one)
      })
      for (let kill = 1; kill <= kills; kill++) {
        while (made.length + wrong.length < (count * kill) / (kills + 1)) await pause(2)
        const killedAt = performance.now()
        await stage.nodes[0]?.end('SIGKILL')
        await stage.nodes[0]?.start()
        back.push(performance.now() - killedAt)
      }
      await working
      const found = await checkOracles(stage)
      const broken = await brokenTickets(stage, made)
      return outcome(found, {
        load: `${count} tickets, 10 in flight, ${kills} kills`,
        recoveryMs: longest(back),
        own: [...broken, ...new Set(wrong), made.length !== count && `${made.length} of ${count} tickets`],
      })
    })
  },
}

/** Tickets whose limits run out in a second, straight into the tables. */
async function almostDue(stage: Stage, count: number): Promise<void> {
  const { pool } = stage.database
  await pool.query(
    `with t as (
       insert into ticket (id, no, state, subject, nature, category, stage, urgency, channel, locale, description_customer, group_id, assignee_id, first_responsible_id,
         anonymous_reason, created_at, last_activity_at)
       select gen_random_uuid(), 'F' || n, case when n % 2 = 0 then 'in_progress' else 'resolved' end, '到期', 'request', 'request.again', 'aftersales', 'normal', 'phone', 'zh-CN', '到期', $1, $2, $2, '电话', now(), now()
       from generate_series(1, $3) n returning id, state)
     insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id)
     select gen_random_uuid(), 'ticket', id, case state when 'resolved' then 'ticket_auto_close' else 'resolution' end, 'running', now() - interval '1 day', now() + interval '1 second', now() + interval '1 second', $2 from t`,
    [stage.world.groupId, stage.world.agents[0]?.id, count],
  )
}

export const ticketKeepers: Fault = {
  id: 'F27b',
  title: 'two nodes keep the limits of tickets, and one of them is SIGKILLed meanwhile',
  async run(scale) {
    const count = scale === 'full' ? 1000 : 100
    return withStage({ nodes: 2, durable: false, size }, async (stage) => {
      await seedCategory(stage)
      await almostDue(stage, count)
      const fired = async () => {
        const { rows } = await stage.database.pool.query(
          `select count(*)::int as all, count(distinct (subject_id, kind))::int as once from event where kind in ('ticket.breached', 'ticket.closed')`,
        )
        return rows[0] as { all: number; once: number }
      }
      const due = performance.now() + 1000
      while ((await fired()).all === 0 && performance.now() < due + 20_000) await pause(5)
      await stage.nodes[0]?.end('SIGKILL')
      while ((await fired()).once < count && performance.now() < due + 40_000) await pause(50)
      const took = performance.now() - due
      await stage.nodes[0]?.start()
      await pause(1500)
      const { all, once } = await fired()
      const { rows } = await stage.database.pool.query(
        `select count(*)::int as raised, count(distinct ticket_id)::int as tickets from escalation where cause = 'breach'`,
      )
      const found = await checkOracles(stage)
      return outcome(
        { ...found, doubled: found.doubled + all - once },
        {
          load: `${count} limits due at once, 2 keepers, 1 killed`,
          recoveryMs: Math.round(took),
          own: [
            once !== count && `${once} of ${count} limits had their effect`,
            rows[0]?.raised !== rows[0]?.tickets && `${rows[0]?.raised} escalations of ${rows[0]?.tickets} breaches`,
          ],
        },
      )
    })
  },
}

async function bulkNow({ database }: Stage): Promise<{ state: string; worked: number }> {
  const { rows } = await database.pool.query('select state, done + refused as worked from bulk_change')
  return rows[0]
}

async function changedByBulk({ database }: Stage) {
  const { rows } = await database.pool.query<{ tagged: number; steps: number; once: number; ends: number }>(
    `select (select count(*)::int from ticket where tags = '{批量}') as tagged, (select count(*)::int from event where kind = 'ticket.edited') as steps,
       (select count(distinct subject_id)::int from event where kind = 'ticket.edited') as once, (select count(*)::int from event where kind = 'bulk_change.finished') as ends`,
  )
  return rows[0] as (typeof rows)[0]
}

export const bulkKilled: Fault = {
  id: 'F26c',
  title: 'the server dies in the middle of a change of many tickets',
  async run(scale) {
    const { count, kills } = scale === 'full' ? { count: 3000, kills: 3 } : { count: 300, kills: 1 }
    return withStage({ size }, async (stage) => {
      await seedCategory(stage)
      await almostDue(stage, count)
      const { pool } = stage.database
      await pool.query(`delete from clock where subject_type = 'ticket'`)
      const { rows } = await pool.query<{ id: string }>('select id from ticket order by id')
      const agent = stage.world.agents[0] as Agent
      const ids = rows.map(({ id }) => id)
      const asked = await insist(stage, agent, '/api/tickets/bulk', {
        ids,
        action: { kind: 'tags', add: ['批量'], remove: [] },
      })
      const done = () => bulkNow(stage)
      const until = async (worked: number) => {
        for (const end = performance.now() + 90_000; performance.now() < end; await pause(5)) {
          const now = await done()
          if (now.worked >= worked || now.state === 'done') return
        }
      }
      for (let kill = 1; kill <= kills; kill++) {
        await until((count * kill) / (kills + 1))
        await stage.nodes[0]?.end('SIGKILL')
        await stage.nodes[0]?.start()
      }
      const killedAt = performance.now()
      for (const end = killedAt + 100_000; performance.now() < end && (await done()).state !== 'done'; ) await pause(50)
      const recoveryMs = Math.round(performance.now() - killedAt)
      const { tagged, steps, once, ends } = await changedByBulk(stage)
      const found = await checkOracles(stage)
      return outcome(
        { ...found, doubled: found.doubled + steps - once },
        {
          load: `${count} tickets, ${kills} kills`,
          recoveryMs,
          own: [
            asked.status !== 200 && `asking answered ${asked.status} ${JSON.stringify(asked.body)}`,
            (await done()).state !== 'done' && 'it was not taken up again',
            tagged !== count && `${tagged} of ${count} were changed`,
            ends !== 1 && `it ended ${ends} times`,
          ],
        },
      )
    })
  },
}
