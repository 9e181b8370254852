import { AppError } from '../../domain/errors.ts'
import {
  inviteExpiry,
  isLow,
  isOnScale,
  type RatingScale,
  restsSince,
  skipReason,
  takesAnswer,
} from '../../domain/surveys/rules.ts'
import { recordConsent } from '../customers/actions.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { hashToken } from '../platform/crypto.ts'
import { centre } from '../settings/queries.ts'
import {
  askingFacts,
  changeSurvey,
  insertSurvey,
  lockAsking,
  lockedSurvey,
  type Subject,
  type SurveyRow,
  surveyOf,
} from './queries.ts'

type Invitation = {
  subject: Subject
  customerId: string
  staffId: string | null
  groupId: string | null
  channel: string
  category: string | null
  scale: RatingScale
}

/**
 * Invites the customer to rate. Null when this subject was invited before, and when the customer is left in peace: asked
 * within the centre's rest, or never to be asked; then `survey.skipped` says why.
 */
export async function inviteToRate(tx: Tx, invitation: Invitation): Promise<{ id: string } | null> {
  const { subject, customerId, staffId, groupId, channel, category, scale } = invitation
  const now = tx.clock.now()
  await lockAsking(tx, customerId)
  const since = restsSince(now, (await centre(tx))?.surveyRestHours)
  const facts = await askingFacts(tx, { customerId, subject, since })
  if (facts.invited) return null
  const reason = skipReason(facts)
  const payload = { scale, staffId, groupId, channel, category }
  if (reason) {
    tx.record({ subject, kind: 'survey.skipped', reason, payload })
    return null
  }
  const id = tx.clock.newId()
  if (!(await insertSurvey(tx, { ...invitation, id, sentAt: now, expiresAt: inviteExpiry(now) }))) return null
  tx.record({ subject, kind: 'survey.invited', to: 'invited', payload })
  return { id }
}

type Answer = { score: number; comment: string }

/**
 * Takes the customer's answer, or a new one within 24 h. `changed`: an earlier answer was replaced.
 * The same answer twice is one answer. Errors: `wrong_state` nobody was invited, `invalid_input` not on the scale,
 * `link_expired` too late.
 */
export async function rateSubject(tx: Tx, { subject, ...answer }: Answer & { subject: Subject }) {
  return takeAnswer(tx, await lockedSurvey(tx, { subject }), answer)
}

/** The same through the private link; whoever has the address may answer, once the invitation is there. */
export async function rateByLink(tx: Tx, tokenHash: Buffer, answer: Answer) {
  return takeAnswer(tx, await lockedSurvey(tx, { tokenHash }), answer)
}

async function takeAnswer(tx: Tx, survey: SurveyRow | undefined, { score, comment }: Answer) {
  const now = tx.clock.now()
  if (!survey || survey.state === 'opted_out') throw new AppError('wrong_state')
  if (!isOnScale(survey.scale, score)) throw new AppError('invalid_input')
  if (survey.score === score && survey.comment === comment) return { score, comment, changed: false }
  if (!takesAnswer(survey, now)) throw new AppError('link_expired')
  const answeredAt = survey.answeredAt ?? now
  const low = isLow(score, (await centre(tx))?.lowScore)
  await changeSurvey(tx, survey.id, { state: 'answered', score, low, comment, answeredAt })
  recordAnswer(tx, { ...survey, answeredAt }, { score, low })
  return { score, comment, changed: survey.score !== null }
}

/** `answeredAt` is the first answer, `givenAt` this one: a change is counted in the hour it corrects. The comment is the customer's and stays out. */
function recordAnswer(
  tx: Tx,
  survey: SurveyRow & { answeredAt: Date },
  { score, low }: { score: number; low: boolean },
): void {
  const { staffId, groupId, channel, category, score: previous, low: wasLow, answeredAt } = survey
  tx.record({
    subject: subjectOf(survey),
    kind: 'survey.answered',
    from: previous === null ? 'invited' : 'answered',
    to: 'answered',
    payload: {
      score,
      low,
      staffId,
      groupId,
      previous,
      previousLow: wasLow ?? false,
      channel,
      category,
      answeredAt: answeredAt.toISOString(),
      givenAt: tx.clock.now().toISOString(),
    },
  })
}

const subjectOf = ({ subjectType, subjectId }: SurveyRow): Subject => ({ type: subjectType, id: subjectId })

/** "Do not ask me again": this invitation is over, and the purpose is withdrawn (domain/model 2.3 "Survey", "Consent"). False when it was before. */
export async function optOut(tx: Tx, by: { subject: Subject } | { tokenHash: Buffer }): Promise<boolean> {
  const survey = await lockedSurvey(tx, by)
  if (!survey) throw new AppError('wrong_state')
  const { optedOut } = await askingFacts(tx, {
    customerId: survey.customerId,
    subject: subjectOf(survey),
    since: tx.clock.now(),
  })
  if (survey.state === 'opted_out' || (optedOut && survey.state !== 'invited')) return false
  // What was answered stays answered; only the asking ends.
  const to = survey.state === 'answered' ? 'answered' : 'opted_out'
  await changeSurvey(tx, survey.id, { state: to })
  const { staffId, groupId, channel } = survey
  const payload = { staffId, groupId, channel }
  tx.record({ subject: subjectOf(survey), kind: 'survey.opted_out', from: survey.state, to, payload })
  const consent = { purpose: 'survey', textVersion: 'survey-1', state: 'withdrawn' } as const
  await recordConsent(tx, { ...consent, customerId: survey.customerId, channel })
  return true
}

/** What the subject turned out to be about, known only when its record is written. */
export async function categoriseSurvey(tx: Tx, subject: Subject, category: string): Promise<void> {
  const survey = await surveyOf(tx, subject)
  if (survey && survey.category !== category) await changeSurvey(tx, survey.id, { category })
}

/**
 * The private address of a survey, for messages through other channels: 256 bits that only the key of this installation
 * can make again, so the same survey always has the same address and the table keeps no more than its hash.
 */
export async function surveyLinkOf(tx: Tx, surveyId: string): Promise<string> {
  const token = linkToken(tx, surveyId)
  await changeSurvey(tx, surveyId, { tokenHash: hashToken(token) as Buffer })
  return `${tx.platform.publicUrl.replace(/\/$/, '')}/s/${token}`
}

const linkToken = (ctx: Ctx, surveyId: string) => ctx.platform.sealer.sign(surveyId, 'survey-link')
