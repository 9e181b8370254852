import * as clocks from '../../domain/clocks/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { createCalendar, listCalendars, removeCalendar, updateCalendar } from './calendars.ts'
import { createPolicy, listPolicies, orderPolicies, removePolicy, updatePolicy } from './policies.ts'
import { previewClock } from './preview.ts'

export function clockRoutes(app: App): void {
  serve(app, clocks.previewClock, previewClock)
  serve(app, clocks.listCalendars, (ctx) => listCalendars(ctx))
  serve(app, clocks.createCalendar, createCalendar)
  serve(app, clocks.updateCalendar, updateCalendar)
  serve(app, clocks.removeCalendar, removeCalendar)
  serve(app, clocks.listPolicies, (ctx) => listPolicies(ctx))
  serve(app, clocks.createPolicy, createPolicy)
  serve(app, clocks.updatePolicy, updatePolicy)
  serve(app, clocks.removePolicy, removePolicy)
  serve(app, clocks.orderPolicies, orderPolicies)
}
