import type { Staff } from '../../domain/identity/actor.ts'
import { type TicketFilter, ticketFilter } from '../../domain/tickets/lists/list-contract.ts'
import { listReach, looksAfterDepartment, type TicketList, ticketLists } from '../../domain/tickets/lists/lists.ts'

export type ListName = TicketList
export type FilterKey = Exclude<keyof TicketFilter, 'list' | 'sort'>

const keys = Object.keys(ticketFilter.shape) as (keyof TicketFilter)[]

/** Lists that can hold something for this person, in the order of the tabs. */
export function listsFor(actor: Staff): ListName[] {
  const reach = listReach(actor)
  const owns = reach === 'own' || reach === 'group'
  const isOpen: Record<ListName, boolean> = {
    mine: owns,
    responsible: owns,
    new: reach !== 'department',
    group: owns,
    department: looksAfterDepartment(actor) && actor.departmentId !== null,
    escalated: reach !== 'department',
    overdue: true,
    all: true,
  }
  return ticketLists.filter((name) => isOpen[name])
}

/** A department contact lives in the department's list, a supervisor in the group's, who only looks in all. */
export function homeList(actor: Staff): ListName {
  const homes = { own: 'mine', group: 'mine', department: 'department', all: 'all', none: 'all' } as const
  if (actor.roles.includes('supervisor')) return 'group'
  return homes[listReach(actor)]
}

/** The filter an address names; what it does not understand is left out, never an error page. */
export function filterFromUrl(params: URLSearchParams, home: ListName): TicketFilter {
  const named = keys.flatMap((key) => {
    const value = params.get(key)
    const isGood = value !== null && ticketFilter.shape[key].safeParse(value).success
    return isGood ? [[key, value] as const] : []
  })
  return ticketFilter.parse({ list: home, ...Object.fromEntries(named) })
}

/** Without defaults and empty fields, so that equal filters have equal addresses. */
export function urlOf(filter: TicketFilter): URLSearchParams {
  const params = new URLSearchParams()
  for (const key of keys) {
    const value = filter[key]
    if (value === undefined || value === '' || (key === 'sort' && value === 'activity')) continue
    params.set(key, value)
  }
  return params
}

export function isSameFilter(one: TicketFilter, other: TicketFilter): boolean {
  return urlOf(one).toString() === urlOf(other).toString()
}

/** The conditions on top of the list itself, in a fixed order: each is a chip that can be taken off. */
export function conditionsOf(filter: TicketFilter): [FilterKey, string][] {
  return keys.flatMap((key) => {
    const value = filter[key]
    if (key === 'list' || key === 'sort' || key === 'q' || value === undefined || value === '') return []
    return [[key, value] as [FilterKey, string]]
  })
}

export function without(filter: TicketFilter, key: FilterKey): TicketFilter {
  return { ...filter, [key]: undefined }
}
