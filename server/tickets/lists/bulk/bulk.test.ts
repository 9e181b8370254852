import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTicket, getTicket, resolveTicket } from '../../../../domain/tickets/contract.ts'
import {
  type BulkAction,
  type BulkView,
  cancelBulkChange,
  changeManyTickets,
  getBulkChange,
  undoBulkChange,
} from '../../../../domain/tickets/lists/bulk-contract.ts'
import { countTickets, listTickets } from '../../../../domain/tickets/lists/list-contract.ts'
import type { TicketView } from '../../../../domain/tickets/views.ts'
import { startTestApp, type TestApp } from '../../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../../test/cast.ts'
import { category } from '../../../../test/visitor.ts'
import { workOnBulk } from './working.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await category(app)
})

async function open(person: Person, more: object = {}): Promise<TicketView> {
  const { ticket } = await person.call(createTicket, {
    ticketId: app.clock.newId(),
    nature: 'request',
    channel: 'phone',
    subject: '改收货地址',
    category: 'stock.left',
    stage: 'aftersales',
    descriptionCustomer: '请改地址',
    anonymousReason: '电话未留姓名',
    groupId: people.groupA,
    take: true,
    ...more,
  })
  return ticket
}
const several = async (person: Person, count: number, more: object = {}) => {
  const tickets: TicketView[] = []
  for (let index = 0; index < count; index++) tickets.push(await open(person, more))
  return tickets.map(({ id }) => id)
}
/** One ticket, and copies of it. */
const many = async (person: Person, count: number): Promise<string[]> => {
  const { id } = await open(person)
  const copied =
    sql.raw(`state, subject, nature, category, stage, urgency, channel, locale, anonymous_reason, description_customer,
    group_id, assignee_id, first_responsible_id, created_at, last_activity_at`)
  const { rows } = await sql<{ id: string }>`insert into ticket (id, no, ${copied})
    select gen_random_uuid(), no || '-' || n, ${copied} from ticket, generate_series(2, ${count}::int) n where id = ${id}
    returning id`.execute(app.platform.db)
  return [id, ...rows.map((row) => row.id)]
}
const read = async (person: Person, id: string) => (await person.call(getTicket, { id })).ticket

async function change(person: Person, ids: string[], action: BulkAction): Promise<BulkView> {
  const { bulk } = await person.call(changeManyTickets, { ids, action })
  return finished(person, bulk.id)
}
async function finished(person: Person, id: string): Promise<BulkView> {
  await workOnBulk(app.platform, id)
  return (await person.call(getBulkChange, { id })).bulk
}
const tags = (add: string[], remove: string[] = []): BulkAction => ({ kind: 'tags', add, remove })

