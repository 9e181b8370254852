import type { Staff } from '../../../domain/identity/actor.ts'
import type { TicketCounts } from '../../../domain/tickets/lists/list-contract.ts'
import { listReach, looksAfterDepartment } from '../../../domain/tickets/lists/lists.ts'
import type { Ctx, Platform } from '../../platform/context.ts'
import { ticketCount } from './queries.ts'
import { foldDeltas, type Tally, type TallyKey, talliesOf } from './tally-queries.ts'

/** "99+" is as much as an overdue badge says. */
const overdueAtMost = 100
/** So many lines not folded yet make reading slow enough to fold them now. */
const foldFrom = 500

/** The counters of my lists: kept with every change of a ticket, read in one statement. */
export async function ticketCounts(ctx: Ctx, me: Staff): Promise<TicketCounts> {
  const [{ tallies, unfolded }, overdue] = await Promise.all([
    talliesOf(ctx, keysOf(me)),
    ticketCount(ctx, me, { filter: { list: 'overdue', sort: 'due' }, limit: overdueAtMost }),
  ])
  if (unfolded >= foldFrom) foldSoon(ctx.platform)
  const count = (list: string, counts: (tally: Tally) => boolean = () => true) =>
    tallies.reduce((sum, tally) => (tally.list === list && counts(tally) ? sum + tally.count : sum), 0)
  const reach = listReach(me)
  const groupTally = reach === 'own' ? 'new' : 'group'
  const inMyGroups = ({ owner }: Tally) => me.groupIds.includes(owner)
  return {
    mine: count('mine'),
    responsible: count('responsible'),
    new: count('new'),
    group: count(groupTally, inMyGroups),
    department: count('department'),
    // Mine in my own groups are counted with the groups.
    escalated:
      count('escalated') +
      count('escalated_department') +
      count('escalated_own', ({ part }) => reach === 'own' || !me.groupIds.includes(part)),
    overdue,
  }
}

/** Which sums somebody's lists are made of; no owner stands for all of them. */
function keysOf(me: Staff): TallyKey[] {
  const reach = listReach(me)
  const department: TallyKey[] =
    looksAfterDepartment(me) && me.departmentId ? [{ list: 'department', owners: [me.departmentId] }] : []
  if (reach === 'none') return []
  if (reach === 'department')
    return me.departmentId ? [...department, { list: 'escalated_department', owners: [me.departmentId] }] : []
  const personal: TallyKey[] = [
    { list: 'mine', owners: [me.id] },
    { list: 'responsible', owners: [me.id] },
    { list: 'new', owners: reach === 'all' ? null : me.groupIds },
    ...department,
  ]
  if (reach === 'own') return [...personal, { list: 'escalated_own', owners: [me.id] }]
  const groups: TallyKey = { list: 'group', owners: me.groupIds }
  if (reach === 'all') return [...personal, groups, { list: 'escalated', owners: null }]
  return [...personal, groups, { list: 'escalated', owners: me.groupIds }, { list: 'escalated_own', owners: [me.id] }]
}

const folding = new WeakMap<Platform, Promise<void>>()

/** In the background, once at a time on this node; several nodes pass over each other's lines. */
export function foldSoon(platform: Platform): void {
  if (folding.has(platform)) return
  const work = foldAll(platform)
    .catch((error) => platform.log.warn({ error: String(error) }, 'folding counters'))
    .finally(() => folding.delete(platform))
  folding.set(platform, work)
}

const linesAtOnce = 20_000

export async function foldAll(platform: Platform): Promise<void> {
  for (let lines = linesAtOnce; lines === linesAtOnce; ) lines = await foldDeltas(platform, linesAtOnce)
}
