import { pushJob } from '../../server/notifications/push.ts'
import type { TestApp } from '../../test/app.ts'

/** Callers let their browsers take pushes: what is told to them waits for a queue, and without one it waits for ever. */
export const runQueue = (app: TestApp) => app.platform.jobs.start([{ name: pushJob, run: async () => {} }])
