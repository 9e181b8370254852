import { customerRoutes } from './customers/routes.ts'
import { identityRoutes, type SetUpHands } from './identity/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import type { Tx } from './platform/context.ts'
import type { App } from './platform/http.ts'
import { reportRoutes } from './reports/routes.ts'
import { seedContent } from './scripts/actions.ts'
import { scriptRoutes } from './scripts/routes.ts'
import { createCentre, createSite } from './settings/actions.ts'
import { settingsRoutes } from './settings/routes.ts'

/** The product on one page: one line per area. */
export function mountRoutes(app: App, seedDemo: SetUpHands['seedDemo']): void {
  identityRoutes(app, { createCentre, furnish, seedDemo })
  customerRoutes(app)
  notificationRoutes(app)
  reportRoutes(app)
  settingsRoutes(app)
  scriptRoutes(app)
}

/** What a new, empty centre needs to be of use at once: the shipped content and a first site. */
async function furnish(tx: Tx, { groupId, name }: { groupId: string; name: string }): Promise<void> {
  await seedContent(tx)
  await createSite(tx, { name, groupId })
}
