import { sql } from 'kysely'
import type { App } from './platform/http.ts'

type Node = { isLeaving(): boolean; isBusy(): boolean }

/** /healthz: the process lives. /readyz: it can take new work: the database answers, it is neither leaving nor overloaded. */
export function mountHealth(app: App, { isLeaving, isBusy }: Node): void {
  const quiet = { schema: { hide: true }, logLevel: 'silent' as const }
  app.get('/healthz', quiet, async () => ({ status: 'ok' }))
  app.get('/readyz', quiet, async (_request, reply) => {
    if (isLeaving()) return reply.status(503).send({ status: 'leaving' })
    if (isBusy()) return reply.status(503).header('retry-after', '5').send({ status: 'busy' })
    try {
      await sql`select 1`.execute(app.platform.db)
      return { status: 'ready' }
    } catch {
      return reply.status(503).header('retry-after', '2').send({ status: 'no database' })
    }
  })
}
