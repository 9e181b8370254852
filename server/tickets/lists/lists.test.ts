import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Staff } from '../../../domain/identity/actor.ts'
import type { Role } from '../../../domain/identity/roles.ts'
import { isOpenTicket, ticketStates } from '../../../domain/tickets/lifecycle.ts'
import { type TicketFilter, ticketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { isInTicketList, type ListedTicket, ticketLists } from '../../../domain/tickets/lists/lists.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { cast } from '../../../test/cast.ts'
import { contextFor } from '../../platform/context.ts'
import { keysetPage, readCursor } from '../../platform/keyset.ts'
import { ticketCount, ticketPage } from './queries.ts'
import { foldAll, ticketCounts } from './tally.ts'

let app: TestApp
let world: { staff: string[]; groups: string[]; departments: string[] }

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  const people = await cast(app)
  const { db, clock } = app.platform
  const name = JSON.stringify({ 'zh-CN': '物流部', 'zh-TW': '物流部', en: 'Logistics' })
  const logistics = clock.newId()
  await db.insertInto('department').values({ id: logistics, key: 'logistics', name }).execute()
  await db
    .insertInto('category')
    .values([
      { key: 'order', name },
      { key: 'order.slow', parent: 'order', name },
    ])
    .execute()
  world = {
    staff: [people.xiaowang.id, people.chen.id, people.li.id, people.he.id],
    groups: [people.groupA, people.groupB],
    departments: [people.department, logistics],
  }
})

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })
const place = fc.nat({ max: 3 })

/** Who and where by place in the world, which each test makes anew. */
const someTicket = fc.record({
  state: fc.constantFrom(...ticketStates),
  group: maybe([0, 1]),
  department: maybe([0, 1]),
  assignee: maybe([0, 1, 2, 3]),
  firstResponsible: place,
  createdBy: maybe([0, 1, 2, 3]),
  handoverTo: maybe([0, 1, 2, 3]),
  nodes: fc.array(fc.record({ department: fc.nat({ max: 1 }), recalled: fc.boolean() }), { maxLength: 3 }),
  escalated: fc.boolean(),
  dueInMinutes: maybe([-60, -1, 30, 600]),
  activeMinutesAgo: fc.nat({ max: 5 }),
})
type Some = typeof someTicket extends fc.Arbitrary<infer T> ? T : never

const minutes = (count: number) => new Date(app.clock.now().getTime() + count * 60_000)
const at = <T>(list: readonly T[], index: number | null): T | null => (index === null ? null : (list[index] as T))

async function insertTicket(some: Some): Promise<ListedTicket> {
  const { db, clock } = app.platform
  const id = clock.newId()
  const row = {
    state: some.state,
    groupId: at(world.groups, some.group),
    departmentId: at(world.departments, some.department),
    assigneeId: at(world.staff, some.assignee),
    firstResponsibleId: world.staff[some.firstResponsible] as string,
    createdBy: at(world.staff, some.createdBy),
    escalated: some.escalated,
    nextDueAt: some.dueInMinutes === null ? null : minutes(some.dueInMinutes),
  }
  await db
    .insertInto('ticket')
    .values({
      ...row,
      ...{ id, no: `GD${id.slice(-12)}`, subject: '快递一直没有到', nature: 'complaint', category: 'order.slow' },
      ...{ stage: 'aftersales', urgency: 'normal', channel: 'phone', locale: 'zh-CN', descriptionCustomer: '没到' },
      createdAt: clock.now(),
      lastActivityAt: minutes(-some.activeMinutesAgo),
    })
    .execute()
  for (const node of some.nodes) await insertNode(id, node)
  const handoverTo = at(world.staff, some.handoverTo)
  if (handoverTo)
    await db
      .insertInto('ticketHandover')
      .values({
        id: clock.newId(),
        ticketId: id,
        fromId: row.firstResponsibleId,
        toId: handoverTo,
        reason: '休假',
        askedAt: clock.now(),
      })
      .execute()
  const nodeDepartmentIds = some.nodes.flatMap((node) =>
    node.recalled ? [] : [world.departments[node.department] as string],
  )
  return { id, ...row, nodeDepartmentIds, handoverTo, customerId: null }
}

