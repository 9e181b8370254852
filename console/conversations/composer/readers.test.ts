import { expect, test } from 'vitest'
import type { Role } from '../../../domain/identity/roles.ts'
import { aConversation, agent, at, group } from '../sample.ts'
import { readersOf } from './readers.ts'

const other = { id: '00000000-0000-7000-8000-000000000999', name: 'After' }
function colleague(number: number, roles: Role[], groupIds: string[]) {
  const staff = { id: `00000000-0000-7000-8000-0000000009${number}`, name: roles.join(), staffNo: `A0${number}` }
  const presence = { state: 'online', reason: null, connected: true, since: at(0), load: 0, capacity: 5 } as const
  return { staff, roles, groupIds, ...presence }
}
const everybody = [
  colleague(10, ['senior_agent'], [group.id]),
  colleague(11, ['senior_agent'], [other.id]),
  colleague(12, ['agent'], [group.id]),
  colleague(13, ['supervisor'], [group.id]),
  colleague(14, ['administrator'], [group.id]),
  colleague(15, ['department_contact'], []),
  colleague(16, ['management'], []),
]
const offered = (change: Parameters<typeof aConversation>[0]) =>
  readersOf(aConversation(change), everybody).map(({ staffNo }) => staffNo)

test('a mention is offered for those who may see the conversation', () => {
  const active = { state: 'active', assignee: agent, firstResponsible: agent } as const
  expect(offered(active)).toEqual(['A010', 'A013'])
  expect(offered({ ...active, group: other })).toEqual(['A011'])
})

test('who takes part sees it, and so do agents of the group while it waits', () => {
  const [, , wang] = everybody.map(({ staff }) => staff)
  const active = { state: 'active', assignee: agent, firstResponsible: agent } as const
  expect(offered({ ...active, participants: wang ? [wang] : [] })).toEqual(['A010', 'A012', 'A013'])
  expect(offered({ state: 'queued' })).toEqual(['A010', 'A012', 'A013'])
})
