import type { Locale } from '../../domain/locale.ts'
import type { DemoContent, Dialogue } from './content.ts'
import type { DemoCustomer, DemoOrder } from './customers.ts'
import { dialogueFor, fill, namesOrder, type Turn, turnsOf } from './lines.ts'
import type { Dice } from './random.ts'
import { pressureAt } from './schedule.ts'
import { openTimeline, type Timeline } from './timeline.ts'

export type DemoAgent = { id: string; name: string; staffNo: string; groups: readonly string[] }
export type KnownCustomer = DemoCustomer & { id: string; visitorId: string }
export type World = {
  dice: Dice
  content: DemoContent
  siteId: string
  brand: string
  /** Group key -> id. */
  groups: ReadonlyMap<string, string>
  agents: readonly DemoAgent[]
}
export type Leg = {
  groupId: string
  staffId: string | null
  queuedAt: Date
  startedAt: Date | null
  endedAt: Date
  endReason: string
}
export type Played = {
  line: Timeline
  customer: KnownCustomer
  dialogue: Dialogue
  order: DemoOrder | undefined
  legs: Leg[]
  startedAt: Date
  queuedAt: Date
  agent: DemoAgent | null
  firstAgent: DemoAgent | null
  groupKey: string
  acceptedAt: Date | null
  firstAgentMessageAt: Date | null
  endedAt: Date
  endReason: 'agent' | 'customer' | 'idle' | 'abandoned'
  waitSeconds: number
  greetSeconds: number
}

const greetLimit = 30
const turnLimit = 60

/** Plays one dialogue between a customer and whoever takes it, with the waits of that hour. */
export function playTalk(world: World, customer: KnownCustomer, startedAt: Date): Played {
  const orders = customer.orders.filter((one) => one.placedAt < startedAt)
  const dialogue = dialogueFor(world, customer.locale, orders.length > 0)
  const line = openTimeline(startedAt)
  const order = namesOrder(dialogue) || world.dice.chance(0.3) ? orders.at(-1) : undefined
  const played: Played = {
    line,
    customer,
    dialogue,
    order,
    legs: [],
    startedAt,
    queuedAt: startedAt,
    agent: null,
    firstAgent: null,
    groupKey: 'online_group',
    acceptedAt: null,
    firstAgentMessageAt: null,
    endedAt: startedAt,
    endReason: 'agent',
    waitSeconds: 0,
    greetSeconds: 0,
  }
  const texts = turnsOf(world, dialogue, order)
  const opening = texts.findIndex((turn) => turn.sender === 'agent')
  begin(world, played, texts.slice(0, opening))
  if (played.endReason !== 'abandoned') converse(world, played, texts.slice(opening))
  return played
}

/** Welcome, queue, the customer's first lines; then somebody accepts, or patience ends. */
function begin(world: World, played: Played, first: readonly Turn[]): void {
  const { dice, content, brand } = world
  const { line, customer } = played
  const groupId = world.groups.get(played.groupKey) as string
  const about = { groupId, staffId: null, leftMessage: false }
  const welcome = fill(content.script('greet.auto.welcome')[customer.locale], { brand, wait_minutes: '1' })
  line.say({ sender: 'system', body: welcome, system: { key: 'welcome', params: {} } })
  line.log({ kind: 'conversation.started', to: 'queued', payload: { ...about, welcomeMs: dice.whole(4, 60) } })
  line.log({ kind: 'conversation.queued', from: 'queued', to: 'queued', payload: about })
  for (const turn of first) {
    line.say({ sender: 'customer', senderId: customer.visitorId, body: turn.body })
    line.pass(dice.lognormal(2, 0.5))
  }
  const wait = Math.min(dice.lognormal(4 + 12 * pressureAt(played.startedAt), 0.8), 600)
  const patience = dice.exponential(420)
  if (wait > patience) abandon(played, groupId, patience)
  else accept(world, played, { groupId, queuedAt: played.startedAt, wait, agent: agentIn(world, played.groupKey) })
}