describe('a change of many tickets', () => {
  it('is done ticket by ticket, each with its event, in the name of who asked', async () => {
    const { xiaowang, li } = people
    const ids = await many(xiaowang, 60)
    const done = await change(li, ids, { kind: 'assign', toStaffId: people.chen.id, reason: '小王休假' })
    expect(done).toMatchObject({ state: 'done', total: 60, done: 60, refused: 0, refusals: [] })
    const ticket = await read(li, ids[7] as string)
    expect(ticket).toMatchObject({ assignee: { id: people.chen.id }, firstResponsible: { id: xiaowang.id } })
    const events = await app.platform.db
      .selectFrom('event')
      .select(['actorId', 'reason'])
      .where('kind', '=', 'ticket.assigned')
      .execute()
    expect(events).toHaveLength(60)
    expect(events[0]).toEqual({ actorId: li.id, reason: '小王休假' })
  })

  it('refuses single tickets by gate and rule, says why, and leaves nothing of them half done', async () => {
    const { xiaowang, zhang, li } = people
    const mine = await several(xiaowang, 2)
    const foreign = (await open(zhang, { groupId: people.groupB })).id
    const unheard = app.clock.newId()
    const done = await change(li, [...mine, foreign, unheard], { kind: 'close', words: '' })
    expect(done).toMatchObject({ state: 'done', done: 0, refused: 4 })
    const [, second, third, fourth] = done.refusals
    expect(second).toMatchObject({
      code: 'wrong_state',
      no: expect.stringMatching(/^GD/),
      message: expect.stringContaining('处理中'),
    })
    expect({ ...third, ticketId: '' }).toEqual({ ...fourth, ticketId: '' })
    expect(third).toMatchObject({ code: 'not_found', no: '' })
    expect((await read(xiaowang, mine[0] as string)).state).toBe('in_progress')
  })

  it('closes what has a result, cancels for supervisors alone, and archives nothing that is incomplete', async () => {
    const { xiaowang, li } = people
    const ids = await several(xiaowang, 2)
    for (const id of ids)
      await xiaowang.call(resolveTicket, { id, result: '已改', solution: '改好了', toldBy: 'phone' })
    expect(await change(xiaowang, ids, { kind: 'close', words: '' })).toMatchObject({ done: 2 })
    const archived = await change(xiaowang, ids, { kind: 'archive' })
    expect(archived).toMatchObject({ done: 0, refused: 2, refusals: [{ code: 'record_incomplete' }, {}] })
    const spam = await several(xiaowang, 1)
    expect(await xiaowang.refusal(changeManyTickets, { ids: spam, action: { kind: 'cancel', reason: '测试' } })).toBe(
      'not_allowed',
    )
    expect(await change(li, spam, { kind: 'cancel', reason: '测试' })).toMatchObject({ done: 1 })
  })

  it('takes the tickets of a filter as counted a moment ago, and refuses when the number has changed', async () => {
    const { xiaowang } = people
    await several(xiaowang, 3)
    const filter = { list: 'mine' } as const
    const { count } = await xiaowang.call(countTickets, filter)
    expect(count).toBe(3)
    await open(xiaowang)
    const action = tags(['加急'])
    expect(await xiaowang.refusal(changeManyTickets, { filter, seen: 3, action })).toBe('stale')
    const { bulk } = await xiaowang.call(changeManyTickets, { filter, seen: 4, action })
    expect(await finished(xiaowang, bulk.id)).toMatchObject({ done: 4 })
    const { items } = await xiaowang.call(listTickets, { list: 'mine', tag: '加急' })
    expect(items).toHaveLength(4)
  })

  it('needs something to change and something to do', async () => {
    const { xiaowang } = people
    const [id = ''] = await several(xiaowang, 1)
    const refused = (input: object) => xiaowang.post('/api/tickets/bulk', input)
    expect((await refused({ action: tags(['a']) })).body.error).toMatchObject({
      code: 'invalid_input',
      fields: { ids: '必填' },
    })
    expect((await refused({ ids: [id], action: tags([]) })).status).toBe(400)
    expect((await refused({ ids: [id], action: { kind: 'assign' } })).status).toBe(400)
    expect((await refused({ ids: [id], filter: {}, seen: 1, action: tags(['a']) })).status).toBe(400)
  })

  it('belongs to who asked', async () => {
    const { xiaowang, xiaoli, li } = people
    const { bulk } = await xiaowang.call(changeManyTickets, { ids: await several(xiaowang, 1), action: tags(['a']) })
    for (const other of [xiaoli, li]) {
      expect(await other.refusal(getBulkChange, { id: bulk.id })).toBe('not_found')
      expect(await other.refusal(cancelBulkChange, { id: bulk.id })).toBe('not_found')
      expect(await other.refusal(undoBulkChange, { id: bulk.id })).toBe('not_found')
    }
  })
})

