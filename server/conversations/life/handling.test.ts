import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import { setPresence } from '../../../domain/identity/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../test/cast.ts'
import { Refused } from '../../../test/http.ts'
import { atDesk, guestLive } from '../../../test/live.ts'
import { category, guest, reply, servedBy, whenNotBusy } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
})

const events = async (id: string) => {
  const { db } = app.platform
  const rows = await db.selectFrom('event').select(['kind', 'reason', 'actorId']).where('subjectId', '=', id).execute()
  return rows
}
const kinds = async (id: string) => (await events(id)).map((event) => event.kind)
const stateOf = async (id: string) => (await people.li.call(desk.getConversation, { id })).conversation
const accept = (person: Person, id: string) =>
  whenNotBusy(() => person.call(desk.acceptConversation, { id })).then(
    () => 'taken',
    (error: Refused) => error,
  )

describe('two agents who accept at once (reliability/contract 9)', () => {
  test('50 times: exactly one wins, the other hears who', async () => {
    await Promise.all([people.xiaowang.signIn(), people.xiaoli.signIn()])
    await app.platform.db.updateTable('staff').set({ capacity: 50 }).execute()
    const comes = async () => (await (await guest(app, people)).start()).id
    const ids: string[] = []
    // Ten at a time: the race is in accepting, not in arriving.
    for (let ten = 0; ten < 5; ten++) {
      ids.push(...(await Promise.all(Array.from({ length: 10 }, () => whenNotBusy(comes)))))
    }
    const results: (string | Refused)[][] = []
    for (const id of ids) results.push(await Promise.all([accept(people.xiaowang, id), accept(people.xiaoli, id)]))
    for (const [index, pair] of results.entries()) {
      const losers = pair.filter((result) => result instanceof Refused)
      expect(losers).toHaveLength(1)
      const [winner, name] =
        pair[0] === 'taken' ? [people.xiaowang.id, people.xiaowang.name] : [people.xiaoli.id, people.xiaoli.name]
      expect(losers[0]).toMatchObject({
        status: 409,
        code: 'already_taken',
        reply: { error: { details: { by: name } } },
      })
      expect((await stateOf(ids[index] ?? '')).assignee?.id).toBe(winner)
    }
    const legs = await app.platform.db.selectFrom('assignment').select('staffId').where('endedAt', 'is', null).execute()
    expect(legs.filter((leg) => leg.staffId !== null)).toHaveLength(50)
  })

  test('for the last free place: capacity holds', async () => {
    await people.xiaowang.call(setPresence, { state: 'busy' })
    await app.platform.db.updateTable('staff').set({ capacity: 1 }).execute()
    const ids = await Promise.all(Array.from({ length: 5 }, async () => (await (await guest(app, people)).start()).id))
    const results = await Promise.all(ids.map((id) => accept(people.xiaowang, id)))
    expect(results.filter((result) => result === 'taken')).toHaveLength(1)
    const refused = results.filter((result): result is Refused => result instanceof Refused)
    expect(new Set(refused.map((error) => error.code))).toEqual(new Set(['capacity_full']))
  })

  test('accepting twice is accepting once', async () => {
    const { talk } = await servedBy(app, people, people.xiaowang)
    expect(await accept(people.xiaowang, talk)).toBe('taken')
    expect((await kinds(talk)).filter((kind) => kind === 'conversation.accepted')).toHaveLength(1)
  })

  test('somebody of another group finds nothing', async () => {
    const { id } = await (await guest(app, people)).start()
    expect(await people.zhang.refusal(desk.acceptConversation, { id })).toBe('not_found')
    expect(await people.qin.refusal(desk.acceptConversation, { id })).toBe('not_allowed')
  })
})

