import { callbackMinutes } from '../../domain/callbacks/rules.ts'
import { createCallback } from '../callbacks/actions.ts'
import type { Tx } from '../platform/context.ts'
import { insertRows, type Row } from './bulk.ts'
import type { Dice } from './random.ts'

/** What agents wrote down, and what customers asked for. */
const told = [
  ['致歉并补发了赠品，客户接受。', '排队时请告诉我前面还有几位、大概要等多久。'],
  ['说明了物流延误的原因，登记了补偿券。', '物流卡住时请主动通知，不要等我来问。'],
  ['重新核对退款进度，已催办财务。', '退款到哪一步了，订单页上就能看到最好。'],
  ['就首次答复不准确道歉，已更正。', '同一个问题不要每换一位客服就让我再讲一遍。'],
  ['确认换货件已签收，问题解决。', '回复可以再快一点，尤其是晚上。'],
  ['解释了活动规则，客户表示理解。', '活动规则写得太绕，用例子说明会清楚很多。'],
] as const
const waiting = 3
const minute = 60_000

type Rated = {
  subjectType: 'conversation' | 'ticket'
  subjectId: string
  customerId: string
  staffId: string | null
  groupId: string
  score: number
  answeredAt: Date
}

/** Every low score of the past was called back, nearly all in time; the newest wait, so that the page shows its work. */
export async function callBack(tx: Tx, dice: Dice, surveys: readonly Row[]): Promise<void> {
  const low = surveys.filter((row) => row.low === true).map((row) => row as Rated)
  low.sort((one, other) => one.answeredAt.getTime() - other.answeredAt.getTime())
  const past = low.slice(0, -waiting).flatMap((rated) => pastOf(tx, dice, rated) ?? [])
  await insertRows(
    tx,
    'callbackTask',
    past.map(({ task }) => task),
  )
  await insertRows(
    tx,
    'callbackAttempt',
    past.flatMap(({ attempts }) => attempts),
  )
  await insertRows(
    tx,
    'event',
    past.flatMap(({ events }) => events),
  )
  for (const [index, rated] of low.slice(-waiting).entries()) {
    const since = new Date(tx.clock.now().getTime() - (100 - index * 35) * minute)
    const { subjectType, subjectId, customerId, staffId, groupId, score } = rated
    const subject = { type: subjectType, id: subjectId }
    await createCallback(tx, { kind: 'low_score', subject, customerId, servedBy: staffId, groupId, score, since })
  }
}

function pastOf(tx: Tx, dice: Dice, { staffId, score, answeredAt, ...rated }: Rated) {
  const { subjectType, subjectId, customerId, groupId } = rated
  if (!staffId) return null
  const id = tx.clock.newId()
  const dueAt = new Date(answeredAt.getTime() + callbackMinutes * minute)
  const inVain = dice.weighted([0, 1, 2, 3], (count) => [14, 4, 2, 1][count] ?? 1)
  const isReached = inVain < 3
  const first = answeredAt.getTime() + Math.min(dice.lognormal(45, 0.7), 200) * minute
  const attempts = Array.from({ length: inVain + (isReached ? 1 : 0) }, (_, index) => ({
    id: tx.clock.newId(),
    taskId: id,
    at: new Date(first + index * 45 * minute),
    byId: staffId,
    channel: 'phone',
    outcome: index === inVain ? 'reached' : 'no_answer',
    note: '',
  }))
  const closedAt = attempts.at(-1)?.at as Date
  if (closedAt > tx.clock.now()) return null
  const [result, suggestion] = isReached ? dice.pick(told) : ['', '']
  const [state, firstAttemptAt] = [isReached ? 'done' : 'unreachable', new Date(first)]
  const about = { kind: 'low_score', subjectType, subjectId, customerId, ownerId: staffId, groupId }
  const times = { createdAt: answeredAt, dueAt, firstAttemptAt, closedAt }
  const task = { id, ...about, ...times, state, score, scoreNow: score, attempts: attempts.length, result, suggestion }
  const payload = { callback: 'low_score', ownerId: staffId, groupId }
  const event = (at: Date, kind: string, to: string): Row => ({
    at,
    subjectType: 'callback',
    subjectId: id,
    kind,
    actorType: kind === 'callback.created' ? 'system' : 'staff',
    actorId: kind === 'callback.created' ? null : staffId,
    toState: to,
    payload,
  })
  const events = [
    event(answeredAt, 'callback.created', 'open'),
    ...attempts.map(({ at }) => event(at, 'callback.attempted', 'open')),
    event(closedAt, `callback.${state}`, state),
  ]
  return { task, attempts, events }
}
