import { type RawBuilder, sql } from 'kysely'
import type { Staff } from '../../../domain/identity/actor.ts'
import { scopesOf } from '../../../domain/identity/permissions.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { listReach, looksAfterDepartment } from '../../../domain/tickets/lists/lists.ts'
import { pairsQuery } from './words.ts'

export type Condition = RawBuilder<boolean>
/**
 * One part of the union that a list is. `walked`: an index yields its newest first, so a page reads a page. `gathered`: there
 * are few of them and they are found first, whatever the order; the planner would rather walk everything for them.
 */
export type Part = { how: 'walked' | 'gathered'; where: Condition }

const walked = (where: Condition): Part => ({ how: 'walked', where })
const gathered = (where: Condition): Part => ({ how: 'gathered', where })

// Written out: the partial indexes are found by exactly these words.
export const isOpen = sql<boolean>`t.state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department')`
const isFree = sql<boolean>`${isOpen} and t.assignee_id is null`
const always = sql<boolean>`true`

const every = (parts: readonly Condition[]): Condition => sql<boolean>`${sql.join(parts, sql` and `)}`
const narrowed = (parts: readonly Part[], ...by: Condition[]): Part[] =>
  parts.map(({ how, where }) => ({ how, where: every([where, ...by]) }))
const groupsOf = (me: Staff): Part[] => me.groupIds.map((groupId) => walked(sql<boolean>`t.group_id = ${groupId}`))

const ofDepartment = (departmentId: string): Part[] => [
  walked(sql<boolean>`t.department_id = ${departmentId}`),
  gathered(sql<boolean>`t.id in (
    select n.ticket_id from ticket_node n where n.department_id = ${departmentId} and n.state <> 'recalled')`),
]
const own = (me: Staff): Part[] => [
  walked(sql<boolean>`t.assignee_id = ${me.id}`),
  walked(sql<boolean>`t.first_responsible_id = ${me.id}`),
]

/** What is nobody's yet of one's groups. */
const freeOf = (me: Staff): Part[] => narrowed(groupsOf(me), isFree)

/**
 * Who sees what, as a union of parts of which each is found by itself: never a walk over everything with a test. The same as
 * `canViewTicket` (domain/tickets/access); a property test holds both together.
 */
export function visibleParts(me: Staff): Part[] {
  const scopes = scopesOf(me.roles, 'tickets.view')
  if (scopes.length === 0) return []
  if (listReach(me) === 'all') return [walked(always)]
  const works = scopesOf(me.roles, 'tickets.work')
  const mayTake = works.includes('own') || works.includes('group')
  const isPersonal = scopes.includes('own') || scopes.includes('group')
  const groups = scopes.includes('group') ? groupsOf(me) : mayTake ? freeOf(me) : []
  const department = scopes.includes('department') && me.departmentId ? ofDepartment(me.departmentId) : []
  return [...groups, ...(isPersonal ? own(me) : []), ...department, ...followed(me, isPersonal)]
}

/** What one made for others or is asked to take over; what one made and answers for is one's own, if one has any. */
function followed({ id }: Staff, isPersonal: boolean): Part[] {
  const forOthers = gathered(sql<boolean>`t.created_by = ${id} and t.created_by <> t.first_responsible_id`)
  const forMyself = gathered(sql<boolean>`t.created_by = ${id} and t.first_responsible_id = ${id}`)
  const asked = gathered(sql<boolean>`t.id in (
    select h.ticket_id from ticket_handover h where h.to_id = ${id} and h.answered_at is null)`)
  return isPersonal ? [forOthers, asked] : [forOthers, forMyself, asked]
}

/** Whose overdue and escalated tickets one looks after. */
function careParts(me: Staff): Part[] {
  switch (listReach(me)) {
    case 'all':
      return [walked(always)]
    case 'group':
      return [...groupsOf(me), ...own(me)]
    case 'own':
      return own(me)
    case 'department':
      return me.departmentId ? ofDepartment(me.departmentId) : []
    default:
      return []
  }
}

