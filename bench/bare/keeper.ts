// The least that fires clocks once: one loop, one statement that claims, marks and writes the two event rows.
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { answerParent } from '../harness/child.ts'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 1 })
let lags: number[] = []
let isOver = false

const fire = `
  with due as (select id from clock where fire_at <= now() order by fire_at limit 250 for update skip locked), fired as (
    update clock set state = 'breached', fire_at = null from due where clock.id = due.id returning subject_id, due_at
  ), written as (
    insert into event (subject_type, subject_id, kind, actor_type, payload)
    select 'ticket', subject_id, kind, 'system', jsonb_build_object('dueAt', due_at)
    from fired, (values ('clock.fired'), ('ticket.overdue')) as kinds(kind)
  )
  select extract(epoch from due_at) * 1000 as due from fired`

async function run(): Promise<void> {
  const offset =
    Number((await pool.query('select extract(epoch from clock_timestamp()) * 1000 as now')).rows[0].now) -
    performance.now()
  while (!isOver) {
    const { rows } = await pool.query(fire)
    const now = performance.now() + offset
    for (const { due } of rows) lags.push(now - Number(due))
    if (rows.length === 0) await pause(4)
  }
}
const running = run()

process.once('SIGTERM', async () => {
  isOver = true
  await running
  await pool.end()
  process.exit(0)
})

answerParent({
  ready: () => true,
  lags: () => {
    const taken = lags
    lags = []
    return taken
  },
})
