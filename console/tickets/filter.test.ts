import { describe, expect, test } from 'vitest'
import type { Staff } from '../../domain/identity/actor.ts'
import type { Role } from '../../domain/identity/roles.ts'
import { conditionsOf, filterFromUrl, homeList, isSameFilter, listsFor, urlOf } from './filter.ts'

const staff = (role: Role): Staff => ({
  kind: 'staff',
  id: 'me',
  name: '王小雨',
  staffNo: '1001',
  roles: [role],
  groupIds: ['g1'],
  departmentId: role === 'department_contact' ? 'd1' : null,
  locale: 'zh-CN',
  sessionId: '',
})

describe('the address of a list', () => {
  test('gives back the filter it was made from', () => {
    const filter = filterFromUrl(new URLSearchParams('list=group&urgency=urgent&q=水杯&sort=due'), 'mine')
    expect(filter).toMatchObject({ list: 'group', urgency: 'urgent', q: '水杯', sort: 'due' })
    expect(filterFromUrl(urlOf(filter), 'mine')).toEqual(filter)
  })

  test('leaves out what it does not understand instead of failing', () => {
    const filter = filterFromUrl(new URLSearchParams('list=everything&urgency=very&groupId=x&new=1'), 'department')
    expect(filter).toEqual({ list: 'department', sort: 'activity' })
  })

  test('is the same for the same filter, whatever the order of its parts', () => {
    const one = filterFromUrl(new URLSearchParams('urgency=urgent&list=all'), 'mine')
    const other = filterFromUrl(new URLSearchParams('list=all&urgency=urgent&sort=activity'), 'mine')
    expect(isSameFilter(one, other)).toBe(true)
  })

  test('shows each condition as a chip, neither the list nor the words', () => {
    const filter = filterFromUrl(new URLSearchParams('list=all&state=open&tag=破损&q=杯'), 'mine')
    expect(conditionsOf(filter)).toEqual([
      ['state', 'open'],
      ['tag', '破损'],
    ])
  })
})

test('each role sees the lists that can hold something for it, and begins in its own', () => {
  expect(listsFor(staff('agent'))).toEqual(['mine', 'responsible', 'new', 'group', 'escalated', 'overdue', 'all'])
  expect(listsFor(staff('department_contact'))).toEqual(['department', 'overdue', 'all'])
  expect(listsFor(staff('management'))).toEqual(['new', 'escalated', 'overdue', 'all'])
  expect(
    (['agent', 'supervisor', 'department_contact', 'management'] as const).map((role) => homeList(staff(role))),
  ).toEqual(['mine', 'group', 'department', 'all'])
})