describe('a transfer', () => {
  const reason = '需要售后处理'

  test('to a group goes to its people, with the reason; the first responsible stays (R46)', async () => {
    const live = await atDesk(app, people.zhang)
    const { talk } = await servedBy(app, people, people.xiaowang)
    await reply(app, people.xiaowang, talk)
    const handOver = { id: talk, toGroupId: people.groupB, reason }
    const { conversation } = await people.xiaowang.call(desk.transferConversation, handOver)
    expect(conversation).toMatchObject({
      state: 'queued',
      assignee: null,
      group: { id: people.groupB },
      firstResponsible: { id: people.xiaowang.id },
      transferredCount: 1,
    })
    await live.until(() => live.conversations.get(talk)?.offeredTo === people.zhang.id)
    await people.zhang.call(desk.acceptConversation, { id: talk })
    const shown = await people.zhang.call(desk.getConversation, { id: talk })
    expect(shown.conversation.firstResponsible?.id).toBe(people.xiaowang.id)
    expect(shown.talk.length).toBeGreaterThan(3)
    const transferred = (await events(talk)).find((event) => event.kind === 'conversation.transferred')
    expect(transferred).toMatchObject({ reason, actorId: people.xiaowang.id })
  })

  test('to a person is offered to that person', async () => {
    const live = await atDesk(app, people.zhang)
    const { talk } = await servedBy(app, people, people.xiaowang)
    await people.xiaowang.call(desk.transferConversation, { id: talk, toStaffId: people.zhang.id, reason })
    await live.until(() => live.conversations.get(talk)?.offeredTo === people.zhang.id)
  })

  test('to a group where nobody is, is refused and changes nothing', async () => {
    const { talk } = await servedBy(app, people, people.xiaowang)
    const handOver = { id: talk, toGroupId: people.groupB, reason }
    expect(await people.xiaowang.refusal(desk.transferConversation, handOver)).toBe('group_closed')
    const live = await atDesk(app, people.zhang)
    await live.close()
    const { db } = app.platform
    const connected = () => db.selectFrom('presence').select('staffId').where('connected', '=', true).execute()
    await expect.poll(connected).toEqual([])
    expect(await people.xiaowang.refusal(desk.transferConversation, handOver)).toBe('group_closed')
    expect((await stateOf(talk)).state).toBe('active')
  })

  test.each([
    ['away', async () => void (await people.zhang.call(setPresence, { state: 'away' }))],
    ['full', async () => void (await app.platform.db.updateTable('staff').set({ capacity: 0 }).execute())],
  ])('to somebody who is %s is refused', async (_why, make) => {
    await atDesk(app, people.zhang)
    const { talk } = await servedBy(app, people, people.xiaowang)
    await make()
    const handOver = { id: talk, toStaffId: people.zhang.id, reason }
    expect(await people.xiaowang.refusal(desk.transferConversation, handOver)).toBe('agent_unavailable')
  })

  test('needs a reason and exactly one target', async () => {
    await atDesk(app, people.zhang)
    const { talk } = await servedBy(app, people, people.xiaowang)
    const to = { toGroupId: people.groupB, toStaffId: people.zhang.id }
    const refusal = (input: object) => people.xiaowang.post(`/api/conversations/${talk}/transfer`, input)
    for (const input of [{ ...to, reason }, { reason }, { toGroupId: to.toGroupId, reason: ' ' }, to])
      expect(await refusal(input)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
  })

  test('is for who serves the customer, or a supervisor of the group', async () => {
    await atDesk(app, people.zhang)
    const { talk } = await servedBy(app, people, people.xiaowang)
    const handOver = { id: talk, toGroupId: people.groupB, reason }
    expect(await people.xiaoli.refusal(desk.transferConversation, handOver)).toBe('not_found')
    expect(await people.chen.refusal(desk.transferConversation, handOver)).toBe('not_allowed')
    await people.li.call(desk.transferConversation, handOver)
  })
})

describe('a supervisor', () => {
  test('listens with a trace, whispers unseen, joins in sight, leaves, and takes over with a reason', async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    const id = customer.talk
    const window = await guestLive(app, customer)
    await people.li.call(desk.getConversation, { id })
    expect(await kinds(id)).toContain('conversation.listened')
    const note = { id, stream: 'note', body: '先道歉', whisper: true } as const
    await people.li.call(desk.postMessage, { ...note, messageId: app.clock.newId() })
    const { notes } = await people.xiaowang.call(desk.getConversation, { id })
    expect(notes).toMatchObject([{ body: '先道歉', whisper: true, sender: { id: people.li.id } }])
    const words = { id, messageId: app.clock.newId(), body: '我是主管' }
    expect(await people.li.refusal(desk.postMessage, words)).toBe('not_allowed')

    await people.li.call(desk.joinConversation, { id })
    await people.li.call(desk.postMessage, words)
    await window.until(() => window.messages(id).some((message) => message.sender.staffNo === people.li.staffNo))
    await people.li.call(desk.leaveConversation, { id })
    expect(await people.li.refusal(desk.leaveConversation, { id })).toBe('wrong_state')

    const taken = await people.li.call(desk.takeOverConversation, { id, reason: '客户要求' })
    expect(taken.conversation).toMatchObject({
      assignee: { id: people.li.id },
      firstResponsible: { id: people.xiaowang.id },
    })
    await window.until(() => window.talks.get(id)?.agent?.staffNo === people.li.staffNo)
    const lines = window.messages(id).flatMap((message) => message.system?.key ?? [])
    expect(lines.slice(-3)).toEqual(['joined', 'left', 'taken_over'])
    expect(JSON.stringify(window.frames)).not.toContain('先道歉')
    expect(await people.xiaowang.refusal(desk.postMessage, words)).toBe('not_allowed')
  })

  test('does none of it in another group, and an agent does none of it at all', async () => {
    const { talk: id } = await servedBy(app, people, people.xiaowang)
    await app.platform.db.updateTable('conversation').set({ groupId: people.groupB }).execute()
    expect(await people.li.refusal(desk.joinConversation, { id })).toBe('not_found')
    expect(await people.li.refusal(desk.takeOverConversation, { id, reason: '试' })).toBe('not_found')
    expect(await people.xiaowang.refusal(desk.joinConversation, { id })).toBe('not_allowed')
    expect(await people.chen.refusal(desk.takeOverConversation, { id, reason: '试' })).toBe('not_allowed')
  })
})

