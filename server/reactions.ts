import type { Reaction } from './platform/relay.ts'

/**
 * The product's whole "when … then …" list. A reaction runs after the event's transaction is committed, at least once, on
 * any node; what must happen in the same transaction is called by name in the action instead.
 */
export const reactions: readonly Reaction[] = []
