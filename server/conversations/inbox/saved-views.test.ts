import { afterAll, beforeAll, expect, test } from 'vitest'
import { createView, deleteView, listViews } from '../../../domain/conversations/contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../test/cast.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeAll(async () => {
  people = await cast(app)
})

const names = async (person: Person) => (await person.call(listViews)).items.map((view) => view.name)

test('a saved view is its owner’s; a shared one is seen by the colleagues of the group, and removed by its owner alone', async () => {
  const filter = { list: 'group', urgency: 'urgent' } as const
  const own = await people.xiaowang.call(createView, { name: '我的急件', filter })
  const shared = await people.xiaowang.call(createView, { name: '本组急件', filter, shared: true })
  expect(shared).toMatchObject({ shared: true, mine: true, filter })
  expect(await names(people.xiaowang)).toEqual(['我的急件', '本组急件'])
  expect(await names(people.xiaoli)).toEqual(['本组急件'])
  expect(await names(people.zhang)).toEqual([])
  expect(await people.xiaoli.refusal(deleteView, { id: shared.id })).toBe('not_found')
  await people.xiaowang.call(deleteView, { id: own.id })
  await people.xiaowang.call(deleteView, { id: shared.id })
  expect(await people.xiaowang.refusal(deleteView, { id: own.id })).toBe('not_found')
  expect(await names(people.xiaoli)).toEqual([])
})

test.each([
  ['a filter of no known list', { name: '视图', filter: { list: 'secret' } }],
  ['a name of blanks', { name: '  ', filter: {} }],
  ['a filter with more than it should have', { name: '视图', filter: { sql: '1=1' } }],
])('%s is refused', async (_what, body) => {
  const answer = await people.xiaowang.post('/api/conversation-views', body)
  expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
})
