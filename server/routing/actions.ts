import { may } from '../../domain/identity/permissions.ts'
import { type Candidate, chooseAgent } from '../../domain/routing/choose.ts'
import { type Offer, offerAll } from '../conversations/actions.ts'
import { type Loaded, lockConversations } from '../conversations/queries.ts'
import { notify } from '../notifications/actions.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import {
  type Available,
  acquaintances,
  availableAgents,
  lockGroupRouting,
  type Waiting,
  waitingAmong,
  waitingFor,
} from './queries.ts'

/** Customers wait: ask the best free agents. Runs again whenever something changed; asking twice changes nothing. */
export async function routeConversations(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const waiting = await waitingAmong(ctx, ids)
  for (const [groupId, rows] of Map.groupBy(waiting, (row) => row.groupId))
    await transact(ctx, (tx) => routeGroup(tx, { groupId, ids: idsOf(rows) }))
}

const mostAtOnce = 20

/** An agent became free or arrived: the longest waiting customers of their groups are offered at once. */
export async function routeForAgent(ctx: Ctx, staffId: string): Promise<void> {
  for (const run of inOneGroup(await waitingFor(ctx, staffId, mostAtOnce))) {
    const { anybodyFree } = await transact(ctx, (tx) => routeGroup(tx, { ...run, back: staffId }))
    if (!anybodyFree) return
  }
}

/** An agent passed on one customer: the next who waits is offered instead, never one they have passed on. */
export async function routeAfterPass(ctx: Ctx, staffId: string): Promise<void> {
  for (const { id, groupId } of await waitingFor(ctx, staffId, mostAtOnce)) {
    const { offered } = await transact(ctx, (tx) => routeGroup(tx, { groupId, ids: [id] }))
    if (offered > 0) return
  }
}

const idsOf = (rows: readonly Waiting[]) => rows.map((row) => row.id)

/** Neighbours in line of one group together; across groups the line keeps its order. */
function inOneGroup(waiting: readonly Waiting[]): { groupId: string; ids: string[] }[] {
  const runs: { groupId: string; ids: string[] }[] = []
  for (const { id, groupId } of waiting) {
    const last = runs.at(-1)
    if (last?.groupId === groupId) last.ids.push(id)
    else runs.push({ groupId, ids: [id] })
  }
  return runs
}

/** `back`: this person has a place again; that they passed earlier in this wait counts no more. */
type Route = { groupId: string; ids: readonly string[]; back?: string }
type Routed = { offered: number; anybodyFree: boolean }

/** One choice after the other for all of them, as if each had come alone; read and written together. */
async function routeGroup(tx: Tx, { groupId, ids, back }: Route): Promise<Routed> {
  await lockGroupRouting(tx, groupId)
  const takers = (await availableAgents(tx, groupId)).filter((one) => may(one.roles, 'conversations.take'))
  if (takers.every((one) => one.load >= one.capacity)) return { offered: 0, anybodyFree: false }
  const rows = (await lockConversations(tx, ids))
    .filter((row) => row.state === 'queued' && !row.offeredTo && row.groupId === groupId)
    .sort(byTurn)
  const known = await acquaintances(tx, { staffIds: takers.map((one) => one.staffId), rows })
  const offers: Offer[] = []
  for (const row of rows) {
    const passedBy = row.declinedBy.filter((staffId) => staffId !== back)
    const chosen = choose(candidatesFor(row, takers, known), passedBy)
    const taker = takers.find((one) => one.staffId === chosen?.staffId)
    if (!taker) continue
    taker.load++
    offers.push({ row, staffId: taker.staffId })
  }
  await offerAll(tx, offers)
  for (const { row, staffId } of offers)
    await notify(tx, { staffId, kind: 'offered', subject: { type: 'conversation', id: row.id } })
  return { offered: offers.length, anybodyFree: takers.some((one) => one.load < one.capacity) }
}

/** When everybody passed, the round begins anew: a customer must not be stuck because each was busy once. */
function choose(takers: readonly Candidate[], passedBy: readonly string[]): Candidate | null {
  const chosen = chooseAgent(takers, passedBy)
  if (chosen || passedBy.length === 0 || takers.length < 2) return chosen
  return chooseAgent(takers, passedBy.slice(-1))
}

const candidatesFor = (row: Loaded, takers: readonly Available[], known: ReadonlySet<string>): Candidate[] =>
  takers.map((one) => ({
    ...one,
    knowsCustomer: known.has(`${one.staffId}/${row.customerId}`),
    speaksLocale: languageOf(one.locale) === languageOf(row.locale),
  }))

/** Who writes one Chinese reads the other. */
const languageOf = (locale: string) => (locale.startsWith('zh') ? 'zh' : locale)

const byTurn = (a: Loaded, b: Loaded) =>
  Number(a.leftMessage) - Number(b.leftMessage) || (a.queuedAt?.getTime() ?? 0) - (b.queuedAt?.getTime() ?? 0)