/** Sent first; some are taken back later, as in life. */
async function insertNode(ticketId: string, { department, recalled }: Some['nodes'][number]): Promise<void> {
  const { db, clock } = app.platform
  const id = clock.newId()
  const departmentId = world.departments[department] as string
  const [sentBy = ''] = world.staff
  const sent = { request: '查一下', state: 'open', sentBy, sentAt: clock.now(), dueAt: minutes(60) }
  await db
    .insertInto('ticketNode')
    .values({ id, ticketId, departmentId, ...sent })
    .execute()
  if (recalled) await db.updateTable('ticketNode').set({ state: 'recalled' }).where('id', '=', id).execute()
}

const roleSets: Role[][] = [
  ['agent'],
  ['senior_agent'],
  ['supervisor'],
  ['department_contact'],
  ['management'],
  ['privacy_officer'],
  ['quality_reviewer'],
  ['agent', 'department_contact'],
  ['supervisor', 'department_contact'],
]

/** Each of the people in every role, in the first group or in both. */
function readers(): Staff[] {
  return roleSets.flatMap(
    (roles, index) =>
      [world.groups.slice(0, 1), world.groups, []].map((groupIds) => ({
        ...{
          kind: 'staff',
          id: world.staff[index % 4] as string,
          name: '甲',
          staffNo: '1',
          roles,
          groupIds,
          locale: 'zh-CN' as const,
        },
        departmentId: roles.includes('department_contact') ? (world.departments[0] as string) : null,
        sessionId: '',
      })) as Staff[],
  )
}

async function wholeList(me: Staff, filter: TicketFilter, limit: number): Promise<string[]> {
  const ctx = contextFor(app.platform, me)
  const ids: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const rows = await ticketPage(ctx, me, { filter, cursor: readCursor(cursor), limit: limit + 1 })
    const { page, nextCursor } = keysetPage(rows, limit)
    ids.push(...page.map(({ id }) => id))
    cursor = nextCursor
  }
  return ids
}

const expected = (me: Staff, tickets: readonly ListedTicket[], list: TicketFilter['list']) =>
  tickets.filter((ticket) => isInTicketList(me, ticket, { list, now: app.clock.now() })).map(({ id }) => id)

