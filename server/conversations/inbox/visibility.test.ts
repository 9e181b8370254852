import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canView } from '../../../domain/conversations/access.ts'
import * as desk from '../../../domain/conversations/contract.ts'
import { conversationStates } from '../../../domain/conversations/lifecycle.ts'
import type { Staff } from '../../../domain/identity/actor.ts'
import type { Role } from '../../../domain/identity/roles.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type PartName, type Person } from '../../../test/cast.ts'
import { insertConversation } from '../../../test/conversation.ts'
import { atDesk } from '../../../test/live.ts'
import { reply, servedBy } from '../../../test/visitor.ts'
import { contextFor } from '../../platform/context.ts'
import { factsOf, loadConversations } from '../queries.ts'
import { visibleTo } from './queries.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
let ids: string[]
const names: PartName[] = ['xiaowang', 'xiaoli', 'chen', 'zhang', 'li', 'he', 'qin', 'zhou', 'admin', 'boss', 'officer']
const { db } = app.platform

/** One conversation for every state, group and relation to 小王. */
beforeAll(async () => {
  people = await cast(app)
  ids = []
  const relations = ['none', 'assignee', 'first', 'offered', 'participant'] as const
  for (const state of conversationStates)
    for (const groupId of [people.groupA, people.groupB])
      for (const relation of relations) {
        const { id } = await insertConversation(app, people, { state, groupId })
        ids.push(id)
        const me = people.xiaowang.id
        if (relation === 'assignee') await change(id, { assigneeId: me })
        if (relation === 'first') await change(id, { firstResponsibleId: me, assigneeId: people.zhang.id })
        if (relation === 'offered') await change(id, { offeredTo: me })
        if (relation === 'participant')
          await db
            .insertInto('participant')
            .values({ conversationId: id, staffId: me, joinedAt: app.clock.now() })
            .execute()
      }
})
const change = (id: string, set: object) => db.updateTable('conversation').set(set).where('id', '=', id).execute()

async function actorOf(person: Person): Promise<Staff> {
  const row = await db.selectFrom('staff').selectAll().where('id', '=', person.id).executeTakeFirstOrThrow()
  const groups = await db.selectFrom('groupMember').select('groupId').where('staffId', '=', person.id).execute()
  const { id, name, staffNo, departmentId } = row
  return {
    kind: 'staff',
    id,
    name,
    staffNo,
    departmentId,
    roles: row.roles as Role[],
    groupIds: groups.map((group) => group.groupId),
    locale: 'zh-CN',
    sessionId: '',
  }
}

describe('what the list of SQL shows is what the rule allows:', () => {
  test.each(names)('%s', async (name) => {
    const me = await actorOf(people[name])
    const rows = await loadConversations(contextFor(app.platform, me), ids)
    const allowed = rows.filter((row) => canView(me, factsOf(row))).map((row) => row.id)
    const listed = await sql<{ id: string }>`select c.id from conversation c where ${visibleTo(me)}`.execute(db)
    expect(listed.rows.map((row) => row.id).sort()).toEqual(allowed.sort())
  })

  test('and so does every door: list, counts, get, messages', async () => {
    for (const name of ['xiaowang', 'chen', 'li', 'zhang', 'qin', 'boss'] as const) {
      const person = people[name]
      const me = await actorOf(person)
      const rows = await loadConversations(contextFor(app.platform, me), ids)
      const open = await person.call(desk.listConversations, { list: 'all', limit: 100 })
      const closed = await person.call(desk.listConversations, { list: 'closed', limit: 100 })
      const listed = new Set([...open.items, ...closed.items].map((view) => view.id))
      expect(open.counts.all).toBe(open.items.length)
      const sample = rows.filter((_row, index) => index % 7 === 0)
      for (const row of rows) expect(listed.has(row.id)).toBe(canView(me, factsOf(row)))
      for (const row of sample) {
        const expected = canView(me, factsOf(row)) ? 200 : 404
        expect((await person.get(`/api/conversations/${row.id}`)).status).toBe(expected)
        expect((await person.get(`/api/conversations/${row.id}/messages`)).status).toBe(expected)
      }
    }
  })

  test.each(['he', 'zhou', 'admin', 'officer'] as const)('%s reads no conversation at all', async (name) => {
    const status = [
      (await people[name].get('/api/conversations')).status,
      (await people[name].get(`/api/conversations/${ids[0]}`)).status,
      (await people[name].get('/api/search/conversations?q=a')).status,
    ]
    expect(name === 'admin' ? [403, 403, 403] : [200, 404, 200]).toEqual(status)
    if (name !== 'admin') expect((await people[name].call(desk.listConversations)).items).toEqual([])
  })
})

test('pages of the list neither repeat nor skip', async () => {
  const all: string[] = []
  let cursor: string | undefined
  do {
    const page = await people.li.call(desk.listConversations, { list: 'group', limit: 7, ...(cursor && { cursor }) })
    all.push(...page.items.map((view) => view.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  const { counts } = await people.li.call(desk.listConversations)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(counts.group)
  expect(await people.li.refusal(desk.listConversations, { cursor: 'x' })).toBe('invalid_input')
  expect(await people.li.refusal(desk.listConversations, { cursor: "2020_'; drop" })).toBe('invalid_input')
})

test('live frames follow the same rule, and a conversation that leaves one’s sight is taken away', async () => {
  const [wang, li, zhang] = [
    await atDesk(app, people.xiaoli),
    await atDesk(app, people.li),
    await atDesk(app, people.zhang),
  ]
  const boss = await (async () => {
    await people.boss.signIn()
    return atDesk(app, people.boss)
  })()
  const { talk } = await servedBy(app, people, people.xiaowang)
  await wang.frame('gone', (frame) => frame.conversation === talk)
  expect(wang.conversations.has(talk)).toBe(false)
  wang.send({ type: 'watch', conversation: talk })
  expect((await wang.frame('error')).code).toBe('not_found')
  li.send({ type: 'watch', conversation: talk })
  await li.frame('viewers')
  await reply(app, people.xiaowang, talk, '组里看得见')
  await li.until(() => li.messages(talk).some((message) => message.body === '组里看得见'))
  for (const live of [wang, zhang, boss]) {
    live.send({ type: 'ping' })
    await live.frame('pong')
    expect(live.messages(talk)).toEqual([])
  }
  expect(zhang.frames.some((frame) => frame.type === 'conversation' && frame.conversation.id === talk)).toBe(false)
  expect(boss.frames.some((frame) => frame.type === 'conversation')).toBe(false)
})
