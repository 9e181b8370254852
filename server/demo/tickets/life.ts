import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import { beginComplaint } from './complaint.ts'
import { ending } from './ending.ts'
import { promiseAboutNow, promiseSomething } from './promise.ts'
import { hour, type Moment, minute, type Story, type Wait } from './story.ts'

/** Tells the story until the present, or until just before `stop`. */
export function play(story: Story, stop: Moment | null): void {
  const { line, limits } = story
  for (const { before, ms } of lifeOf(story)) {
    if (before === stop) break
    if (!line.pass(ms)) break
  }
  if (stop && line.ticket.firstReplyAt && story.dice.chance(0.5)) promiseAboutNow(story, story.dice.pick(minutesOff))
  line.toTheEnd()
  limits.end()
  for (const settle of story.atPresent) settle()
  line.rows.ticket.push(line.ticket)
}

/** Of promises that are open now: the first has just been missed. */
const minutesOff = [-12, 18, 26, 55, 110, 190, 260]

function* lifeOf(story: Story): Generator<Wait> {
  yield* opening(story)
  if (story.isMistake) {
    cancel(story)
    return
  }
  yield* firstReply(story)
  if (story.asks) yield* ask(story)
  if (story.people.department) yield* send(story)
  else yield* note(story)
  yield* ending(story)
}

/** A part of the time that the case takes. */
const part = ({ takesMs, dice }: Story, share: number) => takesMs * share * (0.7 + dice.next() * 0.6)

function* opening(story: Story): Generator<Wait> {
  const { line, limits, people, dice } = story
  const { ticket } = line
  const told = ticket.conversationId !== null
  const payload = { conversationId: ticket.conversationId, raisers: ticket.urgencyRaisers, routedBy: 'default', told }
  line.record('ticket.created', { by: people.creator, payload })
  limits.start('first_response')
  limits.start('resolution')
  if (ticket.nature === 'complaint') story.complaint = beginComplaint(story)
  if (ticket.state === 'new') {
    yield { before: 'assign', ms: part(story, 0.03) }
    Object.assign(ticket, { assigneeId: people.assignee, assignedAt: line.now() })
    const by = people.assignee === people.creator || dice.chance(0.4) ? people.assignee : people.supervisor
    line.record('ticket.assigned', { by, to: 'assigned', payload: { toStaffId: people.assignee } })
  }
  if (ticket.state === 'in_progress') return
  yield { before: 'accept', ms: part(story, 0.03) }
  ticket.acceptedAt = line.now()
  line.record('ticket.accepted', { by: people.assignee, to: 'in_progress' })
}

/** Opened twice or to try something out: no limit of it counts. */
function cancel({ line, limits, people, script }: Story): void {
  limits.cancelAll()
  line.ticket.closeReason = 'cancelled'
  line.record('ticket.cancelled', { by: people.supervisor, to: 'cancelled', reason: mistakes[script.locale] })
}

const mistakes = { 'zh-CN': '重复创建', 'zh-TW': '重複建立', en: 'Opened twice' }
const medianReply = { normal: 35, urgent: 16, critical: 8 }

function* firstReply(story: Story): Generator<Wait> {
  const { line, limits, people, say, script, dice, takesMs } = story
  const { ticket } = line
  const median = medianReply[ticket.urgency as keyof typeof medianReply]
  yield { before: 'reply', ms: Math.min(dice.lognormal(median, 0.7) * minute, takesMs * 0.4) }
  line.note('reply', say(script.reply), { by: people.assignee })
  Object.assign(ticket, { firstReplyAt: line.now(), toldAt: ticket.toldAt ?? line.now() })
  line.record('ticket.replied', { by: people.assignee, payload: { response: limits.stop('first_response') } })
  story.complaint?.soothe()
  if (script.promise) promiseSomething(story)
}

function* note(story: Story): Generator<Wait> {
  const { line, people, say, script } = story
  yield { before: 'resolve', ms: part(story, 0.2) }
  line.note('process', say(script.process[0] ?? ''), { by: people.assignee })
  line.record('ticket.noted', { by: people.assignee, payload: { noteKind: 'process' } })
}

/** Steps and a deadline for the customer; the limit of the result rests meanwhile (R34). */
function* ask(story: Story): Generator<Wait> {
  const { line, limits, people, say, script, dice } = story
  const { ticket } = line
  yield { before: 'ask', ms: part(story, 0.08) }
  const until = new Date(line.now().getTime() + 72 * hour)
  line.note('reply', say(script.ask ?? ''), { by: people.assignee })
  Object.assign(ticket, { waitingSteps: script.ask, waitingUntil: until, waitingSince: line.now() })
  limits.pause('resolution')
  limits.start('ticket_waiting_reminder')
  limits.start('ticket_waiting_end')
  const payload = { until: until.toISOString(), told: true }
  line.record('ticket.customer_asked', { by: people.assignee, to: 'waiting_customer', payload })
  yield { before: 'answer', ms: Math.min(dice.lognormal(3.5, 0.9), 23) * hour }
  line.note('customer', say(script.answer ?? ''), { by: 'customer' })
  limits.forget('ticket_waiting_reminder')
  limits.forget('ticket_waiting_end')
  limits.resume('resolution')
  Object.assign(ticket, { waitingSteps: '', waitingUntil: null, waitingSince: null })
  line.record('ticket.customer_answered', { by: 'customer', to: 'in_progress', payload: { by: 'message' } })
}

/** A part for a department, with its own limit (R71). */
function* send(story: Story): Generator<Wait> {
  const { line, limits, people, say, script } = story
  const { department, assignee } = people
  if (!department || !script.department) return
  yield { before: 'send', ms: part(story, 0.08) }
  line.note('process', say(script.process[0] ?? ''), { by: assignee })
  const id = uuidv7(line.now())
  const dueAt = limits.start('department_node', { type: 'ticket_node', id, payload: { ticketId: line.ticket.id } })
  const nobody = { takenBy: null, takenAt: null, returnedBy: null, returnedAt: null, result: '' }
  const node: Row = {
    ...{ id, ticketId: line.ticket.id, departmentId: department.id, request: say(script.department.request) },
    ...{ state: 'open', sentBy: assignee, sentAt: line.now(), dueAt, ...nobody },
  }
  story.node = node
  line.rows.ticketNode.push(node)
  const payload = { nodeId: id, nodeDepartmentId: department.id, dueAt: dueAt.toISOString() }
  line.record('ticket.sent_to_department', { by: assignee, to: 'waiting_department', payload })
  yield* answer(story, node, department)
}

type Department = NonNullable<Story['people']['department']>

function* answer(story: Story, node: Row, { id: departmentId, contact }: Department): Generator<Wait> {
  const { line, limits, people, say, script } = story
  const by = contact ?? people.assignee
  const about = { nodeId: node.id, nodeDepartmentId: departmentId }
  yield { before: 'take', ms: part(story, 0.08) }
  Object.assign(node, { takenBy: by, takenAt: line.now() })
  line.record('ticket.department_taken', { by, payload: about })
  yield { before: 'return', ms: part(story, 0.4) }
  const { inTime } = limits.stop('department_node')
  const result = say(script.department?.result ?? '')
  Object.assign(node, { state: 'returned', returnedBy: by, returnedAt: line.now(), result })
  line.note('department', result, { by, departmentId })
  const back = line.ticket.state === 'waiting_department' && { to: 'in_progress' as const }
  line.record('ticket.department_returned', { by, ...back, payload: { ...about, late: !inTime } })
  story.complaint?.offerPlan()
}
