import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOpenTicket, type TicketState } from '../../../domain/tickets/lifecycle.ts'
import { listTickets } from '../../../domain/tickets/lists/list-contract.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { signIn } from '../../../test/cast.ts'
import { contextFor } from '../../platform/context.ts'
import { rollUp } from '../../reports/rollup.ts'
import { missingNow } from '../../tickets/life/closing.ts'
import { type DemoLogin, seedDemo } from '../seed.ts'

let app: TestApp
let logins: DemoLogin[]
const system = () => contextFor(app.platform, { kind: 'system' })
const count = async (query: ReturnType<typeof sql<{ n: number }>>) =>
  Number((await query.execute(app.platform.db)).rows[0]?.n ?? 0)

beforeAll(async () => {
  app = await startTestApp()
  ;({ logins } = await seedDemo(system(), { shopOrigins: ['http://shop.example'] }))
})
afterAll(() => app.close())

describe('the cases of the demo company', () => {
  test('are about four hundred in sixty days, in every state, nature and urgency', async () => {
    const { rows } = await sql<{ state: TicketState; nature: string; urgency: string; n: number }>`
      select state, nature, urgency, count(*)::int as n from ticket group by 1, 2, 3`.execute(app.platform.db)
    const of = (key: 'state' | 'nature' | 'urgency') => new Set(rows.map((row) => row[key])).size
    const total = rows.reduce((sum, { n }) => sum + n, 0)
    expect(total).toBeGreaterThan(320)
    expect(total).toBeLessThan(520)
    expect([of('nature'), of('urgency')]).toEqual([4, 3])
    expect([...new Set(rows.map(({ state }) => state))].sort()).toEqual(
      [
        'archived',
        'assigned',
        'cancelled',
        'closed',
        'in_progress',
        'new',
        'resolved',
        'waiting_customer',
        'waiting_department',
      ].sort(),
    )
    const open = rows.filter(({ state }) => isOpenTicket(state)).reduce((sum, { n }) => sum + n, 0)
    expect(open).toBeGreaterThan(35)
  })

  test('have limits that run, two of them within half an hour, and some that broke', async () => {
    const now = app.clock.now()
    const soon = await count(sql`select count(*) as n from clock where subject_type in ('ticket', 'ticket_node')
      and state = 'running' and due_at between ${now} and ${new Date(now.getTime() + 1_800_000)}`)
    expect(soon).toBeGreaterThanOrEqual(2)
    const broken = await count(sql`select count(*) as n from clock where state = 'breached' and stopped_at is null`)
    expect(broken).toBeGreaterThanOrEqual(2)
    const odd = await count(
      sql`select count(*) as n from clock where state = 'running' and (fire_at is null or due_at < ${now})`,
    )
    expect(odd).toBe(0)
  })

  test('leave nothing of a day in the future, and no ticket but one first responsible', async () => {
    const now = app.clock.now()
    expect(await count(sql`select count(*) as n from event where at > ${now} and subject_type = 'ticket'`)).toBe(0)
    expect(await count(sql`select count(*) as n from ticket_note where at > ${now}`)).toBe(0)
    const jumps = await count(sql`select count(*) as n from (
      select from_state, lag(to_state) over (partition by subject_id order by id) as before from event where subject_type = 'ticket'
    ) step where before is not null and from_state is distinct from before`)
    expect(jumps).toBe(0)
  })

  test('are archived with a complete record only', async () => {
    const { rows } = await sql<{ id: string }>`select id from ticket where state = 'archived' limit 40`.execute(
      app.platform.db,
    )
    for (const { id } of rows) expect(await missingNow(system() as never, id)).toEqual([])
  })

  test('fill every page: departments, promises, escalations, explanations, complaints, revisits', async () => {
    const least = {
      ticket_node: 60,
      commitment: 20,
      escalation: 10,
      explanation: 10,
      complaint: 20,
      complaint_plan_item: 15,
    }
    for (const [table, expected] of Object.entries(least))
      expect([table, await count(sql`select count(*) as n from ${sql.table(table)}`)]).toEqual([
        table,
        expect.toSatisfy((n: number) => n >= expected),
      ])
    const waiting = await count(sql`select count(*) as n from explanation where written_at is null`)
    expect(waiting).toBeGreaterThan(0)
    const promised = await count(sql`select count(*) as n from clock where kind = 'commitment' and state = 'running'`)
    expect(promised).toBeGreaterThan(5)
  })

  test('are counted like those of any centre', async () => {
    for (let behind = true; behind; ) behind = (await rollUp(app.platform)).behind
    const counted = async (figure: string) =>
      count(sql`select coalesce(sum(n), 0) as n from rollup_hour where figure = ${figure}`)
    expect(await counted('ticket_created')).toBe(await count(sql`select count(*) as n from ticket`))
    const [met, broken] = [await counted('result_met'), await counted('result_breached')]
    expect(met / (met + broken)).toBeGreaterThan(0.8)
    expect(broken).toBeGreaterThan(5)
    expect(await counted('response_met')).toBeGreaterThan(280)
  })

  test.each([
    ['agent', 'mine'],
    ['senior_agent', 'mine'],
    ['supervisor', 'escalated'],
    ['department_contact', 'department'],
  ] as const)('give a %s work', async (role, list) => {
    const session = await signIn(app, logins.find((one) => one.role === role) as DemoLogin)
    const { items } = await session.call(listTickets, { list })
    expect(items.length).toBeGreaterThan(0)
  })
})
