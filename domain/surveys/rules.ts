/** domain/model 2.3 "Survey": an invitation runs out after 7 days; a customer is asked at most once in 24 h. */
export const inviteDays = 7
export const inviteRestHours = 24
/** A score may be changed until 24 h after the first answer; the history stays in the event log. */
export const changeHours = 24
/** domain/model 2.3: 3 and less is a low score, which is owed a call-back. */
export const lowScore = 3

export const ratingScales = ['five', 'three'] as const
export type RatingScale = (typeof ratingScales)[number]

const hour = 3_600_000

export const isLow = (score: number) => score <= lowScore
export const inviteExpiry = (sentAt: Date) => new Date(sentAt.getTime() + inviteDays * 24 * hour)
export const restsSince = (now: Date) => new Date(now.getTime() - inviteRestHours * hour)

/** Three buttons 满意 / 一般 / 不满意 count as 5, 3 and 1 (domain/metrics 3.2, CSAT). */
export function isOnScale(scale: RatingScale, score: number): boolean {
  return scale === 'five' ? Number.isInteger(score) && score >= 1 && score <= 5 : [1, 3, 5].includes(score)
}

type Invitation = { expiresAt: Date; answeredAt: Date | null }

/** Whether an answer, the first or a changed one, still counts at `now`. Both limits include their last instant. */
export function takesAnswer({ expiresAt, answeredAt }: Invitation, now: Date): boolean {
  const until = answeredAt ? answeredAt.getTime() + changeHours * hour : expiresAt.getTime()
  return now.getTime() <= until
}
