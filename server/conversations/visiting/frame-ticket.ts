import type { Ctx } from '../../platform/context.ts'
import { sameText } from '../../platform/crypto.ts'

const purpose = 'frame'
const daysValid = 7

/**
 * Proves that the window was served by us, with the site's frame-ancestors on it: a page that may not embed the widget never
 * gets one. `<site key>.<expiry in seconds>.<HMAC>`.
 */
export function frameTicket(ctx: Ctx, siteKey: string): string {
  const claim = `${siteKey}.${Math.floor(ctx.clock.now().getTime() / 1000) + daysValid * 86_400}`
  return `${claim}.${ctx.platform.sealer.sign(claim, purpose)}`
}

export function isOpenFrameTicket(ctx: Ctx, siteKey: string, ticket: string): boolean {
  const [key, expiry, signature] = ticket.split('.')
  if (key !== siteKey || !expiry || !signature) return false
  if (Number(expiry) * 1000 < ctx.clock.now().getTime()) return false
  return sameText(signature, ctx.platform.sealer.sign(`${key}.${expiry}`, purpose))
}