describe('progress', () => {
  it('is kept with each chunk: two workers and a crash between chunks change every ticket once', async () => {
    const { xiaowang, li } = people
    const ids = await many(xiaowang, 70)
    const { bulk } = await li.call(changeManyTickets, { ids, action: tags(['批量']) })
    await Promise.all([workOnBulk(app.platform, bulk.id), workOnBulk(app.platform, bulk.id)])
    await workOnBulk(app.platform, bulk.id)
    expect((await li.call(getBulkChange, { id: bulk.id })).bulk).toMatchObject({ state: 'done', done: 70, refused: 0 })
    const events = await app.platform.db.selectFrom('event').select('id').where('kind', '=', 'ticket.edited').execute()
    expect(events).toHaveLength(70)
  })

  it('is told to who asked, and ends in a notice when it took many', async () => {
    const { xiaowang, li } = people
    const told: unknown[] = []
    app.platform.hints.subscribe((hint) => {
      if (hint.topic === 'frame' && hint.to === `staff:${li.id}`) told.push(hint.frame)
    })
    await change(li, await many(xiaowang, 100), tags(['批量']))
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'progress', work: 'bulk', state: 'running', done: 25, total: 100 }),
    )
    expect(told.at(-1)).toMatchObject({ state: 'done', done: 100 })
    const notices = await app.platform.db.selectFrom('notice').select('kind').where('staffId', '=', li.id).execute()
    expect(notices).toContainEqual({ kind: 'bulk_done' })
  })

  it('stops when it is cancelled; what is done stays done', async () => {
    const { xiaowang, li } = people
    const ids = await several(xiaowang, 3)
    const { bulk } = await li.call(changeManyTickets, { ids, action: tags(['a']) })
    await li.call(cancelBulkChange, { id: bulk.id })
    expect(await finished(li, bulk.id)).toMatchObject({ state: 'cancelled', done: 0 })
    expect((await read(li, ids[0] as string)).tags).toEqual([])
    expect(await li.refusal(cancelBulkChange, { id: bulk.id })).toBe('wrong_state')
  })

  it('ends when the asker may no longer: rights are those of the moment', async () => {
    const { xiaowang, li } = people
    const { bulk } = await li.call(changeManyTickets, { ids: await several(xiaowang, 2), action: tags(['a']) })
    await app.platform.db.updateTable('staff').set({ disabledAt: app.clock.now() }).where('id', '=', li.id).execute()
    await workOnBulk(app.platform, bulk.id)
    const row = await app.platform.db.selectFrom('bulkChange').selectAll().where('id', '=', bulk.id).executeTakeFirst()
    expect(row).toMatchObject({ state: 'done', done: 0, refused: 2 })
  })
})

describe('taking it back', () => {
  it('puts back tags, urgency and people, but not over what somebody has changed since', async () => {
    const { xiaowang, li } = people
    const ids = await several(xiaowang, 3, { tags: ['旧'] })
    const changed = await change(li, ids, tags(['新'], ['旧']))
    expect((await read(li, ids[0] as string)).tags).toEqual(['新'])
    await change(li, [ids[2] as string], tags(['别人加的']))
    const { bulk } = await li.call(undoBulkChange, { id: changed.id })
    expect(await finished(li, bulk.id)).toMatchObject({
      done: 2,
      refused: 1,
      undoOf: changed.id,
      refusals: [{ code: 'stale' }],
    })
    expect((await read(li, ids[0] as string)).tags).toEqual(['旧'])
    expect((await read(li, ids[2] as string)).tags).toEqual(['新', '别人加的'])
    expect(await li.refusal(undoBulkChange, { id: changed.id })).toBe('already_exists')
  })

  it.each<[string, BulkAction, object]>([
    [
      'urgency',
      { kind: 'urgency', urgency: 'critical', raisers: ['safety'], reason: '涉及安全' },
      { urgency: 'normal', urgencyRaisers: [] },
    ],
    ['a colleague', { kind: 'assign', toStaffId: '', reason: '' }, { assignee: { name: '小王' } }],
  ])('puts back %s', async (_name, action, before) => {
    const { xiaowang, li } = people
    const ids = await several(xiaowang, 1)
    const given = action.kind === 'assign' ? { ...action, toStaffId: people.chen.id } : action
    const changed = await change(li, ids, given)
    expect(changed).toMatchObject({ done: 1 })
    expect(await read(li, ids[0] as string)).not.toMatchObject(before)
    const { bulk } = await li.call(undoBulkChange, { id: changed.id })
    expect(await finished(li, bulk.id)).toMatchObject({ done: 1, refused: 0 })
    expect(await read(li, ids[0] as string)).toMatchObject(before)
  })

  it('is offered for 15 minutes, and never for what cannot be taken back', async () => {
    const { xiaowang, li } = people
    const ids = await several(xiaowang, 1)
    const changed = await change(li, ids, tags(['a']))
    expect(changed.undoUntil).not.toBeNull()
    app.clock.advance(15 * 60 + 1)
    expect(await li.refusal(undoBulkChange, { id: changed.id })).toBe('wrong_state')
    const cancelled = await change(li, ids, { kind: 'cancel', reason: '测试' })
    expect(cancelled).toMatchObject({ done: 1, undoUntil: null })
    expect(await li.refusal(undoBulkChange, { id: cancelled.id })).toBe('wrong_state')
  })
})
