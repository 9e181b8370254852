import { sql } from 'kysely'
import type { App } from './platform/http.ts'

/** /healthz: the process lives. /readyz: it can serve, that is, the database answers and the server is not leaving. */
export function mountHealth(app: App, isLeaving: () => boolean): void {
  const quiet = { schema: { hide: true }, logLevel: 'silent' as const }
  app.get('/healthz', quiet, async () => ({ status: 'ok' }))
  app.get('/readyz', quiet, async (_request, reply) => {
    if (isLeaving()) return reply.status(503).send({ status: 'leaving' })
    try {
      await sql`select 1`.execute(app.platform.db)
      return { status: 'ready' }
    } catch {
      return reply.status(503).header('retry-after', '2').send({ status: 'no database' })
    }
  })
}
