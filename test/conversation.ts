import type { TestApp } from './app.ts'
import type { Cast } from './cast.ts'

type Part = {
  state?: string
  customer?: string
  groupId?: string
  assigneeId?: string | null
  queuedSecondsAgo?: number
  leftMessage?: boolean
}

/** A customer with a conversation as it stands in the tables, for tests that do not care how it came there. */
export async function insertConversation(app: TestApp, people: Cast, part: Part = {}) {
  const { db, clock } = app.platform
  const customerId = clock.newId()
  const id = clock.newId()
  const now = clock.now()
  const queuedAt = new Date(now.getTime() - (part.queuedSecondsAgo ?? 0) * 1000)
  const displayName = part.customer ?? '王小明'
  await db
    .insertInto('customer')
    .values({ id: customerId, no: `C-${customerId}`, displayName })
    .execute()
  await db
    .insertInto('conversation')
    .values({
      id,
      siteId: people.site.id,
      customerId,
      state: part.state ?? 'active',
      groupId: part.groupId ?? people.groupA,
      assigneeId: part.assigneeId ?? null,
      leftMessage: part.leftMessage ?? false,
      locale: 'zh-CN',
      startedAt: queuedAt,
      queuedAt,
      lastActivityAt: now,
    })
    .execute()
  return { id, customerId }
}
