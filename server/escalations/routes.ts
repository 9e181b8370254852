import * as contract from '../../domain/escalations/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { acknowledge, act, close, escalate, explain, read } from './actions.ts'
import { myEscalations, myExplanations } from './views.ts'

export function escalationRoutes(app: App): void {
  serve(app, contract.listEscalations, (ctx, input) => myEscalations(ctx, input))
  serve(app, contract.escalateTicket, (ctx, input) => escalate(ctx, input))
  serve(app, contract.acknowledgeEscalation, (ctx, input) => acknowledge(ctx, input))
  serve(app, contract.actOnEscalation, (ctx, input) => act(ctx, input))
  serve(app, contract.closeEscalation, (ctx, input) => close(ctx, input))
  serve(app, contract.listExplanations, (ctx, input) => myExplanations(ctx, input))
  serve(app, contract.writeExplanation, (ctx, input) => explain(ctx, input))
  serve(app, contract.readExplanation, (ctx, input) => read(ctx, input))
}
