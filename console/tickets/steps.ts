import type { TicketEvent } from '../../domain/tickets/lifecycle.ts'
import { isFinal, isOpenTicket, nextTicketState } from '../../domain/tickets/lifecycle.ts'
import type { NodeView, TicketView } from '../../domain/tickets/views.ts'

export const stepNames = [
  'accept',
  'assign',
  'reply',
  'department',
  'ask',
  'answered',
  'resolve',
  'confirm',
  'dispute',
  'reopen',
  'complete',
  'archive',
  'takeNode',
  'returnNode',
  'delay',
  'commit',
  'escalate',
  'urgency',
  'handOver',
  'split',
  'link',
  'waive',
  'merge',
  'cancel',
] as const
export type StepName = (typeof stepNames)[number]

export const stepKeys: Partial<Record<StepName, string>> = { accept: 'a', reply: 'r', department: 'd', resolve: 'e' }
/** Cannot be undone: the menu says so in red, the dialog in words. */
export const finalSteps: readonly StepName[] = ['merge', 'cancel']

type Facts = Pick<
  TicketView,
  'state' | 'may' | 'nodes' | 'missing' | 'waiver' | 'firstReplyAt' | 'department' | 'assignee' | 'handover'
>

/** The department's part this person answers for: what nobody took first, then what they took. */
export function ownNode(nodes: readonly NodeView[], departmentId: string | null): NodeView | undefined {
  const open = nodes.filter((node) => node.department.id === departmentId && isOpenNode(node))
  return open.find((node) => node.takenAt === null) ?? open[0]
}

/** An overdue part is still owed. */
export const isOpenNode = (node: NodeView): boolean => node.state === 'open' || node.state === 'overdue'

/** Every step this reader may take now, in the order of the life cycle (domain/model 2.3). */
export function possibleSteps(ticket: Facts, departmentId: string | null): StepName[] {
  const { state, may } = ticket
  const leads = (event: TicketEvent) => nextTicketState(state, event) !== null
  const works = (event: TicketEvent) => may.work && leads(event)
  const node = may.answer ? ownNode(ticket.nodes, departmentId) : undefined
  const isOpen = isOpenTicket(state)
  const possible: Record<StepName, boolean> = {
    accept: (may.take || may.work) && leads('accept'),
    assign: may.reassign && leads('assign'),
    reply: works('reply'),
    department: works('send_to_department'),
    ask: works('ask_customer'),
    answered: works('customer_answered'),
    resolve: works('resolve'),
    confirm: works('confirm'),
    dispute: works('dispute'),
    reopen: works('reopen'),
    complete: works('archive') && ticket.missing.length > 0,
    archive: works('archive') && ticket.missing.length === 0,
    takeNode: node !== undefined && node.takenAt === null,
    returnNode: node !== undefined,
    delay: works('reply'),
    commit: may.work && isOpen,
    escalate: may.work && isOpen,
    urgency: may.work && isOpen,
    handOver: may.reassign && isOpen && ticket.handover === null,
    split: may.work && isOpen,
    link: may.work && !isFinal(state),
    waive: may.oversee && ticket.waiver === null && ticket.missing.length > 0,
    merge: may.oversee && leads('merge'),
    cancel: may.oversee && leads('cancel'),
  }
  return stepNames.filter((name) => possible[name])
}

/** The one step that comes next and is named in colour (R25-R41); the others wait in the menu. */
export function primaryStep(ticket: Facts, possible: readonly StepName[]): StepName | null {
  const can = (...names: StepName[]) => names.find((name) => possible.includes(name)) ?? null
  switch (ticket.state) {
    case 'new':
      return can('accept', 'assign')
    case 'assigned':
      return can('accept')
    case 'in_progress':
      return nextInWork(ticket, can)
    case 'waiting_customer':
      return can('answered')
    case 'waiting_department':
      return can('takeNode', 'returnNode', 'reply')
    case 'resolved':
      return can('confirm')
    case 'closed':
      return can('complete', 'archive')
    default:
      return null
  }
}

/** First a word to the customer, then the department that is responsible, then the result. */
function nextInWork(ticket: Facts, can: (...names: StepName[]) => StepName | null): StepName | null {
  if (!ticket.may.work) return can('takeNode', 'returnNode')
  if (ticket.firstReplyAt === null) return can('reply')
  return ticket.department !== null && ticket.nodes.length === 0 ? can('department') : can('resolve')
}

/** Where the ticket stands on its way from left to right; waiting is a bend in the third part. */
export const stages = ['new', 'assigned', 'in_progress', 'resolved', 'closed', 'archived'] as const
export type StageName = (typeof stages)[number]

export function stageOf(state: TicketView['state']): StageName | null {
  if (state === 'waiting_customer' || state === 'waiting_department') return 'in_progress'
  return state === 'merged' || state === 'cancelled' ? null : state
}
