import { type StaffName, staffNames, type Who } from './world.ts'

export type Group = 'a' | 'b'
export type Urgency = 'normal' | 'urgent' | 'critical'
export type State =
  | 'new'
  | 'assigned'
  | 'in_progress'
  | 'waiting_customer'
  | 'waiting_department'
  | 'resolved'
  | 'closed'
  | 'archived'
  | 'merged'
  | 'cancelled'
export type Part = { id: string; state: 'open' | 'overdue' | 'returned' | 'recalled' }
export type Gap = 'process' | 'when' | 'why' | 'how'
export type Ticket = {
  id: string
  state: State
  /** Where time alone may have brought it since. */
  may: State[]
  group: Group
  assignee: StaffName | null
  first: StaffName
  createdBy: StaffName
  /** Who was asked to take it over, by whose place. */
  asked: { to: StaffName; from: StaffName } | null
  ofDepartment: boolean
  parts: Part[]
  urgency: Urgency
  raisers: string[]
  isComplaint: boolean
  hasTalk: boolean
  accepted: boolean
  reopened: number
  /** Seconds of the movable clock. */
  createdAt: number
  closedAt: number | null
  /** Of what the archive asks for, what is not there yet. */
  gaps: Set<Gap>
  waived: boolean
}
export type Model = { tickets: Ticket[]; seconds: number; looks: number; looked: Map<string, string> }
export const startModel = (): Model => ({ tickets: [], seconds: 0, looks: 0, looked: new Map() })

// domain/model 2.3 and 2.5, written down a second time and on purpose not taken from the product.
const ends: State[] = ['archived', 'merged', 'cancelled']
export const isFinal = ({ state }: Ticket) => ends.includes(state)
const open: State[] = ['new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department']
export const isOpen = ({ state }: Ticket) => open.includes(state)

const groups: Partial<Record<StaffName, Group>> = { xiaowang: 'a', xiaoli: 'a', chen: 'a', li: 'a', zhang: 'b' }
export const groupOf = (who: StaffName) => groups[who] ?? null
export const serves = (who: StaffName) => groups[who] !== undefined
const answersForGroup = (who: StaffName) => who === 'chen' || who === 'li'
const isOwn = (who: StaffName, ticket: Ticket) => ticket.assignee === who || ticket.first === who
const isOfGroup = (who: StaffName, ticket: Ticket) => answersForGroup(who) && groupOf(who) === ticket.group
const isOfDepartment = (ticket: Ticket) => ticket.ofDepartment || ticket.parts.some(({ state }) => state !== 'recalled')
const isFree = (ticket: Ticket) => isOpen(ticket) && ticket.assignee === null

export type Need = 'view' | 'begin' | 'work' | 'note' | 'answer' | 'reassign' | 'oversee'

export function sees(who: StaffName, ticket: Ticket): boolean {
  if (who === 'admin') return false
  if (who === 'boss' || ticket.createdBy === who || ticket.asked?.to === who) return true
  if (who === 'he') return isOfDepartment(ticket)
  return isOwn(who, ticket) || isOfGroup(who, ticket) || mayTake(who, ticket)
}
const mayTake = (who: StaffName, ticket: Ticket) => serves(who) && isFree(ticket) && groupOf(who) === ticket.group
const mayWork = (who: StaffName, ticket: Ticket) => serves(who) && (isOwn(who, ticket) || isOfGroup(who, ticket))

const rights: Record<Need, (who: StaffName, ticket: Ticket) => boolean> = {
  view: sees,
  begin: (who, ticket) => mayWork(who, ticket) || mayTake(who, ticket),
  work: mayWork,
  note: (who, ticket) => mayWork(who, ticket) || (who === 'he' && isOfDepartment(ticket)),
  answer: (who, ticket) => mayWork(who, ticket) || (who === 'he' && isOfDepartment(ticket)),
  reassign: (who, ticket) => mayWork(who, ticket) || who === 'boss',
  oversee: (who, ticket) => who === 'li' && (isOwn(who, ticket) || isOfGroup(who, ticket)),
}

/** Whom the route lets in before the ticket is looked at. */
const doors: Record<Need, readonly StaffName[]> = {
  view: staffNames.filter((who) => who !== 'admin'),
  begin: [...staffNames].filter((who) => who !== 'admin' && who !== 'boss'),
  work: [...staffNames].filter((who) => who !== 'admin' && who !== 'boss'),
  note: staffNames.filter((who) => who !== 'admin'),
  answer: [...staffNames].filter((who) => who !== 'admin' && who !== 'boss'),
  reassign: staffNames.filter((who) => who !== 'admin'),
  oversee: ['chen', 'li'],
}

/** The refusal of who may not, or null: out of sight it is not there, ended it is as it is. */
export function refusalOf(who: StaffName, ticket: Ticket, need: Need): string | null {
  if (!doors[need].includes(who)) return 'not_allowed'
  if (!sees(who, ticket)) return 'not_found'
  if (need === 'view') return null
  const may = rights[need]
  if (!isFinal(ticket)) return may(who, ticket) ? null : 'not_allowed'
  return may(who, { ...ticket, state: 'in_progress' }) ? 'wrong_state' : 'not_allowed'
}

export const seesAsCustomer = (who: Who, ticket: Ticket) => who === 'one' && ticket.hasTalk

/** Where time alone may bring a ticket (domain/model 2.3): silence of customer and department, 72 h, 7 days. */
export function byTime(state: State): State[] {
  const later: Partial<Record<State, State[]>> = {
    waiting_customer: ['resolved', 'closed', 'archived'],
    waiting_department: ['in_progress'],
    resolved: ['closed', 'archived'],
    closed: ['archived'],
  }
  return [state, ...(later[state] ?? [])]
}
