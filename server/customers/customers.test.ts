import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getCustomer, revealContact, updateCustomer } from '../../domain/customers/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type PartName } from '../../test/cast.ts'
import { type Ctx, contextFor, transact } from '../platform/context.ts'
import { addContact, createCustomer, customerForIdentity, recordConsent } from './actions.ts'

let app: TestApp
let people: Cast
let ctx: Ctx

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  ctx = contextFor(app.platform, { kind: 'system' })
})

type Place = { group?: 'groupA' | 'groupB'; assignee?: PartName; state?: string }

/** A customer with a phone number and one conversation. */
async function customerWith({ group = 'groupA', assignee, state = 'active' }: Place = {}) {
  const { db, clock } = app.platform
  const { id } = await transact(ctx, async (tx) => {
    const made = await createCustomer(tx, { name: '王芳', locale: 'zh-CN' })
    await addContact(tx, { customerId: made.id, value: '13800138000' })
    return made
  })
  await db
    .insertInto('conversation')
    .values({
      id: clock.newId(),
      siteId: people.site.id,
      customerId: id,
      state,
      groupId: people[group],
      assigneeId: assignee ? people[assignee].id : null,
      firstResponsibleId: assignee ? people[assignee].id : null,
      locale: 'zh-CN',
      startedAt: clock.now(),
      lastActivityAt: clock.now(),
    })
    .execute()
  const contact = await db
    .selectFrom('customerContact')
    .selectAll()
    .where('customerId', '=', id)
    .executeTakeFirstOrThrow()
  return { id, contact }
}

describe('a customer', () => {
  test('gets the number C + day + serial', async () => {
    const [first, second] = await transact(ctx, async (tx) => [
      await createCustomer(tx, { name: '甲', locale: 'zh-CN' }),
      await createCustomer(tx, { name: '乙', locale: null }),
    ])
    expect(first?.no).toMatch(/^C\d{8}001$/)
    expect(second?.no).toMatch(/^C\d{8}002$/)
  })

  test('whom a site names twice at once is made once', async () => {
    const identity = { siteId: people.site.id, externalId: 'U1', name: '王小明', level: 'gold' }
    const found = await Promise.all(
      Array.from({ length: 8 }, () => transact(ctx, (tx) => customerForIdentity(tx, identity))),
    )
    expect(new Set(found.map(({ id }) => id)).size).toBe(1)
    const view = await app.platform.db.selectFrom('customer').selectAll().execute()
    expect(view).toMatchObject([{ displayName: '王小明', level: 'gold' }])
  })

  test('is shown with masks, orders and the latest consent of each purpose', async () => {
    const { id } = await customerWith({ assignee: 'xiaowang' })
    const { db, clock } = app.platform
    const order = {
      id: clock.newId(),
      customerId: id,
      orderNo: 'MD1',
      status: '运输中',
      amount: '99.5',
      currency: 'CNY',
      placedAt: clock.now(),
    }
    await db
      .insertInto('customerOrder')
      .values({ ...order, items: JSON.stringify([{ name: '水壶', quantity: 1, price: 99.5 }]) })
      .execute()
    for (const state of ['granted', 'withdrawn'] as const) {
      const consent = {
        customerId: id,
        purpose: 'service' as const,
        textVersion: 'prechat/1',
        channel: 'web_chat',
        state,
      }
      await transact(ctx, (tx) => recordConsent(tx, consent))
      clockForward(1)
    }
    const view = await people.xiaowang.call(getCustomer, { id })
    expect(view).toMatchObject({
      name: '王芳',
      verified: false,
      contacts: [{ kind: 'phone', mask: '138****8000' }],
      orders: [{ orderNo: 'MD1', amount: 99.5, items: [{ name: '水壶' }] }],
      consents: [{ purpose: 'service', state: 'withdrawn' }],
      may: { reveal: true, update: true },
    })
    expect(JSON.stringify(view)).not.toContain('13800138000')
  })

  test('is seen by whoever may see a conversation of theirs, and is not there for the others', async () => {
    const { id } = await customerWith({ assignee: 'xiaowang' })
    for (const who of ['xiaowang', 'chen', 'li'] as const)
      expect((await people[who].call(getCustomer, { id })).id).toBe(id)
    for (const who of ['xiaoli', 'zhang', 'qin'] as const)
      expect(await people[who].refusal(getCustomer, { id })).toBe('not_found')
    expect(await people.admin.refusal(getCustomer, { id })).toBe('not_allowed')
    expect(await people.xiaowang.refusal(getCustomer, { id: app.clock.newId() })).toBe('not_found')
  })

  test('who waits in an agent’s queue is seen, but not revealed', async () => {
    const { id, contact } = await customerWith({ state: 'queued' })
    expect((await people.xiaoli.call(getCustomer, { id })).may.reveal).toBe(false)
    expect(await people.xiaoli.refusal(revealContact, { id, contactId: contact.id, reason: '回电' })).toBe(
      'not_allowed',
    )
  })

  test('changes name, level and tags, with an event that holds no personal data', async () => {
    const { id } = await customerWith({ assignee: 'xiaowang' })
    const view = await people.xiaowang.call(updateCustomer, {
      id,
      name: '王女士',
      level: 'vip',
      tags: ['老客户', '老客户'],
    })
    expect(view).toMatchObject({ name: '王女士', level: 'vip', tags: ['老客户'] })
    expect(await eventsOf(id, 'customer.updated')).toMatchObject([
      { payload: { fields: ['displayName', 'level', 'tags'] } },
    ])
    expect(await people.zhang.refusal(updateCustomer, { id, level: 'gold' })).toBe('not_found')
    expect(await people.xiaowang.refusal(updateCustomer, { id, name: 'a\u0000b' })).toBe('invalid_input')
  })
})

