import type { ServiceFacts } from '../../../domain/clocks/policies.ts'
import type { Urgency } from '../../../domain/tickets/urgency.ts'
import { atLeast, raisedUrgency, raisersOf } from '../../../domain/tickets/urgency.ts'
import type { LimitFor } from '../../clocks/actions.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import type { DemoAgent, KnownCustomer, World } from '../talk.ts'
import { afterBreach } from './late.ts'
import { play } from './life.ts'
import { TicketLimits } from './limits.ts'
import { type Rows, TicketLine, type TicketStory } from './line.ts'
import type { Plan } from './plans.ts'
import { filled, type Scripts } from './script.ts'
import { minute, type People, type Story } from './story.ts'

export type Places = Map<string, { id: string; contact: string | null }>
export type Scene = {
  world: World
  scripts: Scripts
  limitFor: LimitFor
  departments: Places
  now: Date
  rows: Rows
  invited: Map<string, number[]>
  numberFor: (prefix: string, at: Date) => string
}

/** Tells one case from beginning to present, into the rows of the scene. */
export function tellCase(scene: Scene, plan: Plan): void {
  const { world, rows, now } = scene
  const { script, customer } = plan
  const category = categoryOf(world, script.category)
  const people = peopleOf(scene, plan, category)
  const ticket = ticketRow(scene, plan, { people, category })
  const line = new TicketLine(ticket, rows, new Date(now.getTime() - minute / 2))
  const facts = factsOf(ticket, customer)
  const limits = new TicketLimits(line, {
    limitFor: scene.limitFor,
    facts,
    onBreach: (breach) => afterBreach(story, breach),
  })
  const goods = plan.order?.product ?? plan.goods
  const values = { product: goods.name[script.locale], order: plan.order?.orderNo ?? '' }
  const story: Story = {
    ...{ dice: world.dice, script, line, limits, people, takesMs: plan.takesMs, asks: plan.asks },
    ...{ isMistake: plan.isMistake, invited: scene.invited, numberFor: scene.numberFor },
    ...{ complaint: null, node: null, escalations: [], atPresent: [] },
    late: world.dice.pick(scene.scripts.late[script.locale]),
    say: (text) => filled(text, values),
  }
  ticket.subject = story.say(script.subject)
  ticket.descriptionCustomer = story.say(script.words)
  play(story, plan.stop)
}

function categoryOf({ content }: World, key: string) {
  const found = content.classification.items.find((item) => item.key === key)
  if (!found) throw new Error(`no category ${key}`)
  return found
}
type Category = ReturnType<typeof categoryOf>

export const isSupervisor = ({ groups }: DemoAgent) => groups.length > 5

function peopleOf({ world, departments }: Scene, plan: Plan, { default_group: group }: Category): People {
  const { dice, agents } = world
  const supervisor = agents.find(isSupervisor) ?? (agents[0] as DemoAgent)
  const workers = agents.filter((one) => !isSupervisor(one))
  const able = workers.filter((one) => group === null || one.groups.includes(group))
  const creator = (plan.conversation?.assigneeId as string | undefined) ?? dice.pick(workers).id
  // Who spoke with the customer keeps the case when it is theirs to keep.
  const keeps = able.some(({ id }) => id === creator) && dice.chance(0.6)
  const assignee = keeps ? creator : (able.length > 0 ? dice.pick(able) : supervisor).id
  const department = plan.sends && plan.script.department ? departments.get(plan.script.department.key) : undefined
  return { creator, assignee, supervisor: supervisor.id, department: department ?? null }
}

const channels = ['phone', 'email', 'form', 'app', 'store'] as const
const channelWeight = { phone: 58, email: 14, form: 12, app: 10, store: 6 }

type Known = { people: People; category: Category }

function ticketRow(scene: Scene, plan: Plan, { people, category }: Known): TicketStory {
  const { dice, groups } = scene.world
  const { script, customer, conversation, order, createdAt } = plan
  const nature = script.category.split('.')[0] as string
  const raisers = raisersOf({ category: script.category, sentiment: script.sentiment, raisers: [] })
  const chosen = atLeast(plan.urgency, category.default_urgency as Urgency)
  const goesToSenior = nature === 'complaint'
  const keeps = people.creator === people.assignee && plan.stop !== 'assign' && plan.stop !== 'accept'
  const state = keeps ? 'in_progress' : goesToSenior ? 'assigned' : 'new'
  const department = people.department ?? scene.departments.get(script.department?.key ?? '')
  return {
    ...{ id: uuidv7(createdAt), no: scene.numberFor('GD', createdAt), revision: 0, state, escalated: false },
    ...{ subject: '', nature, category: script.category, stage: category.stage, tags: script.tags, fields: {} },
    ...{ urgency: raisedUrgency(chosen, raisers), urgencyRaisers: raisers, urgencyReason: '' },
    ...{ sentiment: script.sentiment, locale: script.locale, customerId: customer.id, anonymousReason: '' },
    channel: conversation ? 'web_chat' : dice.weighted(channels, (one) => channelWeight[one]),
    ...{ preferredChannel: conversation ? 'chat' : 'phone', conversationId: conversation?.id ?? null },
    ...{ orderNo: order?.orderNo ?? null, product: (order?.product ?? plan.goods).name[script.locale], store: '' },
    ...{ pageUrl: '', descriptionCustomer: '', descriptionVerified: script.verified },
    ...{ initialSuggestion: script.suggestion, demand: '', peopleInvolved: '', cause: '', causeUnknownReason: '' },
    ...{ occurredAt: new Date(createdAt.getTime() - dice.whole(20, 2000) * minute), occurredRoughly: true },
    ...{ wantedBy: null, groupId: groups.get(category.default_group ?? 'online_group') ?? null },
    ...{ departmentId: department?.id ?? null, assigneeId: state === 'new' ? null : people.assignee },
    firstResponsibleId: conversation?.firstResponsibleId ?? people.creator,
    ...{ createdBy: people.creator, result: '', solution: '', customerNotes: '', feedbackNoteId: null },
    ...{ surveyState: 'none', waitingSteps: '', waitingUntil: null, waitingSince: null, parentId: null },
    ...{ duplicateOf: null, splitFrom: null, reopenedCount: 0, closeReason: null, nextDueAt: null, nextDueKind: null },
    ...{ createdAt, assignedAt: state === 'new' ? null : createdAt, acceptedAt: keeps ? createdAt : null },
    ...{ firstReplyAt: null, resolvedAt: null, closedAt: null, archivedAt: null, lastActivityAt: createdAt },
    toldAt: conversation ? createdAt : null,
  }
}

function factsOf({ urgency, category, channel, groupId }: Row, { level }: KnownCustomer): ServiceFacts {
  return {
    urgency: urgency as Urgency,
    category: category as string,
    channel: channel as string,
    customerLevel: level,
    groupId: groupId as string | null,
  }
}
