import * as contract from '../../domain/complaints/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import {
  answer,
  close,
  edit,
  escalateOutside,
  execute,
  investigate,
  itemDone,
  plan,
  renegotiate,
  resolve,
  soothe,
} from './actions.ts'
import { complaintOf, myComplaints } from './views.ts'

export function complaintRoutes(app: App): void {
  serve(app, contract.listComplaints, (ctx, input) => myComplaints(ctx, input))
  serve(app, contract.complaintOfTicket, (ctx, { id }) => complaintOf(ctx, id))
  serve(app, contract.sootheComplaint, (ctx, input) => soothe(ctx, input))
  serve(app, contract.investigateComplaint, (ctx, input) => investigate(ctx, input))
  serve(app, contract.offerPlan, (ctx, input) => plan(ctx, input))
  serve(app, contract.answerPlan, (ctx, input) => answer(ctx, input))
  serve(app, contract.renegotiateComplaint, (ctx, input) => renegotiate(ctx, input))
  serve(app, contract.escalateOutside, (ctx, input) => escalateOutside(ctx, input))
  serve(app, contract.executePlan, (ctx, input) => execute(ctx, input))
  serve(app, contract.finishPlanItem, (ctx, input) => itemDone(ctx, input))
  serve(app, contract.resolveComplaint, (ctx, input) => resolve(ctx, input))
  serve(app, contract.closeComplaint, (ctx, input) => close(ctx, input))
  serve(app, contract.editComplaint, (ctx, input) => edit(ctx, input))
}
