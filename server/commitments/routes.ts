import * as contract from '../../domain/commitments/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { agree, answerOffer, cancel, keep, make, offer, renegotiate } from './actions.ts'
import { myCommitments } from './views.ts'

export function commitmentRoutes(app: App): void {
  serve(app, contract.listCommitments, (ctx, input) => myCommitments(ctx, input))
  serve(app, contract.makeCommitment, (ctx, input) => make(ctx, input))
  serve(app, contract.agreeCommitment, (ctx, input) => agree(ctx, input))
  serve(app, contract.keepCommitment, (ctx, input) => keep(ctx, input))
  serve(app, contract.renegotiateCommitment, (ctx, input) => renegotiate(ctx, input))
  serve(app, contract.cancelCommitment, (ctx, input) => cancel(ctx, input))
  serve(app, contract.offerCommitment, (ctx, input) => offer(ctx, input))
  serve(app, contract.answerCommitmentOffer, (ctx, input) => answerOffer(ctx, input))
}
