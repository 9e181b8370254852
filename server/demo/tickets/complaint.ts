import type { ComplaintState, ComplaintStep } from '../../../domain/complaints/rules.ts'
import { nextComplaintState } from '../../../domain/complaints/rules.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import { type ComplaintStory, hour, minute, type Story } from './story.ts'

/** The complaint that rides on its ticket: first soothed, then solved, revisited, and closed by somebody else (R36, R47). */
export function beginComplaint(story: Story): ComplaintStory {
  const { line, people, dice } = story
  const row = registered(story)
  line.rows.complaint.push(row)
  const about = { complaintId: row.id, no: row.no }
  line.record('complaint.registered', { payload: about })
  const step = (name: ComplaintStep, by: string, change: Row = {}) => {
    const to = nextComplaintState(row.state as ComplaintState, name)
    if (!to) return
    Object.assign(row, change, { state: to })
    line.record(`complaint.${name}`, { by, payload: about })
  }
  const offerPlan = () => {
    step('investigate', people.assignee)
    if (row.state !== 'investigating') return
    writePlan(story, row)
    step('offer_plan', people.assignee)
    line.later(dice.whole(5, 40) * minute, () => {
      step('accept_plan', people.assignee, { customerFeedback: feedback[story.script.locale] ?? '' })
      step('execute', people.assignee)
    })
  }
  return {
    soothe() {
      step('soothe', people.assignee, soothing(story))
      line.later(dice.whole(5, 25) * minute, () => step('investigate', people.assignee))
    },
    offerPlan,
    resolve() {
      offerPlan()
      step('accept_plan', people.assignee, { customerFeedback: feedback[story.script.locale] ?? '' })
      step('execute', people.assignee)
      for (const item of planOf(story, row)) item.doneAt ??= line.now()
      step('resolve', people.assignee, compensation(story))
      if (row.state === 'resolved') oweRevisit(story, row, () => step('close', people.supervisor, closedBy(story)))
      step('begin_revisit', people.assignee)
    },
    isRevisited: () => row.state === 'closed',
  }
}

const feedback: Record<string, string> = {
  'zh-CN': '接受这个方案，希望以后不要再发生。',
  'zh-TW': '接受這個方案，希望之後不要再發生。',
  en: 'That works for me. Please make sure it does not happen again.',
}
const closedBy = ({ line, people }: Story): Row => ({ closedBy: people.supervisor, closedAt: line.now() })
const planOf = ({ line }: Story, row: Row) => line.rows.complaintPlanItem.filter((item) => item.complaintId === row.id)

function registered({ line, numberFor }: Story): Row {
  return {
    ...{ id: uuidv7(line.now()), no: numberFor('TS', line.now()), ticketId: line.ticket.id, state: 'registered' },
    ...{ firstHandlerId: line.ticket.firstResponsibleId, soothedBy: null, soothedAt: null, soothing: '' },
    ...{ soothedHow: null, customerFeedback: '', compensationAmount: null, compensationNote: '', compensationBy: null },
    ...{ responsibleAgentId: null, rootCause: '', retrainingCourse: '', revisitId: null, closedBy: null },
    ...{ closedAt: null, createdAt: line.now() },
  }
}

function soothing({ line, people, script, say }: Story): Row {
  const how = line.ticket.conversationId ? 'message' : 'call'
  const words = say(script.soothing ?? script.reply)
  line.note(how === 'message' ? 'reply' : 'process', words, { by: people.assignee })
  return { soothedBy: people.assignee, soothedAt: line.now(), soothing: words, soothedHow: how }
}

function writePlan({ line, people, script, say }: Story, row: Row): void {
  const items = script.plan.map((body, position) => ({
    ...{ id: uuidv7(line.now()), complaintId: row.id, position, body: say(body) },
    ...{ ownerId: people.assignee, dueAt: new Date(line.now().getTime() + (4 + 20 * position) * hour), doneAt: null },
  }))
  line.rows.complaintPlanItem.push(...items)
}

function compensation({ people, script }: Story): Row {
  const { compensation: amount, rootCause, solution } = script
  const given = amount && { compensationAmount: amount, compensationNote: solution, compensationBy: people.assignee }
  return { rootCause, ...given }
}

/** Called again within a day of the solution. */
function oweRevisit({ line, limits, people, dice, script, say }: Story, row: Row, close: () => void): void {
  const { ticket } = line
  const id = uuidv7(line.now())
  const createdAt = line.now()
  const dueAt = limits.start('complaint_revisit', { type: 'callback', id, payload: {} })
  const task: Row = {
    ...{ id, kind: 'complaint_after', subjectType: 'ticket', subjectId: ticket.id, customerId: ticket.customerId },
    ...{ ownerId: people.assignee, groupId: ticket.groupId, state: 'open', createdAt, dueAt, score: null },
    ...{ scoreNow: null, attempts: 0, firstAttemptAt: null, result: '', suggestion: '', closedAt: null },
  }
  line.rows.callbackTask.push(task)
  row.revisitId = id
  line.later(dice.whole(3, 22) * hour, () => {
    const at = line.now()
    const attempt = { id: uuidv7(at), taskId: id, at, byId: people.assignee, channel: 'phone', outcome: 'reached' }
    line.rows.callbackAttempt.push({ ...attempt, note: '' })
    limits.stop('complaint_revisit')
    const result = feedback[script.locale] ?? ''
    const suggestion = say(script.rootCause)
    Object.assign(task, { state: 'done', attempts: 1, firstAttemptAt: at, result, suggestion, closedAt: at })
    line.later(dice.whole(20, 200) * minute, close)
  })
}
