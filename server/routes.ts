import type { FastifyRequest } from 'fastify'
import { attachmentRoutes, type FileDoor } from './attachments/routes.ts'
import { callbackRoutes } from './callbacks/routes.ts'
import { clockRoutes } from './clocks/routes.ts'
import { commitmentRoutes } from './commitments/routes.ts'
import { complaintRoutes } from './complaints/routes.ts'
import { complaintRecord, complaintSheets } from './complaints/sheets.ts'
import { conversationFor, isTakenBack, visitorByToken } from './conversations/access.ts'
import { conversationRoutes } from './conversations/routes.ts'
import { widgetRoutes } from './conversations/visiting/routes.ts'
import { customerRoutes } from './customers/routes.ts'
import type { Login } from './demo/company.ts'
import { seedDemo } from './demo/seed.ts'
import { escalationRoutes } from './escalations/routes.ts'
import { staffOfCookie } from './identity/access.ts'
import { identityRoutes } from './identity/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import type { Tx } from './platform/context.ts'
import type { App } from './platform/http.ts'
import { reportRoutes } from './reports/routes.ts'
import { seedContent } from './scripts/actions.ts'
import { scriptRoutes } from './scripts/routes.ts'
import { createCentre, createSite } from './settings/actions.ts'
import { settingsRoutes } from './settings/routes.ts'
import { shiftCheckRoutes } from './shift-checks/routes.ts'
import { shiftRoutes } from './shifts/routes.ts'
import { surveyRoutes } from './surveys/routes.ts'
import { ticketFor } from './tickets/access.ts'
import { declareComplaints } from './tickets/completeness.ts'
import { customerTicketRoutes } from './tickets/customer/routes.ts'
import { ticketFieldRoutes } from './tickets/fields/routes.ts'
import { feedComplaintSheets } from './tickets/records/complaint-facts.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { ticketRoutingRoutes } from './tickets/routing/routes.ts'

export type RouteOptions = {
  /** Origins of the demo company's shop. */
  shopOrigins: string[]
  keepLogins(logins: Login[]): Promise<void>
}

/** The product on one page: one line per area. */
export function mountRoutes(app: App, options: RouteOptions): void {
  identityRoutes(app, { createCentre, furnish, seedDemo: (tx) => loadDemo(tx, options) })
  settingsRoutes(app)
  customerRoutes(app)
  attachmentRoutes(app, { actorOf: readerOf, mayRead })
  scriptRoutes(app)
  clockRoutes(app)
  surveyRoutes(app)
  conversationRoutes(app)
  widgetRoutes(app)
  shiftRoutes(app)
  notificationRoutes(app)
  ticketRoutes(app)
  ticketRoutingRoutes(app)
  ticketFieldRoutes(app)
  customerTicketRoutes(app)
  reportRoutes(app)
  callbackRoutes(app)
  complaintRoutes(app)
  declareComplaints(complaintRecord)
  feedComplaintSheets(complaintSheets)
  escalationRoutes(app)
  commitmentRoutes(app)
  shiftCheckRoutes(app)
}

/** What a new, empty centre needs to be of use at once: the shipped content and a first site. */
async function furnish(tx: Tx, { groupId, name }: { groupId: string; name: string }): Promise<void> {
  await seedContent(tx)
  await createSite(tx, { name, groupId })
}

async function loadDemo(tx: Tx, { shopOrigins, keepLogins }: RouteOptions): Promise<void> {
  const { logins } = await seedDemo(tx, { shopOrigins })
  await keepLogins(logins)
}

/** Who asks for a file: a customer by the token in the address (a picture sends no header), otherwise the signed-in person. */
function readerOf(request: FastifyRequest, token: string | undefined) {
  const { platform } = request.server
  return token ? visitorByToken(platform, token) : staffOfCookie(platform, request.headers.cookie)
}

/** A file is read by whoever may read the stream that carries it, asked again each time; notes are never the customer's, and what was taken back is nobody's. */
const mayRead: FileDoor['mayRead'] = async (ctx, bound) => {
  if ('ticketId' in bound) return isAllowed(ticketFor(ctx, bound.ticketId, 'view'))
  if (bound.stream === 'note' && ctx.actor.kind !== 'staff') return false
  const sees = await isAllowed(conversationFor(ctx, bound.conversationId, 'view'))
  return sees && !(await isTakenBack(ctx, bound.attachmentId))
}

const isAllowed = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    () => false,
  )
