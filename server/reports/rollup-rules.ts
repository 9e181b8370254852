import { type RawBuilder, sql } from 'kysely'
import { clockSeconds } from '../../domain/clocks/kinds.ts'
import { answerSeconds, type CountedFigure, satisfiedScore, shortAbandonSeconds } from '../../domain/reports/tally.ts'

type Rule = {
  figure: CountedFigure
  kind: string
  value?: RawBuilder<unknown>
  only?: RawBuilder<unknown>
  n?: RawBuilder<unknown>
  good?: RawBuilder<unknown>
  sampled?: true
}

/** A payload is never trusted to be a number: one odd event must not stop the counting. */
const number = (key: string) =>
  sql`case when jsonb_typeof(payload -> ${sql.lit(key)}) = 'number' then (payload ->> ${sql.lit(key)})::numeric end`
const isTrue = (key: string) => sql`coalesce(payload ->> ${sql.lit(key)}, '') = 'true'`
const within = (key: string, seconds: number) => sql`(${number(key)}) <= ${sql.lit(seconds * 1000)}`
const is = (condition: RawBuilder<unknown>) => sql`case when ${condition} then 1 else 0 end`
const isGoodScore = (key: string) => is(sql`(${number(key)}) >= ${sql.lit(satisfiedScore)}`)

/** Which event counts for what (domain/metrics 3.1, 3.2). A missing value was not measured; a negative one is an error. */
const rules: readonly Rule[] = [
  {
    figure: 'welcome',
    kind: 'conversation.started',
    value: number('welcomeMs'),
    good: is(within('welcomeMs', clockSeconds.auto_welcome)),
  },
  // The customer's view: the first wait only. Who left a message does not wait.
  {
    figure: 'wait',
    kind: 'conversation.accepted',
    value: number('waitMs'),
    only: sql`${isTrue('firstLeg')} and not ${isTrue('leftMessage')}`,
    good: is(within('waitMs', answerSeconds)),
    sampled: true,
  },
  { figure: 'greeting', kind: 'conversation.greeted', value: number('delayMs'), good: is(isTrue('inTime')) },
  { figure: 'frt', kind: 'conversation.greeted', value: number('frtMs'), sampled: true },
  { figure: 'turn', kind: 'conversation.turn_answered', value: number('ms'), good: is(isTrue('inTime')) },
  { figure: 'handle', kind: 'conversation.ended', value: number('handleMs') },
  { figure: 'wrap', kind: 'conversation.closed', value: number('wrapMs') },
  {
    figure: 'abandoned',
    kind: 'conversation.abandoned',
    value: number('waitMs'),
    good: is(within('waitMs', shortAbandonSeconds)),
  },
  { figure: 'invited', kind: 'survey.invited' },
  // A changed score replaces the earlier one: its case is counted already (metrics 3.2 "duplicates: last within 24 h").
  {
    figure: 'csat',
    kind: 'survey.answered',
    value: number('score'),
    n: is(sql`(${number('previous')}) is null`),
    good: sql`${isGoodScore('score')} - ${isGoodScore('previous')}`,
  },
  // As it was judged when it was given; a score that was raised since is low no more.
  {
    figure: 'low',
    kind: 'survey.answered',
    only: sql`(${isTrue('low')}) <> (${isTrue('previousLow')})`,
    n: sql`${is(isTrue('low'))} - ${is(isTrue('previousLow'))}`,
  },
]

const msOf = (key: string) =>
  sql`case when jsonb_typeof(payload -> ${sql.lit(key)} -> 'ms') = 'number' then (payload -> ${sql.lit(key)} ->> 'ms')::numeric end`
const metInTime = (key: string) => sql`coalesce(payload -> ${sql.lit(key)} ->> 'inTime', '') = 'true'`
const breachOf = (clock: string) => sql`payload ->> 'clock' = ${sql.lit(clock)}`

/** Tickets (metrics 3.3): a limit is met when it is stopped in time, and breached once, when it runs out. */
const ticketRules: readonly Rule[] = [
  { figure: 'ticket_created', kind: 'ticket.created' },
  { figure: 'ticket_resolved', kind: 'ticket.resolved', value: msOf('outcome'), sampled: true },
  { figure: 'ticket_closed', kind: 'ticket.closed' },
  { figure: 'ticket_reopened', kind: 'ticket.disputed' },
  { figure: 'ticket_reopened', kind: 'ticket.reopened' },
  ...['ticket.replied', 'ticket.customer_asked', 'ticket.resolved'].map(
    (kind): Rule => ({
      figure: 'response_met',
      kind,
      only: metInTime('response'),
      value: msOf('response'),
      sampled: true,
    }),
  ),
  { figure: 'response_breached', kind: 'ticket.breached', only: breachOf('first_response') },
  { figure: 'result_met', kind: 'ticket.resolved', only: metInTime('outcome'), value: msOf('outcome') },
  { figure: 'result_breached', kind: 'ticket.breached', only: breachOf('resolution') },
]

const measured = (rule: Rule) => sql`
  select hour, group_id, staff_id, channel, ${sql.lit(rule.figure)} as figure, ${rule.n ?? sql`1`} as n, ${rule.good ?? sql`0`} as good,
    ${rule.value ?? sql`0`} as value, ${rule.figure === 'csat' ? sql`coalesce(${number('previous')}, 0)` : sql`0`} as earlier,
    ${sql.lit(rule.sampled === true)} as sampled
  from fresh where kind = ${sql.lit(rule.kind)} ${rule.only ? sql`and ${rule.only}` : sql``}`

/** Every case with its value, out of `fresh`: the events of a portion with hour, group, person and channel. */
export const measuredCases = sql.join([...rules, ...ticketRules].map(measured), sql` union all `)
