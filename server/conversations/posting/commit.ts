import type { MessageView } from '../../../domain/conversations/views.ts'
import type { Ctx } from '../../platform/context.ts'
import { isDatabaseAway } from '../../platform/database.ts'
import { announce, postedView } from './announce.ts'
import { type Decision, decide } from './decide.ts'
import type { Memory } from './memory.ts'
import type { Outcome, Post, Writes } from './post.ts'
import { lockBatch, type Written, writeBatch } from './queries.ts'

const nothing = (): Writes => ({ messages: [], conversations: new Map(), starts: [], stops: [], events: [] })

/**
 * Stores a batch and tells the live side afterwards. Outcomes stand in the order of the posts. Conversations that are
 * remembered as they stood after their last batch take one statement, which writes only what nobody changed meanwhile;
 * the others, and whatever is not simply stored, are decided under their locks.
 */
export async function commitBatch(ctx: Ctx, posts: readonly Post[], memory: Memory): Promise<Outcome[]> {
  const outcomes = await storeRemembered(ctx, posts, memory)
  const left = posts.filter((_, index) => !outcomes[index])
  const locked = left.length > 0 ? await storeLocked(ctx, left, memory) : []
  return outcomes.map((outcome) => outcome ?? (locked.shift() as Outcome))
}

async function storeRemembered(ctx: Ctx, posts: readonly Post[], memory: Memory): Promise<(Outcome | undefined)[]> {
  const rows = memory.rowsFor(posts.map((post) => post.conversationId))
  const writes = nothing()
  const known = new Map<string, Buffer>()
  const decided = posts.map((post) => {
    const decision = rows.has(post.conversationId) ? decide({ ctx, post, rows, known, writes }) : undefined
    // A refusal must not rest on what is only remembered.
    return decision && 'seq' in decision ? decision : undefined
  })
  if (writes.messages.length === 0) return decided.map(() => undefined)
  try {
    const written = await writeBatch(ctx.platform.db, writes)
    return settle({ ctx, posts, memory, writes, written, decided })
  } catch (error) {
    memory.forget([...writes.conversations.keys()])
    if (isDatabaseAway(error)) throw error
    return decided.map(() => undefined)
  }
}

async function storeLocked(ctx: Ctx, posts: readonly Post[], memory: Memory): Promise<Outcome[]> {
  const writes = nothing()
  let written: Written = new Map()
  const decided = await ctx.platform.db.transaction().execute(async (db) => {
    const { rows, known } = await lockBatch(db, posts)
    const decisions = posts.map((post) => decide({ ctx, post, rows, known, writes }))
    if (writes.messages.length > 0) written = await writeBatch(db, writes)
    return decisions
  })
  const outcomes = settle({ ctx, posts, memory, writes, written, decided })
  return outcomes as Outcome[]
}

type Settling = {
  ctx: Ctx
  posts: readonly Post[]
  memory: Memory
  writes: Writes
  written: Written
  decided: readonly (Decision | undefined)[]
}

/** After the commit: what was written is told and remembered; a post whose conversation was not written has no outcome yet. */
function settle({ ctx, posts, memory, writes, written, decided }: Settling): (Outcome | undefined)[] {
  memory.forget([...writes.conversations.keys()].filter((id) => !written.has(id)))
  const views: MessageView[] = []
  const outcomes = posts.map((post, index): Outcome | undefined => {
    const decision = decided[index]
    if (!decision || !('seq' in decision)) return decision
    const done = written.get(post.conversationId)
    if (!done) return undefined
    const message = postedView(post, { ...decision, customerName: done.customerName })
    views.push(message)
    return { message, absentAgentId: done.assigneeConnected ? null : done.assigneeId }
  })
  for (const id of [...writes.conversations.keys()]) if (!written.has(id)) writes.conversations.delete(id)
  announce(ctx.platform, writes, views)
  memory.keep([...writes.conversations.values()])
  return outcomes
}