function abandon(played: Played, groupId: string, seconds: number): void {
  const { line, startedAt } = played
  played.endedAt = line.pass(seconds)
  played.endReason = 'abandoned'
  const waitMs = played.endedAt.getTime() - startedAt.getTime()
  played.legs.push({
    groupId,
    staffId: null,
    queuedAt: startedAt,
    startedAt: null,
    endedAt: played.endedAt,
    endReason: 'abandoned',
  })
  line.log({
    kind: 'conversation.abandoned',
    from: 'queued',
    to: 'abandoned',
    payload: { groupId, staffId: null, waitMs, reason: 'abandoned' },
  })
  line.say({ sender: 'system', system: { key: 'abandoned', params: {} } })
}

type Accept = { groupId: string; queuedAt: Date; wait: number; agent: DemoAgent }

function accept(world: World, played: Played, { groupId, queuedAt, wait, agent }: Accept): void {
  const { line } = played
  const at = line.pass(wait)
  const firstLeg = played.acceptedAt === null
  const waitMs = at.getTime() - queuedAt.getTime()
  played.legs.push({ groupId, staffId: agent.id, queuedAt, startedAt: at, endedAt: at, endReason: '' })
  played.agent = agent
  played.firstAgent ??= agent
  played.acceptedAt = at
  if (firstLeg) played.waitSeconds = waitMs / 1000
  line.log({
    kind: 'conversation.accepted',
    from: 'queued',
    to: 'active',
    actor: agent.id,
    payload: { groupId, staffId: agent.id, previousStaffId: null, waitMs, firstLeg },
  })
  line.say({ sender: 'system', system: { key: 'accepted', params: { name: agent.name, staffNo: agent.staffNo } } })
  greet(world, played, { groupId, agent, firstLeg })
}

/** SOP 000 二(一): the agent greets with name and staff number. */
function greet(
  world: World,
  played: Played,
  { groupId, agent, firstLeg }: { groupId: string; agent: DemoAgent; firstLeg: boolean },
): void {
  const { dice, content } = world
  const { line, customer } = played
  const acceptedAt = line.now()
  const at = line.pass(Math.min(dice.lognormal(9 + 6 * pressureAt(acceptedAt), 0.55), 240))
  const delayMs = at.getTime() - acceptedAt.getTime()
  const body = fill(content.script('greet.agent.open')[customer.locale], {
    agent_name: agent.name,
    agent_no: agent.staffNo,
  })
  line.say({ sender: 'agent', senderId: agent.id, body, scriptKey: 'greet.agent.open' })
  if (firstLeg) {
    played.firstAgentMessageAt = at
    played.greetSeconds = delayMs / 1000
  }
  line.log({
    kind: 'conversation.greeted',
    actor: agent.id,
    payload: {
      groupId,
      staffId: agent.id,
      delayMs,
      inTime: delayMs <= greetLimit * 1000,
      frtMs: firstLeg ? at.getTime() - played.queuedAt.getTime() : null,
    },
  })
}

function converse(world: World, played: Played, turns: readonly Turn[]): void {
  const { dice } = world
  const { line, customer, dialogue } = played
  let unanswered: Date | null = null
  const moveAfter = dialogue.mood < 0 || dice.chance(0.05) ? dice.whole(1, 3) : -1
  for (const [index, turn] of turns.entries()) {
    if (index === moveAfter) transfer(world, played)
    if (turn.sender === 'customer') {
      line.pass(dice.lognormal(20, 0.7))
      line.say({ sender: 'customer', senderId: customer.visitorId, body: turn.body })
      unanswered ??= line.now()
      continue
    }
    line.pass(index === 0 ? dice.lognormal(14, 0.5) : dice.lognormal(unanswered ? 28 : 9, 0.6))
    answer(played, turn.body, unanswered)
    unanswered = null
  }
  finish(world, played)
}

