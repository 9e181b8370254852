import { maskName } from '../../domain/customers/mask.ts'
import { AppError } from '../../domain/errors.ts'
import { may, scopesOf } from '../../domain/identity/permissions.ts'
import type { Locale } from '../../domain/locale.ts'
import { metrics } from '../../domain/reports/metrics.ts'
import { noTallies, sumTallies, type Tallies } from '../../domain/reports/tally.ts'
import { type WallFigure, type WallView, wallFigures } from '../../domain/reports/wall.ts'
import { presenceRows, presenceView } from '../identity/queries.ts'
import { type Ctx, contextFor, type Platform } from '../platform/context.ts'
import type { Reading } from '../platform/load/metrics.ts'
import {
  backlogs,
  type Groups,
  type LimitRow,
  memberIds,
  openCounts,
  queues,
  runningLimits,
  startOfToday,
  talliesByHour,
} from './wall-queries.ts'

/** `named`: groups whose customers this person may know by name; the others' are masked (model 2.5, "Y(M)"). */
type Scope = { groups: Groups; named: readonly string[]; locale: Locale }
type Cached = { at: number; view: Promise<WallView> }

const cacheMs = 1000
const hourMs = 3_600_000
const limitsShown = 30
const caches = new WeakMap<Platform, Map<string, Cached>>()

/** The wall of the actor's groups, at most a second old however many look at it. */
export async function wallView(ctx: Ctx): Promise<WallView> {
  const scope = scopeOf(ctx)
  const cache = caches.get(ctx.platform) ?? new Map<string, Cached>()
  caches.set(ctx.platform, cache)
  const key = JSON.stringify(scope)
  const now = ctx.clock.now().getTime()
  const cached = cache.get(key)
  if (cached && Math.abs(now - cached.at) < cacheMs) return cached.view
  const view = readWall(ctx, scope)
  cache.set(key, { at: now, view })
  view.catch(() => cache.delete(key))
  return view
}

function scopeOf({ actor }: Ctx): Scope {
  if (actor.kind !== 'staff') throw new AppError('not_allowed')
  const scopes = scopesOf(actor.roles, 'wall.view')
  if (scopes.length === 0) throw new AppError('not_allowed')
  const seesNames = scopesOf(actor.roles, 'conversations.view').includes('group')
  const own = [...actor.groupIds].sort()
  return { groups: scopes.includes('all') ? null : own, named: seesNames ? own : [], locale: actor.locale }
}

async function readWall(ctx: Ctx, { groups, named, locale }: Scope): Promise<WallView> {
  const [queue, agents, limits, open, figures] = await Promise.all([
    queues(ctx, groups),
    agentsOf(ctx, groups),
    runningLimits(ctx, groups, limitsShown),
    openCounts(ctx, groups),
    figuresOfToday(ctx, groups),
  ])
  return {
    at: ctx.clock.now().toISOString(),
    queue: queue.map(({ groupId, groupName, length, longestWaitSince }) => ({
      groupId,
      groupName: groupName[locale],
      length,
      longestWaitSince: longestWaitSince?.toISOString() ?? null,
    })),
    agents,
    limits: limits.map((row) => limitView(row, named)),
    figures: figures.views,
    open: { ...open, ...figures.today },
  }
}

/** Those who take customers; who only looks on has no state that matters here. */
async function agentsOf(ctx: Ctx, groups: Groups) {
  const rows = await presenceRows(ctx, await memberIds(ctx, groups))
  return rows.filter(({ roles }) => may(roles, 'conversations.take')).map(presenceView)
}

function limitView(row: LimitRow, named: readonly string[]): WallView['limits'][number] {
  const { conversationId, groupId, customerName, assigneeId, assigneeName, assigneeNo, kind, dueAt, breached } = row
  const isNamed = groupId !== null && named.includes(groupId)
  const assignee = assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '', staffNo: assigneeNo ?? '' }
  return {
    conversationId,
    customerName: isNamed ? customerName : maskName(customerName),
    assignee,
    kind,
    dueAt: dueAt.toISOString(),
    breached,
  }
}

async function figuresOfToday(ctx: Ctx, groups: Groups) {
  const start = await startOfToday(ctx)
  const hours = await talliesByHour(ctx, groups, start)
  const today = sumTallies(hours.values())
  const trend = hoursSince(start, ctx.clock.now()).map((hour) => hours.get(hour) ?? noTallies())
  return {
    today: {
      handledToday: today.handle.n,
      ticketsCreated: today.ticket_created.n,
      ticketsResolved: today.ticket_resolved.n,
    },
    views: wallFigures.map((figure) => figureView(figure, today, trend)),
  }
}

function figureView(figure: WallFigure, today: Tallies, trend: Tallies[]): WallView['figures'][number] {
  const { compute, target } = metrics[figure]
  return { figure, ...compute(today), target, trend: trend.map((tallies) => compute(tallies).value) }
}

function hoursSince(start: Date, now: Date): number[] {
  const count = Math.floor((now.getTime() - start.getTime()) / hourMs) + 1
  return Array.from({ length: count }, (_, index) => start.getTime() + index * hourMs)
}

/** What an operator watches, for /metrics; one scrape asks the database once. */
export function systemReadings(platform: Platform): Reading[] {
  const ctx = contextFor(platform, { kind: 'system' })
  let asked: { at: number; numbers: ReturnType<typeof readSystem> } | undefined
  const number = (key: keyof Awaited<ReturnType<typeof readSystem>>) => async () => {
    const at = ctx.clock.now().getTime()
    if (!asked || Math.abs(at - asked.at) >= cacheMs) asked = { at, numbers: readSystem(ctx) }
    return (await asked.numbers)[key]
  }
  return [
    { name: 'conversations_open', help: 'Conversations queued, active or waiting', read: number('open') },
    { name: 'queue_length', help: 'Customers waiting for an agent', read: number('queued') },
    { name: 'outbox_backlog', help: 'Reactions that wait to run', read: number('outbox') },
    { name: 'outbox_dead', help: 'Reactions given up after every attempt', read: number('deadOutbox') },
    { name: 'jobs_failed', help: 'Jobs given up after every attempt', read: number('failedJobs') },
  ]
}

async function readSystem(ctx: Ctx) {
  const [{ queued, active, waiting }, backlog] = await Promise.all([openCounts(ctx, null), backlogs(ctx)])
  return { queued, open: queued + active + waiting, ...backlog }
}
