import { setupEndpoints as setup } from '../../../domain/identity/setup-contract.ts'
import type { App } from '../../platform/http.ts'
import { serve } from '../../platform/route.ts'
import { isSetUpNeeded, type SetUpHands, setUpCentre } from './set-up.ts'

export function setupRoutes(app: App, hands: SetUpHands): void {
  serve(app, setup.getSetup, async (ctx) => ({ needed: await isSetUpNeeded(ctx) }))
  serve(app, setup.setUp, (ctx, wanted, call) => setUpCentre(ctx, wanted, { call, hands }), { perMinute: 10 })
}