describe('lists', () => {
  it('hold exactly what the rule of access lets somebody see, page after page, and counters equal them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someTicket, { minLength: 5, maxLength: 25 }), async (some) => {
        await sql`truncate ticket cascade`.execute(app.platform.db)
        await sql`truncate ticket_tally, ticket_tally_delta`.execute(app.platform.db)
        const tickets: ListedTicket[] = []
        for (const one of some) tickets.push(await insertTicket(one))
        for (const me of readers()) {
          const counts = await ticketCounts(contextFor(app.platform, me), me)
          for (const list of ticketLists) {
            const ids = await wholeList(me, ticketFilter.parse({ list }), 3)
            const wanted = expected(me, tickets, list)
            expect(new Set(ids), `${me.roles} ${list}`).toEqual(new Set(wanted))
            expect(ids.length).toBe(wanted.length)
            if (list !== 'all') expect(counts[list], `${me.roles} counts ${list}`).toBe(wanted.length)
          }
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it('go by newest activity, by nearest limit and by newest creation, without gap or double between pages', async () => {
    const tickets = await Promise.all(fc.sample(someTicket, { numRuns: 40, seed: 7 }).map(insertTicket))
    const boss = readers().find(({ roles }) => roles.includes('management')) as Staff
    for (const sort of ['activity', 'due', 'created'] as const) {
      const ids = await wholeList(boss, ticketFilter.parse({ list: 'all', sort }), 7)
      const inOne = await wholeList(boss, ticketFilter.parse({ list: 'all', sort }), 100)
      expect(ids).toEqual(inOne)
      expect(new Set(ids).size).toBe(ids.length)
      const wanted = tickets.filter(({ state }) => sort !== 'due' || isOpenTicket(state))
      expect(ids.length).toBe(wanted.length)
    }
  })
})

const change = fc.record({
  which: fc.nat({ max: 9 }),
  to: fc.record({
    state: fc.constantFrom(...ticketStates),
    group: maybe([0, 1]),
    department: maybe([0, 1]),
    assignee: maybe([0, 1, 2, 3]),
    firstResponsible: place,
    escalated: fc.boolean(),
  }),
  node: fc.option(fc.record({ department: fc.nat({ max: 1 }), recalled: fc.boolean() }), { nil: null }),
  fold: fc.boolean(),
})

describe('counters', () => {
  it('equal a count after any run of changes, folded or not', async () => {
    const counted = sql<Record<string, unknown>>`
      select k.list, k.owner, k.part, count(*)::int as count from ticket t, ticket_tally_keys(t, true) k group by 1, 2, 3 order by 1, 2, 3`
    const kept = sql<Record<string, unknown>>`
      select list, owner, part, sum(count)::int as count from (
        select list, owner, part, count from ticket_tally union all select list, owner, part, delta from ticket_tally_delta
      ) x group by 1, 2, 3 having sum(count) <> 0 order by 1, 2, 3`
    await fc.assert(
      fc.asyncProperty(
        fc.array(someTicket, { minLength: 10, maxLength: 10 }),
        fc.array(change, { maxLength: 30 }),
        async (some, changes) => {
          const { db } = app.platform
          await sql`truncate ticket cascade`.execute(db)
          await sql`truncate ticket_tally, ticket_tally_delta`.execute(db)
          const tickets = await Promise.all(some.map(insertTicket))
          for (const { which, to, node, fold } of changes) {
            const { id } = tickets[which] as ListedTicket
            if (node) await insertNode(id, node)
            await db
              .updateTable('ticket')
              .set({
                state: to.state,
                groupId: at(world.groups, to.group),
                departmentId: at(world.departments, to.department),
                assigneeId: at(world.staff, to.assignee),
                firstResponsibleId: world.staff[to.firstResponsible] as string,
                escalated: to.escalated,
              })
              .where('id', '=', id)
              .execute()
            if (fold) await foldAll(app.platform)
          }
          expect((await kept.execute(db)).rows).toEqual((await counted.execute(db)).rows)
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  it('lose nothing when many change tickets and several nodes fold at once', async () => {
    const { db } = app.platform
    const tickets = await Promise.all(fc.sample(someTicket, { numRuns: 10, seed: 3 }).map(insertTicket))
    const flip = (id: string) =>
      db
        .updateTable('ticket')
        .set({ state: sql`case when state = 'new' then 'closed' else 'new' end` })
        .where('id', '=', id)
        .execute()
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        index % 10 === 9 ? foldAll(app.platform) : flip((tickets[index % 10] as ListedTicket).id),
      ),
    )
    await foldAll(app.platform)
    const { rows } = await sql<{ wrong: number }>`
      select count(*)::int as wrong from (
        select list, owner, part, count from ticket_tally where count <> 0
        except select k.list, k.owner, k.part, count(*) from ticket t, ticket_tally_keys(t, true) k group by 1, 2, 3
      ) x`.execute(db)
    expect(rows[0]?.wrong).toBe(0)
  })
})

describe('a filter', () => {
  const find = async (filter: object) => {
    const [boss] = readers().filter(({ roles }) => roles.includes('management')) as [Staff]
    const parsed = ticketFilter.parse({ list: 'all', ...filter })
    return ticketCount(contextFor(app.platform, boss), boss, { filter: parsed, limit: 100 })
  }

  it('finds words of a subject in Simplified and in Traditional, and a number as far as it is typed', async () => {
    const [ticket] = await Promise.all(fc.sample(someTicket, { numRuns: 1, seed: 1 }).map(insertTicket))
    const no = `GD${ticket?.id.slice(-12)}`
    expect(await find({ q: '快递' })).toBe(1)
    expect(await find({ q: '快遞一直沒' })).toBe(1)
    expect(await find({ q: '没有 快递' })).toBe(1)
    expect(await find({ q: '递快' })).toBe(0)
    expect(await find({ q: "'\\:*" })).toBe(0)
    await app.platform.db.updateTable('ticket').set({ no: 'GD202611220001' }).where('no', '=', no).execute()
    expect(await find({ q: 'gd20261122' })).toBe(1)
    expect(await find({ q: 'GD20271122' })).toBe(0)
  })

  it('by a category finds the kinds below it', async () => {
    await insertTicket(fc.sample(someTicket, { numRuns: 1, seed: 1 })[0] as Some)
    expect(await find({ category: 'order' })).toBe(1)
    expect(await find({ category: 'order.slow' })).toBe(1)
    expect(await find({ category: 'stock' })).toBe(0)
  })
})
