import { setupEndpoints as setup } from '../../../domain/identity/setup-contract.ts'
import { type Ctx, patiently } from '../../platform/context.ts'
import type { App } from '../../platform/http.ts'
import { type Call, serve } from '../../platform/route.ts'
import { isSetUpNeeded, type SetUpHands, setUpCentre } from './set-up.ts'

export function setupRoutes(app: App, hands: SetUpHands): void {
  serve(app, setup.getSetup, async (ctx) => ({ needed: await isSetUpNeeded(ctx) }))
  // The demo company is loaded in one go, which takes longer than any other request may.
  const platform = patiently(app.platform)
  const setUp = (ctx: Ctx, wanted: Parameters<typeof setUpCentre>[1], call: Call) =>
    setUpCentre({ ...ctx, platform, db: platform.db }, wanted, { call, hands })
  serve(app, setup.setUp, setUp, { perMinute: 10 })
}
