import type { Platform } from '../platform/context.ts'
import {
  addPortion,
  beginAnew,
  hasUnsettled,
  lockRollup,
  nextPortion,
  standing,
  writeCursor,
} from './rollup-queries.ts'

/** Keeps one counting transaction far below the statement limit. */
const portionSize = 20_000

/** `behind`: something waits to be counted, here or on the node that is counting now. */
export type Round = { changed: number; behind: boolean }

/**
 * Adds what was committed since the last round. The cursor moves in the same transaction as the counts, so a round that
 * dies leaves nothing half counted, and a second one finds nothing to do.
 */
export async function rollUp(platform: Platform, size = portionSize): Promise<Round> {
  return platform.db.transaction().execute(async (db) => {
    if (!(await lockRollup(db))) return { changed: 0, behind: true }
    const present = await standing(db)
    const known = present.cursor?.cluster === present.cluster ? present.cursor : null
    const cursor = known ?? (await beginAnew(db, present))
    const portion = await nextPortion(db, cursor, present.settled, size)
    if (!portion) {
      if (!known) await writeCursor(db, cursor)
      return { changed: 0, behind: await hasUnsettled(db, cursor) }
    }
    const changed = await addPortion(db, portion)
    await writeCursor(db, portion.next)
    return { changed, behind: true }
  })
}
