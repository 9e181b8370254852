import { customerRoutes } from './customers/routes.ts'
import { identityRoutes } from './identity/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import type { App } from './platform/http.ts'
import { reportRoutes } from './reports/routes.ts'
import { scriptRoutes } from './scripts/routes.ts'
import { settingsRoutes } from './settings/routes.ts'

/** The product on one page: one line per area. */
export function mountRoutes(app: App): void {
  identityRoutes(app)
  customerRoutes(app)
  notificationRoutes(app)
  reportRoutes(app)
  settingsRoutes(app)
  scriptRoutes(app)
}
