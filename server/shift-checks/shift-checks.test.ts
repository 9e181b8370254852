import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { makeCommitment } from '../../domain/commitments/contract.ts'
import * as contract from '../../domain/shift-checks/contract.ts'
import { addNote, answerHandOver, assignTicket, handOverTicket } from '../../domain/tickets/contract.ts'
import type { TicketView } from '../../domain/tickets/views.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'
import { contextFor } from '../platform/context.ts'
import { openDueChecks } from './actions.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let ticket: TicketView
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  ticket = await openTicket(app, people.xiaowang, { take: true })
  const now = app.clock.now()
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' }).format(now)
  const times = { startsAt: new Date(now.getTime() - 4 * 3_600_000), endsAt: new Date(now.getTime() + 3_600_000) }
  for (const { id } of [people.xiaowang, people.xiaoli])
    await app.platform.db
      .insertInto('shift')
      .values({ id: app.clock.newId(), staffId: id, day, ...times })
      .execute()
})

const look = () => openDueChecks(contextFor(app.platform, { kind: 'system' }))
async function pass(minutes: number): Promise<void> {
  app.clock.advance(minutes * 60)
  await app.keeper.runDue()
  for (const name of ['xiaowang', 'xiaoli', 'li'] as const) Object.assign(people[name], await signIn(app, name))
}
const mine = async (person: Person) => (await person.call(contract.myShiftCheck, {})).check
const overdue = async (person: Person) => (await person.call(contract.listShiftChecks, {})).items
const note = (kind: 'shift_update' | 'internal') =>
  people.xiaowang.call(addNote, { id: ticket.id, noteId: app.clock.newId(), kind, body: '等物流回复，明早跟进' })

describe('30 minutes before the shift ends (SOP 000 四, R58)', () => {
  test('the list of what is open appears, once, and only for who has something open', async () => {
    await look()
    expect(await mine(people.xiaowang)).toBeNull()
    await pass(30)
    await Promise.all([look(), look()])
    await look()
    const check = await mine(people.xiaowang)
    expect(check?.items.map((item) => [item.ticket?.no, item.how])).toEqual([[ticket.no, null]])
    expect(await mine(people.xiaoli)).toBeNull()
    const notices = await app.platform.db
      .selectFrom('notice')
      .select('staffId')
      .where('kind', '=', 'shift_check_open')
      .execute()
    expect(notices).toHaveLength(1)
  })

  test('an update on the page or on the ticket ends an item; an internal note does not', async () => {
    const commitment = {
      commitmentId: app.clock.newId(),
      ticketId: ticket.id,
      body: '明早致电',
      dueAt: new Date(app.clock.now().getTime() + 86_400_000).toISOString(),
      channel: 'phone' as const,
      customerAgreed: true,
    }
    await people.xiaowang.call(makeCommitment, commitment)
    await pass(30)
    await look()
    await note('internal')
    await app.relay.idle()
    expect((await mine(people.xiaowang))?.items.filter(({ how }) => how === null)).toHaveLength(2)
    await note('shift_update')
    await app.relay.idle()
    const [left, done] = (await mine(people.xiaowang))?.items ?? []
    expect(done).toMatchObject({ ticket: { no: ticket.no }, how: 'updated' })
    const itemId = left?.id ?? ''
    expect(await people.xiaoli.refusal(contract.updateCheckedItem, { itemId, note: '不是我的' })).toBe('not_found')
    const { check } = await people.xiaowang.call(contract.updateCheckedItem, { itemId, note: '明早 9 点打' })
    expect(check).toMatchObject({ state: 'done' })
    expect(await people.xiaowang.refusal(contract.updateCheckedItem, { itemId, note: '再写' })).toBe('wrong_state')
    await pass(31)
    expect(await overdue(people.li)).toEqual([])
  })

  test('handing over counts when the other has accepted', async () => {
    await pass(30)
    await look()
    const { id } = ticket
    await people.xiaowang.call(handOverTicket, { id, toStaffId: people.xiaoli.id, reason: '我要下班' })
    await app.relay.idle()
    expect((await mine(people.xiaowang))?.state).toBe('open')
    await people.xiaoli.call(answerHandOver, { id, accept: true })
    await people.li.call(assignTicket, { id, toStaffId: people.xiaoli.id, reason: '交接' })
    await app.relay.idle()
    expect(await mine(people.xiaowang)).toBeNull()
  })

  test('what is left when the shift ends is the supervisor’s to see, also when it is done late', async () => {
    await pass(30)
    await look()
    await pass(31)
    const left = await overdue(people.li)
    expect(left.map(({ staff, state }) => [staff.name, state])).toEqual([['小王', 'overdue']])
    expect(await people.xiaowang.refusal(contract.listShiftChecks, {})).toBe('not_allowed')
    await note('shift_update')
    await app.relay.idle()
    expect((await overdue(people.li))[0]).toMatchObject({ state: 'overdue', items: [{ how: 'updated' }] })
  })
})
