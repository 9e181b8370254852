import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Ctx } from '../platform/context.ts'
import { siteSecret } from './actions.ts'
import type { Site } from './queries.ts'

/** Model 2.5: administrators change settings, others with the permission only look. */
export function assertMayChange({ actor }: Ctx): void {
  const isManager = actor.kind === 'staff' && scopesOf(actor.roles, 'settings.manage').includes('all')
  if (!isManager) throw new AppError('not_allowed')
}

/** The shop's own customer, as its server signed it. */
export type Identity = { externalId: string; name?: string; level?: string }

const maxAheadSeconds = 3600
const maxTokenLength = 4000

const shown = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'))
const claims = z.object({
  sub: shown(120),
  exp: z.number(),
  name: shown(60).optional(),
  level: shown(40).optional(),
})

/**
 * Reads the short-lived token of `Shouwen.identify`: HS256 with the site's secret, `aud` = site key, `sub` = the shop's
 * customer id, `exp` at most 1 h ahead. Anything else is nobody: an unsigned id is never trusted.
 */
export async function verifyIdentity(
  ctx: Ctx,
  site: Pick<Site, 'id' | 'key'>,
  token: string,
): Promise<Identity | null> {
  if (token.length > maxTokenLength) return null
  const now = ctx.clock.now()
  const payload = await signedPayload(token, await siteSecret(ctx, site.id), { audience: site.key, now })
  const read = claims.safeParse(payload)
  if (!read.success || read.data.exp > now.getTime() / 1000 + maxAheadSeconds) return null
  const { sub, name, level } = read.data
  return { externalId: sub, ...(name && { name }), ...(level && { level }) }
}

async function signedPayload(
  token: string,
  secret: string,
  expected: { audience: string; now: Date },
): Promise<unknown> {
  // Loaded with the first token, so that a start need not wait for it.
  const { errors, jwtVerify } = await import('jose')
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: expected.audience,
      requiredClaims: ['exp', 'sub'],
      currentDate: expected.now,
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
