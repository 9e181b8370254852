import type { Staff } from '../../../domain/identity/actor.ts'
import { staffById } from '../../identity/queries.ts'
import type { Ctx, Platform } from '../../platform/context.ts'

/**
 * Tells a worker at once. The row that was committed is the debt: if this is lost, the sweep of the next minute finds it, so
 * nobody waits here.
 */
export function startSoon(platform: Platform, job: string, id: string): void {
  platform.jobs
    .enqueue(platform.db, job, { id })
    .catch((error: unknown) => platform.log.warn({ job, id, error: String(error) }, 'left to the sweep'))
}

/** Who asked, with the rights they have now; nobody once the account is closed. */
export async function askerOf(ctx: Ctx, staffId: string): Promise<Staff | undefined> {
  const card = await staffById(ctx, staffId)
  if (!card) return undefined
  const { id, name, staffNo, roles, groupIds, departmentId, locale } = card
  return { kind: 'staff', id, name, staffNo, roles, groupIds, departmentId, locale, sessionId: '' }
}

type Progress = { work: 'bulk' | 'export'; id: string; state: string; done: number; total: number | null }

/** To every window of who asked. */
export function tellProgress(platform: Platform, staffId: string, progress: Progress): void {
  platform.hints.publish({ topic: 'frame', to: `staff:${staffId}`, frame: { type: 'progress', ...progress } })
}
