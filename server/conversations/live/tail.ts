import type { ConversationFacts } from '../../../domain/conversations/access.ts'
import { type ConversationState, conversationStates } from '../../../domain/conversations/lifecycle.ts'
import { type Ctx, contextFor, type Platform } from '../../platform/context.ts'
import type { CommittedEvent } from '../../platform/events.ts'
import type { Hint } from '../../platform/live/hints.ts'
import { messagePage } from '../message-queries.ts'
import { factsOf, type Loaded, loadConversations } from '../queries.ts'
import { type Horizon, horizon, type Leg, legsOf, marksOf, type Settled, settledEvents } from './tail-queries.ts'
import type { Mark, Told } from './told.ts'

export type Tail = {
  /** Where the log stood at the start is known: who connects from now on misses nothing. */
  ready: Promise<void>
  round(): Promise<void>
  stop(): Promise<void>
}
type Options = { platform: Platform; told: Told; hintsOf(event: CommittedEvent): Hint[] }

const everyMs = 1000
/** Of messages no hint told, so many are sent; whoever misses more sees the gap and reads the table. */
const newestMessages = 20
/** How far below the newest event one may lie that was not committed, as far as no older look tells. */
const inFlight = 2000
/** An id may be given a moment before its transaction gets its number. */
const margin = 100

/**
 * The net under the hints of other nodes (docs/subsystems/live.md): once a second each node reads what the log gained and
 * tells its own sockets what no hint has told them. Without Redis everything arrives this way, with it almost nothing.
 */
export function startTail({ platform, told, hintsOf }: Options): Tail {
  const ctx = contextFor(platform, { kind: 'system' })
  const window = openWindow(ctx)
  const own = new Set<number>()
  platform.onCommit.push((events) => {
    for (const { id } of events) own.add(id)
  })
  let running: Promise<void> | null = null
  const look = async () => {
    const { events, done } = await window.next()
    const foreign = events.filter((event) => !own.has(event.id))
    const people = foreign.flatMap(hintsOf).map((hint) => [`${hint.topic}/${hint.staffId ?? hint.id}`, hint] as const)
    for (const hint of new Map(people).values()) platform.hints.tell(hint)
    await tellUntold(ctx, told, events)
    done()
    for (const { id } of events) own.delete(id)
  }
  const round = () => {
    running ??= look()
      .catch((error) => platform.log.warn({ error: String(error) }, 'live tail'))
      .finally(() => {
        running = null
      })
    return running
  }
  const ready = round()
  const timer = setInterval(() => void round(), everyMs)
  return {
    ready,
    round,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

/**
 * Ids are given before the commit, so a reader that remembers the highest id would step over a slow transaction. The window
 * moves over transactions instead: from what was settled at the last look to what is settled now.
 */
function openWindow(ctx: Ctx): { next(): Promise<{ events: Settled[]; done(): void }> } {
  let looks: Horizon[] = []
  return {
    async next() {
      const now = await horizon(ctx)
      const last = looks.at(-1)
      if (!last) return { events: [], done: () => void looks.push(now) }
      // Whoever is in this window began after an older look, so its ids lie above everything that look saw.
      const base = looks.findLastIndex((look) => look.ahead <= last.settled)
      const above = (looks[base]?.top ?? (looks[0]?.top ?? 0) - inFlight) - margin
      const events = await settledEvents(ctx, { above, from: last.settled, to: now.settled })
      // A look that fails half-way is done again.
      const done = () => {
        looks = [...looks.slice(Math.max(base, 0)), now]
      }
      return { events, done }
    },
  }
}

async function tellUntold(ctx: Ctx, told: Told, events: readonly Settled[]): Promise<void> {
  const ids = new Set(events.filter((one) => one.subject.type === 'conversation').map((one) => one.subject.id))
  const behind = (await marksOf(ctx, [...ids])).filter((mark) => isBehind(told.of(mark.id), mark))
  if (behind.length === 0) return
  const missed = behind.map((mark) => mark.id)
  const [rows, legs] = await Promise.all([loadConversations(ctx, missed), legsOf(ctx, missed)])
  for (const row of rows) {
    const mark = behind.find((one) => one.id === row.id) as Mark
    for (const stream of ['talk', 'note'] as const) await tellMessages(ctx, row, { stream, mark, told })
    const news = events.filter((event) => event.subject.id === row.id)
    // Words alone move nobody out of sight.
    if (news.every((event) => isMessage(event.kind) && event.from === row.state)) {
      ctx.platform.hints.tell({ topic: 'conversation', id: row.id, quiet: true })
      continue
    }
    const facts = whoSawItBefore(
      row,
      legs.filter((leg) => leg.conversationId === row.id),
      news,
    )
    for (const before of facts) ctx.platform.hints.tell({ topic: 'conversation', id: row.id, before })
  }
}

function isBehind(known: Mark | undefined, mark: Mark): boolean {
  return !known || known.revision < mark.revision || known.talk < mark.talk || known.note < mark.note
}

type Stream = { stream: 'talk' | 'note'; mark: Mark; told: Told }

async function tellMessages(ctx: Ctx, row: Loaded, { stream, mark, told }: Stream): Promise<void> {
  const last = mark[stream]
  // Of a conversation this node knows nothing about, the last message is enough to show the gap.
  const after = Math.max(told.of(row.id)?.[stream] ?? last - 1, last - newestMessages)
  if (last <= after) return
  const { items } = await messagePage(ctx, { conversationId: row.id, stream, after, limit: newestMessages })
  for (const message of items) ctx.platform.hints.tell({ topic: 'message', message, facts: factsOf(row) })
}

/** Past owners, groups and people who were asked: whoever of them sees it no more is told that it is gone. */
function whoSawItBefore(row: Loaded, legs: readonly Leg[], events: readonly Settled[]): ConversationFacts[] {
  const now = factsOf(row)
  const states = new Set<ConversationState>([now.state])
  for (const { from } of events) if (isState(from)) states.add(from)
  const people = events.flatMap(({ payload = {} }) => {
    const { staffId, previousStaffId, offeredTo, participantId } = payload
    return [staffId, previousStaffId, offeredTo, participantId].filter((id): id is string => typeof id === 'string')
  })
  const participantIds = [...new Set([...now.participantIds, ...people])]
  const owners = [{ groupId: now.groupId, staffId: now.assigneeId }, ...legs]
  return [...states].flatMap((state) =>
    owners.map(({ groupId, staffId }) => ({ ...now, state, groupId, assigneeId: staffId, participantIds })),
  )
}

const isMessage = (kind: string) => kind === 'message.posted' || kind === 'note.posted'

const isState = (text: string | undefined): text is ConversationState =>
  (conversationStates as readonly string[]).includes(text ?? '')
