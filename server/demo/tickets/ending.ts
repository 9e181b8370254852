import { inviteExpiry, inviteRestHours, isLow } from '../../../domain/surveys/rules.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import { day, hour, minute, type Story, type Wait } from './story.ts'

/** Result, perhaps a dispute and a second result, agreement or silence, and seven days later the archive. */
export function* ending(story: Story): Generator<Wait> {
  const { dice } = story
  yield { before: 'resolve', ms: story.takesMs * 0.25 }
  resolve(story)
  if (dice.chance(0.07)) {
    yield { before: 'settle', ms: dice.lognormal(12, 0.6) * hour }
    dispute(story)
    yield { before: 'resolve', ms: Math.min(dice.lognormal(5, 0.7), 20) * hour }
    resolve(story)
  }
  yield* settle(story)
}

function resolve(story: Story): void {
  const { line, limits, people, say, script } = story
  const { ticket } = line
  for (const step of script.process.slice(1, 2)) line.note('process', say(step), { by: people.assignee })
  const [result, solution, customerNotes] = [say(script.result), say(script.solution), say(script.notes)]
  const toldBy = ticket.conversationId ? 'message' : 'phone'
  const feedbackNoteId = line.note('result', `${result}\n${solution}\n${customerNotes}`, {
    by: people.assignee,
    toldBy,
  })
  const survey = ticket.surveyState === 'none' ? invite(story) : ticket.surveyState
  const told = { result, solution, customerNotes, feedbackNoteId, surveyState: survey, resolvedAt: line.now() }
  Object.assign(ticket, { ...told, cause: say(script.cause) })
  const payload = { toldBy, survey, outcome: limits.stop('resolution') }
  line.record('ticket.resolved', { by: people.assignee, to: 'resolved', payload })
  limits.start('ticket_auto_close')
  endEscalations(story)
  story.complaint?.resolve()
}

function endEscalations({ line, late, escalations }: Story): void {
  for (const row of escalations.splice(0)) {
    const from = row.state as string
    Object.assign(row, {
      state: 'closed',
      closedAt: line.now(),
      closedBy: null,
      outcome: late.outcome,
      answerDueAt: null,
    })
    line.ticket.escalated = false
    const payload = { escalationId: row.id, level: row.level, escalation: { from, to: 'closed' } }
    line.record('escalation.closed', { payload })
  }
}

function dispute(story: Story): void {
  const { line, limits, late } = story
  const { ticket } = line
  limits.forget('ticket_auto_close')
  limits.start('resolution')
  Object.assign(ticket, { reopenedCount: Number(ticket.reopenedCount) + 1, resolvedAt: null })
  const payload = { count: ticket.reopenedCount }
  line.record('ticket.disputed', { by: 'customer', to: 'in_progress', reason: late.dispute, payload })
}

/** Two in three agree within hours; the others are silent for 72 h. */
function* settle(story: Story): Generator<Wait> {
  const { line, limits, dice } = story
  const agrees = dice.chance(0.66)
  yield { before: 'settle', ms: agrees ? Math.min(dice.lognormal(6, 0.8), 60) * hour : 72 * hour }
  limits.forget('ticket_auto_close')
  const reason = agrees ? 'confirmed' : 'silent'
  Object.assign(line.ticket, { closedAt: line.now(), closeReason: reason })
  const payload = { reopened: Number(line.ticket.reopenedCount) > 0 }
  line.record('ticket.closed', { by: agrees ? 'customer' : null, to: 'closed', reason, payload })
  limits.start('ticket_archive')
  yield { before: 'archive', ms: 7 * day }
  // Not before the complaint has been looked at once more.
  if (story.complaint && !story.complaint.isRevisited()) return
  limits.forget('ticket_archive')
  line.ticket.archivedAt = line.now()
  line.record('ticket.archived', { to: 'archived' })
}

/** Asked after every service (R52), and nobody twice within a day. */
function invite(story: Story): 'invited' | 'skipped' {
  const { line, dice, invited } = story
  const customerId = line.ticket.customerId as string
  const at = line.now().getTime()
  const times = invited.get(customerId) ?? []
  if (times.some((one) => Math.abs(one - at) <= inviteRestHours * hour)) return 'skipped'
  invited.set(customerId, [...times, at])
  const { assigneeId: staffId, groupId, channel, category } = line.ticket
  const survey: Row = {
    ...{ id: uuidv7(line.now()), subjectType: 'ticket', subjectId: line.ticket.id, customerId, staffId, groupId },
    ...{ channel, category, scale: 'five', sentAt: line.now(), expiresAt: inviteExpiry(line.now()) },
    ...{ state: 'invited', answeredAt: null, score: null, low: null, comment: '' },
  }
  line.rows.survey.push(survey)
  line.record('survey.invited', { payload: { scale: 'five' } })
  if (dice.chance(0.58)) line.later(dice.lognormal(90, 1) * minute, () => rate(story, survey))
  return 'invited'
}

function rate({ line, dice, script }: Story, survey: Row): void {
  const { ticket } = line
  const cost = (ticket.nature === 'complaint' ? 0.8 : 0) + (Number(ticket.reopenedCount) > 0 ? 1 : 0)
  const score = Math.min(5, Math.max(1, Math.round(4.7 - cost + (dice.next() + dice.next() - 1) * 1.6)))
  const answeredAt = line.now()
  const comment = score >= 4 && dice.chance(0.5) ? (thanks[script.locale] ?? '') : ''
  Object.assign(survey, { state: 'answered', answeredAt, score, low: isLow(score), comment })
  ticket.surveyState = 'answered'
  const payload = { score, low: isLow(score), previous: null, answeredAt: answeredAt.toISOString() }
  line.record('survey.answered', { by: 'customer', payload })
}

const thanks: Record<string, string> = {
  'zh-CN': '处理得很及时，谢谢。',
  'zh-TW': '處理得很快，謝謝。',
  en: 'Sorted out quickly, thank you.',
}
