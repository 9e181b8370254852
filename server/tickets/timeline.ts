import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type { Actor } from '../../domain/identity/actor.ts'
import { seesOnlyPart } from '../../domain/tickets/access.ts'
import type * as contract from '../../domain/tickets/contract.ts'
import type { TimelineEntry } from '../../domain/tickets/views.ts'
import type { Ctx } from '../platform/context.ts'
import { translate } from '../platform/i18n.ts'
import { ticketFor } from './access.ts'
import { factsOf } from './queries.ts'
import { type Cursor, type Entry, namesOf, timelinePage } from './timeline-queries.ts'
import { localeOf } from './words.ts'

/** Ids in payloads whose names a sentence needs, and the word under which it gets them. */
const namedKeys: Record<string, string> = {
  toStaffId: 'to',
  fromStaffId: 'by',
  toGroupId: 'group',
  nodeDepartmentId: 'department',
  otherId: 'other',
  intoId: 'other',
}
/** Plain values of payloads that sentences name. */
const plainKeys = [
  'clock',
  'percent',
  'dueAt',
  'before',
  'after',
  'until',
  'field',
  'fields',
  'routedBy',
  'from',
  'to',
  'noteKind',
  'count',
  'accepted',
]

/** Everything that happened and was written: who, when, why. */
export async function readTimeline(
  ctx: Ctx,
  { id, after, limit }: Input<typeof contract.getTimeline>,
): Promise<Reply<typeof contract.getTimeline>> {
  const facts = factsOf(await ticketFor(ctx, id, 'view'))
  const rows = await timelinePage(ctx, { ticketId: id, after: cursorOf(after), limit: limit + 1 })
  const kept = rows.slice(0, limit)
  const last = rows.length > limit ? kept.at(-1) : undefined
  const shown = seesOnlyPart(ctx.actor, facts) ? kept.filter((entry) => isOfPart(entry, ctx.actor)) : kept
  const names = await wordsFor(ctx, shown)
  return { items: shown.map((entry) => viewOf(entry, names, ctx)), next: last ? `${last.exactAt} ${last.key}` : null }
}

function cursorOf(after: string | undefined): Cursor | null {
  if (!after) return null
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) ([en][0-9a-f-]{20,36})$/.exec(after)
  if (!found) throw new AppError('invalid_input')
  return { at: found[1] as string, key: found[2] as string }
}

const openNotes = ['process', 'internal', 'supplement']

/** A department reads how the case goes and its own part; the talk with the customer and other departments' words are not for it. */
function isOfPart({ kind, noteKind, departmentId, payload }: Entry, actor: Actor): boolean {
  const own = actor.kind === 'staff' ? actor.departmentId : null
  if (kind === 'note') return openNotes.includes(noteKind ?? '') || (noteKind === 'department' && departmentId === own)
  return payload.nodeDepartmentId === undefined || payload.nodeDepartmentId === own
}

async function wordsFor(ctx: Ctx, entries: readonly Entry[]): Promise<Map<string, string>> {
  const ids = entries.flatMap(({ payload }) => Object.keys(namedKeys).map((key) => payload[key]))
  const asked = [...new Set(ids.filter((id) => typeof id === 'string'))]
  const { staff, places, tickets } = await namesOf(ctx, asked)
  const locale = localeOf(ctx.actor)
  return new Map([
    ...staff.map(({ id, name }) => [id, name] as const),
    ...places.map(({ id, name }) => [id, name[locale]] as const),
    ...tickets.map(({ id, no }) => [id, no] as const),
  ])
}

function viewOf(entry: Entry, names: Map<string, string>, ctx: Ctx): TimelineEntry {
  const { noteKind, body, toldBy, payload } = entry
  const note =
    noteKind && body !== null ? { kind: noteKind as NonNullable<TimelineEntry['note']>['kind'], body, toldBy } : null
  return {
    id: entry.key,
    at: entry.at.toISOString(),
    actor: actorOf(entry, ctx),
    kind: entry.kind,
    note,
    from: entry.fromState,
    to: entry.toState,
    reason: entry.reason,
    params: paramsOf(payload, names),
  }
}

function actorOf({ actorType, actorName, actorNo }: Entry, ctx: Ctx): TimelineEntry['actor'] {
  if (actorType === 'staff') return { type: 'staff', name: actorName ?? '', staffNo: actorNo }
  if (actorType === 'visitor') return { type: 'customer', name: '', staffNo: null }
  return { type: 'system', name: translate(localeOf(ctx.actor), 'system.centre'), staffNo: null }
}

function paramsOf(payload: Record<string, unknown>, names: Map<string, string>): TimelineEntry['params'] {
  const named = Object.entries(namedKeys).flatMap(([key, word]) => {
    const name = names.get(String(payload[key]))
    return name === undefined ? [] : [[word, name] as const]
  })
  const plain = plainKeys.flatMap((key) => {
    const value = payload[key]
    if (typeof value === 'string' || typeof value === 'number') return [[key, value] as const]
    if (typeof value === 'boolean') return [[key, value ? 'yes' : 'no'] as const]
    return Array.isArray(value) ? [[key, value.join(', ')] as const] : []
  })
  return { ...Object.fromEntries(plain), ...Object.fromEntries(named) }
}
