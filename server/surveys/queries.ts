import { sql } from 'kysely'
import type { Locale } from '../../domain/locale.ts'
import type { RatingScale, SurveyState } from '../../domain/surveys/rules.ts'
import type { Ctx, Tx } from '../platform/context.ts'

export type Subject = { type: 'conversation' | 'ticket'; id: string }
export type SurveyRow = {
  id: string
  subjectType: Subject['type']
  subjectId: string
  customerId: string
  staffId: string | null
  groupId: string | null
  channel: string
  category: string | null
  scale: RatingScale
  state: SurveyState
  expiresAt: Date
  answeredAt: Date | null
  score: number | null
  low: boolean | null
  comment: string
}
export type SurveyOfTalk = { scale: RatingScale; score: number | null; comment: string; expiresAt: string }

export type NewSurvey = {
  id: string
  subject: Subject
  customerId: string
  staffId: string | null
  groupId: string | null
  channel: string
  category: string | null
  scale: RatingScale
  sentAt: Date
  expiresAt: Date
}

const columns = [
  'id',
  'subjectType',
  'subjectId',
  'customerId',
  'staffId',
  'groupId',
  'channel',
  'category',
  'scale',
  'state',
  'expiresAt',
  'answeredAt',
  'score',
  'low',
  'comment',
] as const

/** False when this subject has an invitation already. */
export async function insertSurvey(tx: Tx, { subject, ...survey }: NewSurvey): Promise<boolean> {
  const made = await tx.db
    .insertInto('survey')
    .values({ ...survey, subjectType: subject.type, subjectId: subject.id })
    .onConflict((conflict) => conflict.columns(['subjectType', 'subjectId']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** Two services that end at once for one customer are asked about one after the other. */
export async function lockAsking(tx: Tx, customerId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`survey ${customerId}`}, 0))`.execute(tx.db)
}

/** What decides whether a customer is asked, in one look. */
export async function askingFacts(
  tx: Tx,
  { customerId, subject, since }: { customerId: string; subject: Subject; since: Date },
) {
  const { rows } = await sql<{ invited: boolean; askedSince: boolean; optedOut: boolean }>`
    select exists (select 1 from survey where subject_type = ${subject.type} and subject_id = ${subject.id}) as invited,
      exists (select 1 from survey where customer_id = ${customerId} and sent_at > ${since}) as asked_since,
      coalesce((select state = 'withdrawn' from consent where customer_id = ${customerId} and purpose = 'survey'
        order by at desc, id desc limit 1), false) as opted_out`.execute(tx.db)
  return rows[0] as { invited: boolean; askedSince: boolean; optedOut: boolean }
}

/** Locked until commit: two tabs that answer at once answer one after the other. */
export async function lockedSurvey(
  tx: Tx,
  by: { subject: Subject } | { tokenHash: Buffer },
): Promise<SurveyRow | undefined> {
  const all = tx.db.selectFrom('survey').select(columns).forUpdate()
  const one =
    'subject' in by
      ? all.where('subjectType', '=', by.subject.type).where('subjectId', '=', by.subject.id)
      : all.where('tokenHash', '=', by.tokenHash)
  return (await one.executeTakeFirst()) as SurveyRow | undefined
}

export async function surveyOf(ctx: Ctx, subject: Subject): Promise<SurveyRow | undefined> {
  const row = await ctx.db
    .selectFrom('survey')
    .select(columns)
    .where('subjectType', '=', subject.type)
    .where('subjectId', '=', subject.id)
    .executeTakeFirst()
  return row as SurveyRow | undefined
}

export async function changeSurvey(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<SurveyRow, 'state' | 'score' | 'low' | 'comment' | 'answeredAt' | 'category'> & { tokenHash: Buffer }
  >,
): Promise<void> {
  await tx.db.updateTable('survey').set(change).where('id', '=', id).execute()
}

/** What the page behind a private link shows. */
export type LinkedSurvey = SurveyRow & {
  locale: Locale
  timeZone: string
  brand: string
  agent: string | null
  ticketNo: string | null
}

export async function linkedSurvey(ctx: Ctx, tokenHash: Buffer): Promise<LinkedSurvey | undefined> {
  const { rows } = await sql<LinkedSurvey>`
    select survey.id, survey.subject_type, survey.subject_id, survey.customer_id, survey.staff_id, survey.group_id,
      survey.channel, survey.category, survey.scale, survey.state, survey.expires_at, survey.answered_at, survey.score,
      survey.low, survey.comment, coalesce(conversation.locale, ticket.locale, customer.locale, centre.locale) as locale, centre.time_zone,
      coalesce(site.settings ->> 'brand', centre.name) as brand, staff.name as agent, ticket.no as ticket_no
    from survey join customer on customer.id = survey.customer_id cross join centre
    left join ticket on survey.subject_type = 'ticket' and ticket.id = survey.subject_id
    left join conversation on conversation.id = coalesce(ticket.conversation_id, survey.subject_id)
    left join site on site.id = conversation.site_id left join staff on staff.id = survey.staff_id
    where survey.token_hash = ${tokenHash}`.execute(ctx.db)
  return rows[0]
}

export type Expired = Pick<SurveyRow, 'id' | 'subjectType' | 'subjectId' | 'staffId' | 'groupId' | 'channel'>

/** Invitations whose time is over, closed a batch at a time; another node that looks at the same moment takes others. */
export async function expireSurveys(tx: Tx, limit: number): Promise<Expired[]> {
  const { rows } = await sql<Expired>`
    update survey set state = 'expired' where id in (
      select id from survey where state = 'invited' and expires_at < ${tx.clock.now()} order by expires_at limit ${limit}
      for update skip locked)
    returning id, subject_type, subject_id, staff_id, group_id, channel`.execute(tx.db)
  return rows
}

/** Invitations and answers of these conversations, as the customer's window and the inbox show them. */
export async function surveysOf(ctx: Ctx, conversationIds: readonly string[]): Promise<Map<string, SurveyOfTalk>> {
  if (conversationIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('survey')
    .select(['subjectId', 'scale', 'score', 'comment', 'expiresAt'])
    .where('subjectType', '=', 'conversation')
    .where('subjectId', 'in', conversationIds)
    .where('state', '<>', 'opted_out')
    .execute()
  return new Map(
    rows.map(({ subjectId, scale, score, comment, expiresAt }) => [
      subjectId,
      { scale: scale as RatingScale, score, comment, expiresAt: expiresAt.toISOString() },
    ]),
  )
}