describe('a contact', () => {
  test('stands nowhere in plain text, and written another way is the same', async () => {
    const { id, contact } = await customerWith()
    await transact(ctx, (tx) => addContact(tx, { customerId: id, value: ' +86 138-0013-8000' }))
    const rows = await app.platform.db.selectFrom('customerContact').selectAll().where('customerId', '=', id).execute()
    expect(rows).toHaveLength(1)
    expect(contact.sealed.toString('latin1')).not.toContain('13800138000')
    expect(await eventsOf(id, 'customer.contact_added')).toHaveLength(1)
  })

  test('is revealed to the agent of the conversation with a reason that is kept', async () => {
    const { id, contact } = await customerWith({ assignee: 'xiaowang' })
    const answer = await people.xiaowang.call(revealContact, { id, contactId: contact.id, reason: '客户要求回电' })
    expect(answer).toEqual({ value: '13800138000', showSeconds: 30 })
    const [event] = await eventsOf(id, 'customer.contact_revealed')
    expect(event).toMatchObject({
      actorId: people.xiaowang.id,
      reason: '客户要求回电',
      payload: { contactId: contact.id },
    })
    expect(await people.xiaowang.refusal(revealContact, { id, contactId: contact.id, reason: ' ' })).toBe(
      'invalid_input',
    )
  })

  test('of somebody else’s customer stays closed to agents and seniors, and open to supervisor and privacy officer', async () => {
    const { id, contact } = await customerWith({ assignee: 'xiaowang' })
    const input = { id, contactId: contact.id, reason: '核查' }
    expect(await people.chen.refusal(revealContact, input)).toBe('not_allowed')
    expect(await people.xiaoli.refusal(revealContact, input)).toBe('not_found')
    for (const who of ['qin', 'boss', 'admin'] as const)
      expect(await people[who].refusal(revealContact, input)).toBe('not_allowed')
    expect((await people.li.call(revealContact, input)).value).toBe('13800138000')
    expect((await people.officer.call(revealContact, input)).value).toBe('13800138000')
  })

  test('is not shown through another customer', async () => {
    const { contact } = await customerWith({ group: 'groupB', assignee: 'zhang' })
    const { id } = await customerWith({ assignee: 'xiaowang' })
    expect(await people.xiaowang.refusal(revealContact, { id, contactId: contact.id, reason: '核查' })).toBe(
      'not_found',
    )
  })

  test('may be revealed thirty times an hour', async () => {
    const { id, contact } = await customerWith({ assignee: 'xiaowang' })
    const input = { id, contactId: contact.id, reason: '批量核对' }
    for (let n = 0; n < 30; n++) await people.xiaowang.call(revealContact, input)
    expect(await people.xiaowang.refusal(revealContact, input)).toBe('too_many_requests')
  })
})

const clockForward = (seconds: number) => app.clock.advance(seconds)

function eventsOf(customerId: string, kind: string) {
  return app.platform.db
    .selectFrom('event')
    .selectAll()
    .where('subjectId', '=', customerId)
    .where('kind', '=', kind)
    .execute()
}
