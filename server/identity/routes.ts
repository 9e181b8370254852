import type { Staff } from '../../domain/identity/actor.ts'
import { sessionEndpoints as session } from '../../domain/identity/contract.ts'
import type { Ctx } from '../platform/context.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { isLocked } from './access.ts'
import { setPresence } from './actions.ts'
import { administrationRoutes } from './administration/routes.ts'
import { changeMe, meView } from './me.ts'
import { places, presenceRows, presenceView } from './queries.ts'
import { setupRoutes } from './setup/routes.ts'
import type { SetUpHands } from './setup/set-up.ts'
import { lockScreen, signIn, signOut, unlockScreen } from './sign-in.ts'

export type { SetUpHands }

const ok = { ok: true } as const
/** The contract says `staff`: nobody else gets here. */
const me = (ctx: Ctx) => ctx.actor as Staff

/** `hands`: what the areas above contribute to the first set-up. */
export function identityRoutes(app: App, hands: SetUpHands): void {
  setupRoutes(app, hands)
  administrationRoutes(app)
  serve(app, session.signIn, (ctx, input, call) => signIn(ctx, input, call), { perMinute: 10 })
  serve(app, session.getMe, async (ctx) => meView(ctx, me(ctx).id, await isLocked(ctx, me(ctx))))
  serve(app, session.signOut, (ctx, _, { reply }) => signOut(ctx, me(ctx), reply).then(() => ok))
  serve(app, session.lockScreen, (ctx) => lockScreen(ctx, me(ctx)).then(() => ok))
  serve(app, session.unlockScreen, (ctx, { password }) => unlockScreen(ctx, me(ctx), password), { perMinute: 20 })
  serve(app, session.setPresence, (ctx, wanted) => setPresence(ctx, me(ctx).id, wanted))
  serve(app, session.updateMe, (ctx, change) => changeMe(ctx, me(ctx), change))
  serve(app, session.listColleagues, async (ctx) => {
    const rows = await presenceRows(ctx)
    return { items: rows.map((row) => ({ ...presenceView(row), roles: row.roles })) }
  })
  serve(app, session.listPlaces, async (ctx) => {
    const all = (await places(ctx)).map(({ kind, id, name }) => ({ kind, id, name: name[me(ctx).locale] }))
    const named = (wanted: string) => all.filter(({ kind }) => kind === wanted).map(({ id, name }) => ({ id, name }))
    return { groups: named('group'), departments: named('department') }
  })
}
