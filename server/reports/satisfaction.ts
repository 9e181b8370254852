import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { getSatisfaction, SatisfactionView } from '../../domain/reports/contract.ts'
import { type Counts, daysIn, longestDays, noCounts, partsBetween } from '../../domain/reports/satisfaction.ts'
import type { Ctx } from '../platform/context.ts'
import { centre } from '../settings/queries.ts'
import {
  type CategoryRow,
  type CutRow,
  callbacksOf,
  categoriesOf,
  cutsOf,
  type Names,
  namesOf,
  type Reach,
} from './satisfaction-queries.ts'

/** Ratings of a period, as far as this person may look: own, own groups, or all (domain/model 2.5 "reports"). */
export async function satisfaction(ctx: Ctx, input: Input<typeof getSatisfaction>): Promise<SatisfactionView> {
  const { grain, from, to, ...rest } = input
  const days = daysIn(from, to)
  if (days < 1 || days > longestDays) throw new AppError('invalid_input')
  const { actor } = ctx
  if (actor.kind !== 'staff') throw new AppError('not_allowed')
  const timeZone = (await centre(ctx))?.timeZone ?? 'Asia/Shanghai'
  const wanted = { ...rest, from, to, timeZone, reach: reachOf(actor) }
  const cuts = await cutsOf(ctx, wanted, grain)
  const categories = await categoriesOf(ctx, wanted)
  const names = await namesOf(ctx)
  const byPart = new Map(cuts.filter(({ cut }) => cut === 'part').map((row) => [row.part, row]))
  return {
    from,
    to,
    timeZone,
    total: countsOf(cuts.find(({ cut }) => cut === 'total')),
    scores: [0, 1, 2, 3, 4].map((index) => categories.reduce((sum, { scores }) => sum + (scores[index] ?? 0), 0)),
    callbacks: await callbacksOf(ctx, wanted),
    overTime: partsBetween(from, to, grain).map((at) => ({ at, ...countsOf(byPart.get(at)) })),
    ...breakdowns(cuts, categories, { names, actor }),
  }
}

function reachOf({ id, roles, groupIds }: Staff): Reach {
  const scopes = scopesOf(roles, 'reports.view')
  if (scopes.includes('all')) return null
  if (scopes.includes('group')) return { groupIds }
  if (scopes.includes('own')) return { staffId: id }
  // A department's reports and those of quality and knowledge are other reports.
  throw new AppError('not_allowed')
}

type Whose = { names: Names; actor: Staff }

/** The most rated first; what nobody is named for stands last. */
function breakdowns(cuts: readonly CutRow[], categories: readonly CategoryRow[], { names, actor }: Whose) {
  const { locale } = actor
  const of = (cut: CutRow['cut']) =>
    cuts.filter((row) => row.cut === cut).sort((a, b) => b.answered - a.answered || b.invited - a.invited)
  return {
    agents: of('agent').map((row) => {
      const { name, staffNo } = names.people.get(row.staffId ?? '') ?? { name: '', staffNo: '' }
      return { id: row.staffId, name, staffNo, ...countsOf(row) }
    }),
    groups: of('group').map((row) => ({
      id: row.groupId,
      name: names.groups.get(row.groupId ?? '')?.[locale] ?? '',
      ...countsOf(row),
    })),
    categories: categories.map((row) => ({
      key: row.category,
      name: names.categories.get(row.category ?? '')?.[locale] ?? row.category ?? '',
      ...countsOf(row),
    })),
    channels: of('channel').map((row) => ({ key: row.channel ?? '', ...countsOf(row) })),
  }
}

function countsOf(row: Counts | undefined): Counts {
  const { invited, answered, satisfied, low, total } = row ?? noCounts
  return { invited, answered, satisfied, low, total }
}
