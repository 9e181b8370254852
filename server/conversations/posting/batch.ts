import { contextFor } from '../../platform/context.ts'
import { groupCommit } from '../../platform/load/group-commit.ts'
import { commitBatch } from './commit.ts'
import { openMemory } from './memory.ts'
import type { Outcome, Post } from './post.ts'

const lane = groupCommit<Post, Outcome>((platform) => {
  const ctx = contextFor(platform, { kind: 'system' })
  const memory = openMemory(platform)
  return (posts) => commitBatch(ctx, posts, memory)
})

/** Stores the message together with what else arrives at this moment; resolves when it is committed. */
export const postInBatch = (post: Post): Promise<Outcome> => lane(post.ctx.platform, post)
