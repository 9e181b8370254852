import { sql } from 'kysely'
import type { RatingScale } from '../../domain/surveys/rules.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type SurveyRow = {
  id: string
  staffId: string | null
  groupId: string | null
  channel: string
  scale: RatingScale
  expiresAt: Date
  answeredAt: Date | null
  score: number | null
  comment: string
}
export type SurveyOfTalk = { scale: RatingScale; score: number | null; comment: string; expiresAt: string }

type NewSurvey = {
  conversationId: string
  customerId: string
  staffId: string | null
  groupId: string | null
  scale: RatingScale
  sentAt: Date
  expiresAt: Date
}

/** Answers the channel when the invitation is new, undefined when this conversation has one already. */
export async function insertSurvey(tx: Tx, survey: NewSurvey): Promise<{ channel: string } | undefined> {
  const { conversationId, customerId, staffId, groupId, scale, sentAt, expiresAt } = survey
  const { rows } = await sql<{ channel: string }>`
    insert into survey (id, subject_type, subject_id, customer_id, staff_id, group_id, scale, sent_at, expires_at)
    values (${tx.clock.newId()}, 'conversation', ${conversationId}, ${customerId}, ${staffId}, ${groupId}, ${scale}, ${sentAt}, ${expiresAt})
    on conflict (subject_type, subject_id) do nothing
    returning (select channel from conversation where conversation.id = subject_id) as channel`.execute(tx.db)
  return rows[0]
}

export async function wasInvitedSince(tx: Tx, customerId: string, since: Date): Promise<boolean> {
  const row = await tx.db
    .selectFrom('survey')
    .select('id')
    .where('customerId', '=', customerId)
    .where('sentAt', '>', since)
    .executeTakeFirst()
  return row !== undefined
}

/** Locked until commit: two tabs that answer at once answer one after the other. */
export async function surveyForAnswer(tx: Tx, subjectId: string): Promise<SurveyRow | undefined> {
  const { rows } = await sql<SurveyRow>`
    select survey.id, survey.staff_id, survey.group_id, conversation.channel, survey.scale, survey.expires_at,
      survey.answered_at, survey.score, survey.comment
    from survey join conversation on conversation.id = survey.subject_id
    where survey.subject_type = 'conversation' and survey.subject_id = ${subjectId} for update of survey`.execute(tx.db)
  return rows[0]
}

export async function writeAnswer(tx: Tx, id: string, answer: { score: number; comment: string; answeredAt: Date }) {
  await tx.db.updateTable('survey').set(answer).where('id', '=', id).execute()
}

/** Invitations and answers of these conversations, as the customer's window and the inbox show them. */
export async function surveysOf(ctx: Ctx, conversationIds: readonly string[]): Promise<Map<string, SurveyOfTalk>> {
  if (conversationIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('survey')
    .select(['subjectId', 'scale', 'score', 'comment', 'expiresAt'])
    .where('subjectType', '=', 'conversation')
    .where('subjectId', 'in', conversationIds)
    .execute()
  return new Map(
    rows.map(({ subjectId, scale, score, comment, expiresAt }) => [
      subjectId,
      { scale: scale as RatingScale, score, comment, expiresAt: expiresAt.toISOString() },
    ]),
  )
}
