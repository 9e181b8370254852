import { AppError } from '../../domain/errors.ts'
import {
  inviteExpiry,
  isLow,
  isOnScale,
  type RatingScale,
  restsSince,
  takesAnswer,
} from '../../domain/surveys/rules.ts'
import type { Tx } from '../platform/context.ts'
import { insertSurvey, type SurveyRow, surveyForAnswer, wasInvitedSince, writeAnswer } from './queries.ts'

type Invitation = {
  conversationId: string
  customerId: string
  staffId: string | null
  groupId: string | null
  scale: RatingScale
}

/** Invites the customer to rate. False when this conversation was invited before or the customer within 24 h. */
export async function inviteToRate(tx: Tx, invitation: Invitation): Promise<boolean> {
  const now = tx.clock.now()
  if (await wasInvitedSince(tx, invitation.customerId, restsSince(now))) return false
  const made = await insertSurvey(tx, { ...invitation, sentAt: now, expiresAt: inviteExpiry(now) })
  if (!made) return false
  const { conversationId, staffId, groupId, scale } = invitation
  tx.record({
    subject: { type: 'conversation', id: conversationId },
    kind: 'survey.invited',
    to: 'invited',
    payload: { scale, staffId, groupId, channel: made.channel },
  })
  return true
}

type Answer = { subjectId: string; score: number; comment: string }

/**
 * Takes the customer's answer, or a new one within 24 h. `changed`: an earlier answer was replaced.
 * The same answer twice is one answer. Errors: `wrong_state` nobody was invited, `invalid_input` not on the scale,
 * `link_expired` too late.
 */
export async function rateSubject(tx: Tx, { subjectId, score, comment }: Answer) {
  const now = tx.clock.now()
  const survey = await surveyForAnswer(tx, subjectId)
  if (!survey) throw new AppError('wrong_state')
  if (!isOnScale(survey.scale, score)) throw new AppError('invalid_input')
  if (survey.score === score && survey.comment === comment) return { score, comment, changed: false }
  if (!takesAnswer(survey, now)) throw new AppError('link_expired')
  const answeredAt = survey.answeredAt ?? now
  await writeAnswer(tx, survey.id, { score, comment, answeredAt })
  recordAnswer(tx, subjectId, { ...survey, answeredAt }, score)
  return { score, comment, changed: survey.score !== null }
}

/** `answeredAt` is the first answer: a change is counted in the hour it corrects. The comment is the customer's and stays out. */
function recordAnswer(tx: Tx, subjectId: string, survey: SurveyRow & { answeredAt: Date }, score: number): void {
  const { staffId, groupId, channel, score: previous, answeredAt } = survey
  tx.record({
    subject: { type: 'conversation', id: subjectId },
    kind: 'survey.answered',
    from: previous === null ? 'invited' : 'answered',
    to: 'answered',
    payload: { score, low: isLow(score), staffId, groupId, previous, channel, answeredAt: answeredAt.toISOString() },
  })
}