describe('the record (model 2.6, 2)', () => {
  const record = { stage: 'presales', result: '告知有货', resolved: true } as const

  test('closes an ended conversation, and only with a category that exists and a result', async () => {
    const key = await category(app)
    const { talk: id } = await servedBy(app, people, people.xiaowang)
    const save = (change: object) => people.xiaowang.post(`/api/conversations/${id}/record`, { ...record, ...change })
    expect((await save({ category: key })).body.error.code).toBe('wrong_state')
    await people.xiaowang.call(desk.endConversation, { id })
    expect(await save({ category: 'made.up' })).toMatchObject({
      status: 422,
      body: { error: { code: 'record_incomplete' } },
    })
    expect((await save({ category: 'stock' })).status).toBe(422)
    expect((await save({ category: key, result: ' \n' })).status).toBe(422)
    expect((await save({ category: key, result: '' })).status).toBe(400)
    expect((await stateOf(id)).state).toBe('wrap_up')
    expect((await save({ category: key })).body.conversation).toMatchObject({
      state: 'closed',
      category: key,
      ...record,
    })
    expect((await save({ category: key })).body.error.code).toBe('wrong_state')
  })

  test('is written by who served the customer', async () => {
    const key = await category(app)
    const { talk: id } = await servedBy(app, people, people.xiaowang)
    await people.xiaowang.call(desk.endConversation, { id })
    expect(await people.xiaoli.refusal(desk.saveRecord, { id, category: key, ...record })).toBe('not_found')
    expect(await people.chen.refusal(desk.saveRecord, { id, category: key, ...record })).toBe('not_allowed')
  })
})

describe('a customer who writes after the end', () => {
  const ended = async () => {
    const customer = await servedBy(app, people, people.xiaowang)
    await people.xiaowang.call(desk.endConversation, { id: customer.talk })
    return customer
  }
  const state = async (customer: { call: (typeof people)['li']['call']; talk: string }) =>
    (await customer.call(widget.visitorTalk, { id: customer.talk })).talk

  test('within 24 h finds the same agent, when that agent is there', async () => {
    await atDesk(app, people.xiaowang)
    const customer = await ended()
    await customer.say(customer.talk, '还有一个问题')
    expect(await state(customer)).toMatchObject({ state: 'active', agent: { staffNo: people.xiaowang.staffNo } })
    expect(await kinds(customer.talk)).toContain('conversation.reopened')
  })

  test('within 24 h waits in the queue, when that agent is gone', async () => {
    const customer = await ended()
    await customer.say(customer.talk, '还有一个问题')
    expect(await state(customer)).toMatchObject({ state: 'queued', position: 1 })
  })

  test('later is told that it is over, and begins a new one that knows the old', async () => {
    const customer = await ended()
    app.clock.advance(24 * 3600 + 5)
    const words = { id: customer.talk, messageId: app.clock.newId(), body: '还有一个问题' }
    expect(await customer.refusal(widget.postVisitorMessage, words)).toBe('conversation_over')
    const { id } = await customer.start('还有一个问题')
    expect(id).not.toBe(customer.talk)
    expect((await stateOf(id)).previousId).toBe(customer.talk)
  })
})
