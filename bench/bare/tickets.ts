// The baseline of `tickets`: the same rows by one statement behind the same HTTP server, without rights, rules, routing or views.
import { fastify } from 'fastify'
import pg from 'pg'
import { uuidv7 } from '../../server/platform/clock.ts'
import { answerParent } from '../harness/child.ts'

type Body = {
  ticketId: string
  nature: string
  urgency: string
  channel: string
  subject: string
  category: string
  descriptionCustomer: string
  customerId: string
  orderNo: string
  groupId: string
}

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
const agent = process.env.BENCH_AGENT

// Number, ticket, two limits and the event, in one round trip and one transaction.
const creation = {
  name: 'create',
  text: `
    with at as (select now() as at), number as (
      insert into number_counter (prefix, day, last) values ('BD', current_date, 1)
      on conflict (prefix, day) do update set last = number_counter.last + 1 returning to_char(day, 'YYYYMMDD') || lpad(last::text, 8, '0') as serial
    ), made as (
      insert into ticket (id, no, state, subject, nature, category, stage, urgency, channel, locale, customer_id, description_customer, group_id,
        first_responsible_id, created_by, order_no, next_due_at, next_due_kind, created_at, last_activity_at)
      select $1, 'BD' || serial, 'new', $2, $3, $4, 'aftersales', $5, $6, 'zh-CN', $7, $8, $9, $10, $10, $11, at + interval '1 day', 'first_response', at, at
      from number, at returning id, no
    ), limits as (
      insert into clock (id, subject_type, subject_id, kind, state, started_at, due_at, fire_at, payload, target_ms)
      select x.id, 'ticket', made.id, x.kind, 'running', at, at + interval '1 day', at + interval '12 hours', '{}', 86400000
      from made, at, (values ($12::uuid, 'first_response'), ($13::uuid, 'resolution')) x (id, kind)
    ), told as (
      insert into event (subject_type, subject_id, kind, actor_type, actor_id, to_state, payload)
      select 'ticket', id, 'ticket.created', 'staff', $10, 'new', jsonb_build_object('groupId', $9::uuid) from made
    ) select id, no from made`,
}

const app = fastify()
app.post<{ Body: Body }>('/api/tickets', async ({ body }) => {
  const { ticketId, subject, nature, category, urgency, channel, customerId, descriptionCustomer, groupId, orderNo } =
    body
  const now = new Date()
  const { rows } = await pool.query({
    ...creation,
    values: [
      ...[
        ticketId,
        subject,
        nature,
        category,
        urgency,
        channel,
        customerId,
        descriptionCustomer,
        groupId,
        agent,
        orderNo,
      ],
      ...[uuidv7(now), uuidv7(now)],
    ],
  })
  return { ticket: rows[0] }
})
await app.listen({ port: 0, host: '127.0.0.1' })

answerParent({
  port: () => {
    const address = app.server.address()
    return typeof address === 'object' && address ? address.port : 0
  },
  /** The same change of many tickets with nothing around it: one transaction each, row and event. Answers the milliseconds. */
  changeEach: async (ids: string[]) => {
    const begin = performance.now()
    const client = await pool.connect()
    for (const id of ids) {
      await client.query('begin')
      await client.query(
        `update ticket set tags = '{bare}', revision = revision + 1, last_activity_at = now() where id = $1`,
        [id],
      )
      await client.query(
        `insert into event (subject_type, subject_id, kind, actor_type, actor_id) values ('ticket', $1, 'ticket.edited', 'staff', $2)`,
        [id, agent],
      )
      await client.query('commit')
    }
    client.release()
    return performance.now() - begin
  },
})
