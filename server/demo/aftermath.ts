import { inviteExpiry, isLow, restsSince } from '../../domain/surveys/rules.ts'
import type { Row } from './bulk.ts'
import type { Played, World } from './talk.ts'

export type Survey = { sentAt: Date; answeredAt: Date | null; score: number | null; comment: string }
export type Closing = { survey: Survey | null; closedAt: Date | null }

/** After the talk: the customer is invited and perhaps rates, the agent writes the record. An abandoned one has neither. */
export function concludeTalk(world: World, played: Played, lastInvited: Date | undefined): Closing {
  if (played.endReason === 'abandoned') return { survey: null, closedAt: null }
  const survey = restsSince(played.endedAt) < (lastInvited ?? new Date(0)) ? null : invite(world, played)
  const wrapSeconds = Math.min(world.dice.lognormal(55, 0.7), 900)
  // Whichever comes first is told first.
  const answersFirst = survey !== null && world.dice.chance(0.5)
  if (survey && answersFirst) rate(world, played, survey)
  const spent = (played.line.now().getTime() - played.endedAt.getTime()) / 1000
  const closedAt = close(world, played, wrapSeconds - spent)
  if (survey && !answersFirst) rate(world, played, survey)
  return { survey, closedAt }
}

const about = (world: World, played: Played) => ({
  groupId: world.groups.get(played.groupKey),
  staffId: played.agent?.id ?? null,
})

function invite(world: World, played: Played): Survey {
  played.line.log({ kind: 'survey.invited', to: 'invited', payload: { ...about(world, played), scale: 'five' } })
  return { sentAt: played.endedAt, answeredAt: null, score: null, comment: '' }
}

function rate(world: World, played: Played, survey: Survey): void {
  const { dice } = world
  const { line } = played
  if (!dice.chance(0.5)) return
  const score = scoreOf(world, played)
  survey.answeredAt = line.pass(dice.lognormal(22, 0.5))
  survey.score = score
  const said = world.content.voices[played.customer.locale]
  survey.comment = dice.pick(score >= 4 ? said.good : score === 3 ? said.fair : said.poor)
  line.log({
    kind: 'survey.answered',
    from: 'invited',
    to: 'answered',
    payload: {
      ...about(world, played),
      score,
      low: isLow(score),
      previous: null,
      answeredAt: survey.answeredAt.toISOString(),
    },
  })
  line.say({ sender: 'system', system: { key: 'rated', params: { score } } })
}

/** Waiting, a late greeting, being handed over and an open problem cost stars. */
function scoreOf({ dice }: World, { waitSeconds, greetSeconds, legs, dialogue }: Played): number {
  const cost =
    (waitSeconds > 60 ? 0.7 : 0) +
    (greetSeconds > 30 ? 0.5 : 0) +
    (legs.length > 1 ? 0.3 : 0) +
    (dialogue.unresolved ? 0.9 : 0) -
    dialogue.mood * 0.45
  const score = Math.round(4.6 - cost + (dice.next() + dice.next() - 1) * 1.7)
  return Math.min(5, Math.max(1, score))
}

/** Category and result stand in every closed conversation (domain/model 2.6). */
function close(world: World, played: Played, seconds: number): Date {
  const { line, dialogue, agent, endedAt } = played
  const closedAt = line.pass(seconds)
  const wrapMs = closedAt.getTime() - endedAt.getTime()
  line.log({
    kind: 'conversation.closed',
    from: 'wrap_up',
    to: 'closed',
    ...(agent && { actor: agent.id }),
    payload: {
      ...about(world, played),
      category: dialogue.category,
      stage: stageOf(world, played),
      resolved: !dialogue.unresolved,
      wrapMs,
    },
  })
  return closedAt
}

const itemOf = ({ content }: World, { dialogue }: Played) => {
  const found = content.classification.items.find((item) => item.key === dialogue.category)
  if (!found) throw new Error(`no category ${dialogue.category}`)
  return found
}
const stageOf = (world: World, played: Played) => itemOf(world, played).stage

/** The conversation's row as the living product would have left it. */
export function conversationRow(
  world: World,
  played: Played,
  { closedAt, previousId }: { closedAt: Date | null; previousId: string | null },
): Row {
  const { line, customer, dialogue, agent, firstAgent, legs, order } = played
  const isOver = closedAt !== null
  const last = line.messages.length
  return {
    id: line.id,
    siteId: world.siteId,
    visitorId: customer.visitorId,
    customerId: customer.id,
    state: isOver ? 'closed' : 'abandoned',
    revision: last + line.events.length,
    groupId: world.groups.get(played.groupKey),
    assigneeId: agent?.id ?? null,
    firstResponsibleId: firstAgent?.id ?? null,
    declinedBy: [],
    urgency: isOver ? itemOf(world, played).default_urgency : 'normal',
    category: isOver ? dialogue.category : null,
    stage: isOver ? stageOf(world, played) : null,
    result: isOver ? dialogue.result : null,
    resolved: isOver ? !dialogue.unresolved : null,
    leftMessage: false,
    locale: customer.locale,
    prechat: {},
    orderNo: order?.orderNo ?? null,
    startedAt: played.startedAt,
    welcomedAt: played.startedAt,
    queuedAt: legs.at(-1)?.queuedAt ?? played.queuedAt,
    acceptedAt: played.acceptedAt,
    firstAgentMessageAt: played.firstAgentMessageAt,
    endedAt: played.endedAt,
    closedAt,
    endReason: played.endReason,
    previousId,
    transferredCount: Math.max(0, legs.length - 1),
    lastSeq: last,
    lastNoteSeq: 0,
    lastMessage: line.lastSpoken(),
    lastActivityAt: closedAt ?? played.endedAt,
    unread: 0,
    customerReceived: last,
    customerRead: last,
    agentReceived: last,
    agentRead: last,
  }
}

export function surveyRow(world: World, played: Played, { survey, id }: { survey: Survey; id: string }): Row {
  return {
    ...survey,
    ...about(world, played),
    id,
    subjectType: 'conversation',
    subjectId: played.line.id,
    customerId: played.customer.id,
    scale: 'five',
    state: survey.score === null ? 'invited' : 'answered',
    low: survey.score === null ? null : isLow(survey.score),
    category: played.dialogue.category,
    expiresAt: inviteExpiry(survey.sentAt),
  }
}
