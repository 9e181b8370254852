import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, outcome } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { type Stage, withStage } from '../rig/stage.ts'

const untilTrue = async (check: () => Promise<boolean>, ms: number) => {
  for (const end = performance.now() + ms; performance.now() < end; await pause(50)) if (await check()) return true
  return false
}
const one = async <T>({ database }: Stage, sql: string, values: unknown[] = []): Promise<T> =>
  (await database.pool.query(sql, values)).rows[0] as T

/** A queued conversation as `starting` leaves it: its event, and what the relay owes for it. */
async function announceQueued(stage: Stage, id: string): Promise<void> {
  await stage.database.pool.query(
    `with e as (insert into event (subject_type, subject_id, kind, actor_type, from_state, to_state) values ('conversation', $1, 'conversation.queued', 'system', 'queued', 'queued') returning id)
     insert into outbox (event_id, reaction) select id, 'offer a new customer to an agent' from e`,
    [id],
  )
}

async function everybodyAtDesk({ database }: Stage): Promise<void> {
  // Seen an hour ahead: these desks have no socket that would say so every 5 s.
  await database.pool.query(
    `update presence set connected = true, state = 'online', seen_at = now() + interval '1 hour'`,
  )
}

export const relayKilled: Fault = {
  id: 'F26',
  title: 'the server dies after the effect of a reaction, before it is noted as done',
  async run() {
    return withStage({ durable: false, size: { agents: 1, talks: 1, visitors: 1, served: false } }, async (stage) => {
      const [talk] = stage.world.talks
      const id = talk?.id ?? ''
      await everybodyAtDesk(stage)
      // The note of the relay hangs: exactly between effect and acknowledgement.
      await stage.database.pool.query(
        `create function hang() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return old; end $$`,
      )
      await stage.database.pool.query(
        'create trigger hang before delete on outbox for each row execute function hang()',
      )
      await announceQueued(stage, id)
      const offered = () =>
        one<{ offers: number; notices: number; owed: number }>(
          stage,
          `
        select (select count(*)::int from event where kind = 'conversation.offered') as offers,
          (select count(*)::int from notice) as notices, (select count(*)::int from outbox) as owed`,
        )
      await untilTrue(async () => (await offered()).offers > 0, 10_000)
      await pause(300)
      await stage.nodes[0]?.end('SIGKILL')
      const killedAt = performance.now()
      await stage.database.pool.query('drop trigger hang on outbox').catch(() => {})
      await stage.database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'shouwen'`,
      )
      await stage.nodes[0]?.start()
      await everybodyAtDesk(stage)
      const isDone = await untilTrue(async () => (await offered()).owed === 0, 60_000)
      const { offers, notices } = await offered()
      const found = await checkOracles(stage)
      return outcome(
        { ...found, doubled: found.doubled + Math.max(0, offers - 1) },
        {
          load: 'one reaction',
          recoveryMs: Math.round(performance.now() - killedAt),
          note: `${offers} offer, ${notices} notice`,
          own: [!isDone && 'not taken up again within 60 s', notices !== 1 && `${notices} notices for one offer`],
        },
      )
    })
  },
}

export const jobKilled: Fault = {
  id: 'F26b',
  title: 'the server dies in the middle of a job',
  async run() {
    return withStage({ durable: false, size: { agents: 1, talks: 1, visitors: 1 } }, async (stage) => {
      const state = () =>
        one<{ state: string; retryCount: number }>(
          stage,
          `select state, retry_count as "retryCount" from pgboss.job where name = 'push.send' order by created_on desc limit 1`,
        )
      await untilTrue(
        async () =>
          (
            await one<{ there: boolean }>(
              stage,
              `select exists (select from pgboss.queue where name = 'push.send') as there`,
            ).catch(() => ({ there: false }))
          ).there,
        15_000,
      )
      await stage.database.pool.query(
        `insert into pgboss.job (name, data, retry_limit, retry_delay, heartbeat_seconds, expire_seconds) values ('push.send', '{"noticeId": "0190a1b2-0000-7000-8000-000000000000"}', 5, 1, 10, 60)`,
      )
      await stage.database.pool.query('begin; select 1; commit')
      const lock = await stage.database.pool.connect()
      await lock.query('begin; lock table notice in access exclusive mode')
      const isTaken = await untilTrue(async () => (await state())?.state === 'active', 15_000)
      await stage.nodes[0]?.end('SIGKILL')
      const killedAt = performance.now()
      await lock.query('rollback')
      lock.release()
      await stage.nodes[0]?.start()
      const isDone = await untilTrue(async () => (await state())?.state === 'completed', 100_000)
      const recoveryMs = Math.round(performance.now() - killedAt)
      const found = await checkOracles(stage)
      return outcome(found, {
        load: 'one push job',
        recoveryMs,
        own: [
          !isTaken && 'the job was never begun',
          !isDone && 'the job was not run again',
          recoveryMs > 70_000 && 'it took longer than a minute',
        ],
      })
    })
  },
}

export const twoKeepers: Fault = {
  id: 'F27',
  title: 'two nodes keep the same clocks',
  async run(scale) {
    const clocks = scale === 'full' ? 2000 : 200
    return withStage(
      { nodes: 2, size: { agents: 1, talks: clocks, visitors: clocks, served: false } },
      async (stage) => {
        const { pool } = stage.database
        const [agent] = stage.world.agents
        await pool.query(`update conversation set offered_to = $1, offered_until = now()`, [agent?.id])
        await pool.query(
          `insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, owner_id)
         select gen_random_uuid(), 'conversation', id, 'offer', 'running', now(), now() + interval '1 second', now() + interval '1 second', $1 from conversation`,
          [agent?.id],
        )
        const due = performance.now() + 1000
        const fired = async () =>
          (await one<{ count: number }>(stage, `select count(*)::int as count from event where kind = 'clock.fired'`))
            .count
        const isDone = await untilTrue(async () => (await fired()) >= clocks, 30_000)
        const took = performance.now() - due
        const expired = await one<{ count: number; of: number }>(
          stage,
          `select count(*)::int as count, count(distinct subject_id)::int as of from event where kind = 'conversation.offer_expired'`,
        )
        const found = await checkOracles(stage)
        return outcome(
          { ...found, doubled: found.doubled + expired.count - expired.of },
          {
            load: `${clocks} clocks due at once, 2 keepers`,
            recoveryMs: Math.round(took),
            own: [
              !isDone && `${await fired()} of ${clocks} fired`,
              expired.of !== clocks && `${expired.of} of ${clocks} offers expired`,
            ],
          },
        )
      },
    )
  },
}

export const poison: Fault = {
  id: 'F28',
  title: 'a reaction that always fails',
  async run() {
    return withStage({ durable: false, size: { agents: 1, talks: 5, visitors: 5, served: false } }, async (stage) => {
      const { pool } = stage.database
      await everybodyAtDesk(stage)
      const [sick, ...healthy] = stage.world.talks
      await pool.query(
        `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$`,
      )
      await pool.query(
        `create trigger refuse before update on conversation for each row when (old.id = '${sick?.id}') execute function refuse()`,
      )
      await announceQueued(stage, sick?.id ?? '')
      const beganAt = performance.now()
      for (const { id } of healthy) await announceQueued(stage, id)
      const offers = async () =>
        (
          await one<{ count: number }>(
            stage,
            'select count(*)::int as count from conversation where offered_to is not null',
          )
        ).count
      const areServed = await untilTrue(async () => (await offers()) === healthy.length, 5000)
      const servedMs = Math.round(performance.now() - beganAt)
      // Nine tries of ten are over: the wait between them grows to a minute, which no test needs to sit out.
      await pool.query('update outbox set attempts = 9, available_at = now()')
      const isDead = await untilTrue(
        async () =>
          (await one<{ dead: boolean }>(stage, 'select coalesce(bool_and(dead), false) as dead from outbox')).dead,
        5000,
      )
      const isTold = await untilTrue(async () => {
        const metrics = await fetch(`${stage.urls()}/metrics`).then((response) => response.text())
        return /shouwen_outbox_dead [1-9]/.test(metrics)
      }, 10_000)
      await pool.query('drop trigger refuse on conversation')
      const found = await checkOracles(stage)
      return outcome(found, {
        load: '1 poisoned reaction, 4 healthy',
        recoveryMs: servedMs,
        note: 'the others waited so long',
        own: [
          !areServed && 'the others were not served within 5 s',
          !isDead && 'it was tried for ever',
          !isTold && 'no metric tells of the dead reaction',
        ],
      })
    })
  },
}