/** The tickets of a list in the same form; see `isInTicketList` (domain/tickets/lists). */
function listParts(me: Staff, list: TicketFilter['list'], now: Date): Part[] {
  const reach = listReach(me)
  const isPersonal = reach === 'all' || reach === 'group' || reach === 'own'
  switch (list) {
    case 'mine':
      return isPersonal ? [walked(sql<boolean>`t.assignee_id = ${me.id}`)] : []
    case 'responsible':
      return isPersonal ? [walked(sql<boolean>`t.first_responsible_id = ${me.id}`)] : []
    case 'new':
      if (reach === 'all') return [walked(isFree)]
      return isPersonal ? freeOf(me) : []
    case 'group':
      if (!isPersonal) return []
      return reach === 'own' ? freeOf(me) : groupsOf(me)
    case 'department':
      return looksAfterDepartment(me) && me.departmentId ? ofDepartment(me.departmentId) : []
    case 'escalated':
      return narrowed(careParts(me), sql<boolean>`t.escalated`)
    case 'overdue':
      return narrowed(careParts(me), overdue(now))
    case 'all':
      return visibleParts(me)
  }
}

export const dueKey = sql`coalesce(t.next_due_at, '9999-01-01 00:00:00+00'::timestamptz)`
const overdue = (now: Date) => sql<boolean>`${dueKey} < ${now}::timestamptz`

const doneStates = sql<boolean>`t.state in ('resolved', 'closed', 'archived', 'merged', 'cancelled')`

function stateConditions({ state, list, sort, overdue }: TicketFilter): Condition[] {
  if (state === 'open') return [isOpen]
  if (state === 'done') return [doneStates]
  if (state) return [sql<boolean>`t.state = ${state}`, ...(list === 'overdue' || overdue ? [isOpen] : [])]
  return list === 'all' && sort !== 'due' && !overdue ? [] : [isOpen]
}

const columns = {
  urgency: 't.urgency',
  nature: 't.nature',
  category: 't.category',
  stage: 't.stage',
  channel: 't.channel',
  groupId: 't.group_id',
  departmentId: 't.department_id',
  assigneeId: 't.assignee_id',
  firstResponsibleId: 't.first_responsible_id',
  customerId: 't.customer_id',
  conversationId: 't.conversation_id',
  orderNo: 't.order_no',
} as const

/** Every filter as a condition on rows of `t`. A category with kinds below it stands for them too. */
function filterConditions(filter: TicketFilter, now: Date): Condition[] {
  const parts = Object.entries(columns).flatMap(([key, column]): Condition[] => {
    const value = filter[key as keyof typeof columns]
    if (value === undefined) return []
    if (key === 'category' && !value.includes('.'))
      return [sql<boolean>`t.category in (select c.key from category c where c.key = ${value} or c.parent = ${value})`]
    return [sql<boolean>`${sql.ref(column)} = ${value}`]
  })
  if (filter.tag) parts.push(sql<boolean>`t.tags <> '{}' and t.tags @> array[${filter.tag}]`)
  if (filter.escalated) parts.push(sql<boolean>`t.escalated`)
  if (filter.overdue) parts.push(overdue(now))
  if (filter.createdFrom) parts.push(sql<boolean>`t.created_at >= ${filter.createdFrom}::timestamptz`)
  if (filter.createdTo) parts.push(sql<boolean>`t.created_at < ${filter.createdTo}::timestamptz`)
  if (filter.q !== undefined) parts.push(wordsCondition(filter.q))
  return parts
}

/** Typed as far as the day: what a shorter beginning finds is no answer. */
const numberForm = /^[a-z]{1,6}\d{8,}$/i

/** A number as far as it is typed; otherwise words of the subject, in either script. */
function wordsCondition(q: string): Condition {
  const typed = q.trim()
  if (numberForm.test(typed)) return sql<boolean>`starts_with(t.no, ${typed.toUpperCase()})`
  const pairs = pairsQuery(typed)
  return pairs === null
    ? sql<boolean>`false`
    : sql<boolean>`t.id in (select s.ticket_id from ticket_subject s where s.pairs @@ ${pairs}::tsquery)`
}

/** The parts of the union that a page is made of. */
export function pageParts(me: Staff, filter: TicketFilter, now: Date): Part[] {
  return narrowed(listParts(me, filter.list, now), ...stateConditions(filter), ...filterConditions(filter, now))
}
