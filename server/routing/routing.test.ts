import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../domain/conversations/contract.ts'
import { endVisitorConversation, leaveMessage, visitorTalk } from '../../domain/conversations/widget-contract.ts'
import { setPresence } from '../../domain/identity/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { type Cast, cast, type Person } from '../../test/cast.ts'
import { atDesk, type Live } from '../../test/live.ts'
import { type Guest, guest, servedBy, shopPage } from '../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let consoles: Live[]
beforeEach(async () => {
  for (const live of consoles ?? []) await live.close()
  await app.reset()
  people = await cast(app)
  consoles = []
})

async function comes(person: Person): Promise<Live> {
  const live = await atDesk(app, person)
  consoles.push(live)
  return live
}
const waits = async (body?: string) => (await (await guest(app, people)).start(body)).id
const offered = (live: Live, id: string, person: Person) =>
  live.until(() => live.conversations.get(id)?.offeredTo === person.id, `the offer to ${person.name}`)
const capacity = (person: Person, places: number) =>
  app.platform.db.updateTable('staff').set({ capacity: places }).where('id', '=', person.id).execute()
const offerOf = async (id: string) => {
  const row = await app.platform.db
    .selectFrom('conversation')
    .select(['offeredTo', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.offeredTo
}
/** Every reaction to what was committed has run. */
const settled = () => app.relay.idle()

describe('a new customer', () => {
  test('is offered to an agent of the group who is online and connected', async () => {
    const live = await comes(people.xiaowang)
    const id = await waits()
    await offered(live, id, people.xiaowang)
    const notice = await live.frame('notice')
    expect(notice.notice).toMatchObject({ kind: 'offered', subject: { type: 'conversation', id } })
  })

  test.each(['busy', 'away', 'offline'] as const)('is not offered to who is %s', async (state) => {
    await comes(people.xiaowang)
    await people.xiaowang.call(setPresence, { state })
    const id = await waits()
    await settled()
    expect(await offerOf(id)).toBeNull()
  })

  test('is not offered to who only has the state and no console, nor to another group', async () => {
    await people.xiaowang.call(setPresence, { state: 'online' })
    await comes(people.zhang)
    const id = await waits()
    await settled()
    expect(await offerOf(id)).toBeNull()
  })

  test('goes to the least load', async () => {
    const live = await comes(people.xiaowang)
    const first = await waits()
    await offered(live, first, people.xiaowang)
    await people.xiaowang.call(desk.acceptConversation, { id: first })
    await comes(people.xiaoli)
    const second = await waits()
    await settled()
    expect(await offerOf(second)).toBe(people.xiaoli.id)
  })

  test('among equals goes to the longest idle', async () => {
    await comes(people.xiaoli)
    app.clock.advance(60)
    await comes(people.xiaowang)
    const id = await waits()
    await settled()
    expect(await offerOf(id)).toBe(people.xiaoli.id)
  })

  test('who comes back within 7 days goes to who served them, whoever is idle longer', async () => {
    await comes(people.xiaoli)
    app.clock.advance(60)
    await comes(people.xiaowang)
    const customer = await servedBy(app, people, people.xiaowang)
    await people.xiaowang.call(desk.endConversation, { id: customer.talk })
    const endedAt = new Date(app.clock.now().getTime() - 25 * 3_600_000)
    await app.platform.db.updateTable('conversation').set({ state: 'closed', endedAt, closedAt: endedAt }).execute()
    const { id } = await customer.start('又来了')
    expect(id).not.toBe(customer.talk)
    await settled()
    expect(await offerOf(id)).toBe(people.xiaowang.id)
  })
})

describe('an offer', () => {
  test('that is declined goes to the next; only who was asked can decline', async () => {
    const live = await comes(people.xiaowang)
    const id = await waits()
    await offered(live, id, people.xiaowang)
    await comes(people.xiaoli)
    expect(await people.xiaoli.refusal(desk.declineOffer, { id })).toBe('wrong_state')
    await people.xiaowang.call(desk.declineOffer, { id })
    await offered(live, id, people.xiaoli)
  })

  test('runs out after 20 s and goes to the next', async () => {
    const live = await comes(people.xiaowang)
    const id = await waits()
    await offered(live, id, people.xiaowang)
    await comes(people.xiaoli)
    app.clock.advance(19)
    await app.keeper.runDue()
    expect(await offerOf(id)).toBe(people.xiaowang.id)
    app.clock.advance(1.1)
    await app.keeper.runDue()
    await offered(live, id, people.xiaoli)
    const { conversation } = await people.li.call(desk.getConversation, { id })
    expect(conversation.clocks.map((clock) => [clock.kind, clock.state])).toEqual([['offer', 'running']])
  })

  test('does not keep a colleague from taking the customer, and frees who was asked for the next', async () => {
    await capacity(people.xiaowang, 1)
    const live = await comes(people.xiaowang)
    const [first, second] = [await waits(), await waits()]
    await offered(live, first, people.xiaowang)
    await people.xiaoli.call(desk.acceptConversation, { id: first })
    await offered(live, second, people.xiaowang)
  })

  test('of a customer who leaves frees who was asked for the next', async () => {
    await capacity(people.xiaowang, 1)
    const live = await comes(people.xiaowang)
    const customer = await guest(app, people)
    const { id } = await customer.start()
    await offered(live, id, people.xiaowang)
    const second = await waits()
    await customer.call(endVisitorConversation, { id })
    await offered(live, second, people.xiaowang)
  })

  test('that an agent passes on frees the place for the next, never for the same again', async () => {
    await capacity(people.xiaowang, 1)
    const live = await comes(people.xiaowang)
    const [first, second] = [await waits(), await waits()]
    await offered(live, first, people.xiaowang)
    await people.xiaowang.call(desk.declineOffer, { id: first })
    await offered(live, second, people.xiaowang)
    expect(await offerOf(first)).toBeNull()
  })
})

describe('a full agent', () => {
  beforeEach(() => capacity(people.xiaowang, 1))

  test('is offered nobody and can take nobody; the freed place is filled at once', async () => {
    const live = await comes(people.xiaowang)
    const first = await waits()
    await offered(live, first, people.xiaowang)
    await people.xiaowang.call(desk.acceptConversation, { id: first })
    const [second, third] = [await waits('第二位'), await waits('第三位')]
    await settled()
    expect(await offerOf(second)).toBeNull()
    expect(await people.xiaowang.refusal(desk.acceptConversation, { id: second })).toBe('capacity_full')
    await people.xiaowang.call(desk.endConversation, { id: first })
    await offered(live, second, people.xiaowang)
    expect(await offerOf(third)).toBeNull()
  })

  test('gets a customer again whose offer ran out, once another talk ends', async () => {
    await capacity(people.xiaowang, 2)
    const live = await comes(people.xiaowang)
    const first = await waits()
    await offered(live, first, people.xiaowang)
    await people.xiaowang.call(desk.acceptConversation, { id: first })
    const second = await waits()
    await offered(live, second, people.xiaowang)
    app.clock.advance(21)
    await app.keeper.runDue()
    await settled()
    expect(await offerOf(second)).toBeNull()
    await people.xiaowang.call(desk.endConversation, { id: first })
    await offered(live, second, people.xiaowang)
  })
})

describe('an agent who arrives', () => {
  test('gets who waits longest, at once', async () => {
    await capacity(people.xiaowang, 1)
    const [first] = [await waits('先来'), await waits('后到')]
    const live = await comes(people.xiaowang)
    await offered(live, first, people.xiaowang)
  })

  test('gets people who wait before messages that were left', async () => {
    await capacity(people.xiaowang, 1)
    const left = await guest(app, people)
    await left.call(leaveMessage, {
      conversationId: app.clock.newId(),
      messageId: app.clock.newId(),
      name: '',
      contact: 'a@example.com',
      body: '请回复',
      consent: true,
      page: shopPage,
    })
    const id = await waits()
    const live = await comes(people.xiaowang)
    await offered(live, id, people.xiaowang)
  })

  test('from a break gets the next too', async () => {
    const live = await comes(people.xiaowang)
    await people.xiaowang.call(setPresence, { state: 'away', reason: 'meal' })
    const id = await waits()
    await people.xiaowang.call(setPresence, { state: 'online' })
    await offered(live, id, people.xiaowang)
  })
})

test('two customers at once are not both offered to the same last place', async () => {
  await capacity(people.xiaowang, 1)
  await comes(people.xiaowang)
  const ids = await Promise.all([waits(), waits(), waits()])
  await settled()
  const offers = await Promise.all(ids.map(offerOf))
  expect(offers.filter(Boolean)).toEqual([people.xiaowang.id])
})

describe('a lost console (grace 60 s)', () => {
  const stateOf = (id: string) =>
    app.platform.db
      .selectFrom('conversation')
      .select(['state', 'assigneeId', 'firstResponsibleId'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  async function talkThenLeave() {
    const live = await comes(people.xiaowang)
    const { talk } = await servedBy(app, people, people.xiaowang)
    await live.close()
    await expect
      .poll(() => app.platform.db.selectFrom('clock').select('state').where('kind', '=', 'agent_grace').execute())
      .toEqual([{ state: 'running' }])
    return talk
  }

  test('that does not come back gives its customer to a colleague; the first responsible stays', async () => {
    const talk = await talkThenLeave()
    const other = await comes(people.xiaoli)
    app.clock.advance(59)
    await app.keeper.runDue()
    expect((await stateOf(talk)).state).toBe('active')
    app.clock.advance(1.1)
    await app.keeper.runDue()
    await offered(other, talk, people.xiaoli)
    expect(await stateOf(talk)).toMatchObject({ state: 'queued', firstResponsibleId: people.xiaowang.id })
  })

  test('that does not come back leaves its customer the old place in line', async () => {
    const live = await comes(people.xiaowang)
    await capacity(people.xiaoli, 1)
    const first = await servedBy(app, people, people.xiaowang)
    await people.xiaowang.call(setPresence, { state: 'away', reason: 'meal' })
    app.clock.advance(5)
    const second = await guest(app, people)
    const { id } = await second.start()
    await live.close()
    await expect
      .poll(() => app.platform.db.selectFrom('clock').select('id').where('kind', '=', 'agent_grace').execute())
      .toHaveLength(1)
    app.clock.advance(61)
    await app.keeper.runDue()
    const place = async (who: Guest, talk: string) => (await who.call(visitorTalk, { id: talk })).talk.position
    expect([await place(first, first.talk), await place(second, id)]).toEqual([1, 2])
    const other = await comes(people.xiaoli)
    await offered(other, first.talk, people.xiaoli)
    expect(await offerOf(id)).toBeNull()
  })

  test('that comes back in time keeps its customer', async () => {
    const talk = await talkThenLeave()
    app.clock.advance(30)
    await comes(people.xiaowang)
    app.clock.advance(60)
    await app.keeper.runDue()
    expect(await stateOf(talk)).toMatchObject({ state: 'active', assigneeId: people.xiaowang.id })
  })

  test('of several is no loss: the other one goes on', async () => {
    const live = await comes(people.xiaowang)
    await comes(people.xiaowang)
    await servedBy(app, people, people.xiaowang)
    await live.close()
    await app.rounds.round()
    expect(await app.platform.db.selectFrom('clock').select('id').where('kind', '=', 'agent_grace').execute()).toEqual(
      [],
    )
  })

  test('that was marked as gone by mistake is found again within one round', async () => {
    await comes(people.xiaowang)
    await app.platform.db.updateTable('presence').set({ connected: false }).execute()
    await app.rounds.round()
    const id = await waits()
    await expect.poll(() => offerOf(id)).toBe(people.xiaowang.id)
  })
})