function answer(played: Played, body: string, unanswered: Date | null): void {
  const { line, agent, legs } = played
  if (!agent) return
  line.say({ sender: 'agent', senderId: agent.id, body })
  if (!unanswered) return
  const ms = line.now().getTime() - unanswered.getTime()
  const payload = { groupId: legs.at(-1)?.groupId, staffId: agent.id, ms, inTime: ms <= turnLimit * 1000 }
  line.log({ kind: 'conversation.turn_answered', actor: agent.id, payload })
}

/** To the group of the category, with a reason; the first responsible stays (R46). */
function transfer(world: World, played: Played): void {
  const { dice, content } = world
  const { line, dialogue, agent } = played
  const wanted = content.classification.items.find((item) => item.key === dialogue.category)?.default_group
  const others = world.agents.filter((one) => one !== agent && wanted && one.groups.includes(wanted))
  if (!wanted || wanted === played.groupKey || others.length === 0 || !agent) return
  const groupId = world.groups.get(wanted) as string
  const queuedAt = line.pass(dice.lognormal(15, 0.5))
  closeLeg(played, 'conversation.transferred')
  played.groupKey = wanted
  line.log({
    kind: 'conversation.transferred',
    from: 'active',
    to: 'queued',
    actor: agent.id,
    reason: transferReason[dialogue.locale],
    payload: { groupId, staffId: agent.id, preferred: null, previousStaffId: agent.id },
  })
  line.say({ sender: 'system', system: { key: 'transferred', params: {} } })
  accept(world, played, { groupId, queuedAt, wait: dice.lognormal(14, 0.6), agent: dice.pick(others) })
}

const transferReason: Record<Locale, string> = {
  'zh-CN': '需要专业组处理',
  'zh-TW': '需由專責組處理',
  en: 'Needs the specialists',
}
const endLine = { agent: 'ended_by_agent', customer: 'ended_by_customer', idle: 'ended_idle' } as const

function finish(world: World, played: Played): void {
  const { dice, content } = world
  const { line, customer, agent } = played
  const by = dice.weighted(['agent', 'customer', 'idle'] as const, (one) => ({ agent: 62, customer: 29, idle: 9 })[one])
  if (by === 'agent' && agent) {
    line.pass(dice.lognormal(25, 0.4))
    line.say({
      sender: 'agent',
      senderId: agent.id,
      body: content.script('closing.thanks')[customer.locale],
      scriptKey: 'closing.thanks',
    })
  }
  if (by === 'idle') {
    line.pass(600)
    line.log({ kind: 'conversation.idle_warned', from: 'active', to: 'waiting' })
    line.say({ sender: 'system', system: { key: 'idle_warned', params: {} } })
  }
  played.endedAt = line.pass(by === 'idle' ? 120 : dice.lognormal(12, 0.6))
  played.endReason = by
  closeLeg(played, `ended_${by}`)
  const handleMs = played.endedAt.getTime() - (played.acceptedAt ?? played.endedAt).getTime()
  const about = { groupId: world.groups.get(played.groupKey), staffId: agent?.id ?? null }
  line.log({
    kind: 'conversation.ended',
    from: by === 'idle' ? 'waiting' : 'active',
    to: 'wrap_up',
    ...(by === 'agent' && agent && { actor: agent.id }),
    payload: { ...about, reason: by, handleMs },
  })
  line.say({ sender: 'system', system: { key: endLine[by], params: {} } })
}

function closeLeg({ legs, line }: Played, endReason: string): void {
  const leg = legs.at(-1)
  if (leg) Object.assign(leg, { endedAt: line.now(), endReason })
}

function agentIn({ agents, dice }: World, group: string): DemoAgent {
  const able = agents.filter((one) => one.groups.includes(group))
  // The supervisor helps out now and then.
  return dice.weighted(able, (one) => (one.groups.length > 5 ? 1 : 10))
}
