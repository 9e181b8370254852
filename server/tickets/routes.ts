import * as contract from '../../domain/tickets/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { createTicket } from './life/create.ts'
import { readTicket } from './reading.ts'
import { readTimeline } from './timeline.ts'

export function ticketRoutes(app: App): void {
  serve(app, contract.createTicket, (ctx, input) => createTicket(ctx, input), { perMinute: 600, by: 'caller' })
  serve(app, contract.getTicket, (ctx, input) => readTicket(ctx, input))
  serve(app, contract.getTimeline, (ctx, input) => readTimeline(ctx, input))
}
