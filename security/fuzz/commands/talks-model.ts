import type { ConversationState } from '../../../domain/conversations/lifecycle.ts'
import { type StaffName, staffNames, type VisitorName, type Who } from './world.ts'

export type Group = 'a' | 'b'
/** A message that was acknowledged. */
export type Line = {
  id: string
  by: Who
  stream: 'talk' | 'note'
  seq: number
  body: string
  /** Seconds of the movable clock. */
  at: number
  recalled: boolean
}
export type Standing = { state: ConversationState; assignee: StaffName | null; group: Group }
export type Talk = Standing & {
  id: string
  visitor: VisitorName
  first: StaffName | null
  offered: StaffName | null
  took: Set<StaffName>
  lines: Line[]
  /** Seconds of the movable clock; null while it is open. */
  endedAt: number | null
  /** Where it may stand now; the server chooses among them (a colleague may be there or not). */
  may: Standing[]
}
export type TalksModel = {
  talks: Talk[]
  signedOut: Set<StaffName>
  /** Seconds by which the clock was moved. */
  seconds: number
  /** Each conversation as it was when it was last looked at by everybody, and how often there was a look. */
  looked: Map<string, string>
  looks: number
}

export const startTalks = (): TalksModel => ({
  talks: [],
  signedOut: new Set(),
  seconds: 0,
  looked: new Map(),
  looks: 0,
})

// domain/model 2.5, written down a second time and on purpose not taken from the product.
const groups: Record<StaffName, readonly Group[]> = {
  xiaowang: ['a'],
  xiaoli: ['a'],
  chen: ['a'],
  zhang: ['b'],
  li: ['a'],
  admin: [],
}
const seesItsGroup = new Set<StaffName>(['chen', 'li'])
export const takesCustomers = (who: StaffName) => who !== 'admin'
export const groupsOf = (who: StaffName) => groups[who]
export const inGroup = (who: StaffName, { group }: Talk) => groups[who].includes(group)

export function sees(who: Who, talk: Talk): boolean {
  if (who === 'one' || who === 'two') return talk.visitor === who
  if (!takesCustomers(who)) return false
  const own = talk.assignee === who || talk.first === who || talk.offered === who || talk.took.has(who)
  return own || (inGroup(who, talk) && (talk.state === 'queued' || seesItsGroup.has(who)))
}

export const seers = (talk: Talk) => staffNames.filter((who) => sees(who, talk))
export const mayReply = (who: StaffName, talk: Talk) => talk.assignee === who || talk.took.has(who)
export const maySteer = (who: StaffName, talk: Talk) => talk.assignee === who || (who === 'li' && sees(who, talk))
export const isOpen = ({ state }: Standing) => state === 'queued' || state === 'active' || state === 'waiting'
export const standingOf = ({ state, assignee, group }: Talk): Standing => ({ state, assignee, group })

/** Where time alone may bring a conversation (domain/model 2.3): limits of the queue, of silence, of a lost desk. */
export function byTime(talk: Talk): Standing[] {
  const { state, assignee, group } = talk
  const stays = standingOf(talk)
  if (state === 'queued') return [stays, { state: 'abandoned', assignee, group }]
  const requeued: Standing = { state: 'queued', assignee: null, group }
  if (state === 'active') return [stays, { ...stays, state: 'waiting' }, { ...stays, state: 'wrap_up' }, requeued]
  if (state === 'waiting') return [stays, { ...stays, state: 'wrap_up' }, requeued]
  return [stays]
}
