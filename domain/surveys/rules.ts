/** domain/model 2.3 "Survey": an invitation runs out after 7 days; a customer is asked at most once in 24 h (default). */
export const inviteDays = 7
export const inviteRestHours = 24
/** A score may be changed until 24 h after the first answer; the history stays in the event log. */
export const changeHours = 24
/** domain/model 2.3, decision C5: 3 and less (default) is a low score, which is owed a call-back. */
export const lowScore = 3

/** invited -> answered | expired | opted_out (domain/model 2.3). */
export const surveyStates = ['invited', 'answered', 'expired', 'opted_out'] as const
export type SurveyState = (typeof surveyStates)[number]

export const ratingScales = ['five', 'three'] as const
export type RatingScale = (typeof ratingScales)[number]

const hour = 3_600_000

export const isLow = (score: number, max = lowScore) => score <= max
export const inviteExpiry = (sentAt: Date) => new Date(sentAt.getTime() + inviteDays * 24 * hour)
export const restsSince = (now: Date, hours = inviteRestHours) => new Date(now.getTime() - hours * hour)

/** Three buttons 满意 / 一般 / 不满意 count as 5, 3 and 1 (domain/metrics 3.2, CSAT). */
export function isOnScale(scale: RatingScale, score: number): boolean {
  return scoresOf(scale).includes(score)
}

/** The scores a scale offers, best last. */
export const scoresOf = (scale: RatingScale): readonly number[] => (scale === 'five' ? [1, 2, 3, 4, 5] : [1, 3, 5])

type Invitation = { expiresAt: Date; answeredAt: Date | null }

/** Whether an answer, the first or a changed one, still counts at `now`. Both limits include their last instant. */
export function takesAnswer({ expiresAt, answeredAt }: Invitation, now: Date): boolean {
  const until = answeredAt ? answeredAt.getTime() + changeHours * hour : expiresAt.getTime()
  return now.getTime() <= until
}

/** Why nobody was asked, when nobody was; completeness of a record names it (records 6.4). */
export type SkipReason = 'asked_recently' | 'opted_out'

/** Asked at most once in the centre's rest, and never again after "do not ask me" (domain/model 2.3 "Survey", "Consent"). */
export function skipReason(facts: { askedSince: boolean; optedOut: boolean }): SkipReason | null {
  if (facts.optedOut) return 'opted_out'
  return facts.askedSince ? 'asked_recently' : null
}
