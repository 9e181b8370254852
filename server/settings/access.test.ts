import { createHmac } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { contextFor } from '../platform/context.ts'
import { verifyIdentity } from './access.ts'
import { siteSecret } from './actions.ts'

let app: TestApp
let site: Cast['site']
let secret: string
beforeAll(async () => {
  app = await startTestApp()
  site = (await cast(app)).site
  secret = await siteSecret(contextFor(app.platform, { kind: 'system' }), site.id)
})
afterAll(() => app.close())

const bytes = (text: string) => new TextEncoder().encode(text)
const now = () => Math.floor(app.clock.now().getTime() / 1000)
const verify = (token: string) => verifyIdentity(contextFor(app.platform, { kind: 'system' }), site, token)
const good = () => ({ sub: 'u-1', aud: site.key, exp: now() + 600, name: '王小明', level: 'gold' })
const signed = (claims: Record<string, unknown>, key = secret, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(bytes(key))

describe('a customer signed in by the shop', () => {
  it('is who the token names', async () => {
    expect(await verify(await signed(good()))).toEqual({ externalId: 'u-1', name: '王小明', level: 'gold' })
  })
  it('needs neither name nor level', async () => {
    const { sub, aud, exp } = good()
    expect(await verify(await signed({ sub, aud, exp }))).toEqual({ externalId: 'u-1' })
  })
  it('may have a token of just under an hour', async () => {
    expect(await verify(await signed({ ...good(), exp: now() + 3590 }))).not.toBeNull()
  })

  it.each<[string, () => Record<string, unknown>]>([
    ['expired', () => ({ ...good(), exp: now() - 60 })],
    ['valid for too long', () => ({ ...good(), exp: now() + 3700 })],
    ['for another site', () => ({ ...good(), aud: 'another-shop' })],
    ['for nobody', () => ({ ...good(), sub: undefined })],
    ['for an empty id', () => ({ ...good(), sub: ' ' })],
    ['for an id of 10 kB', () => ({ ...good(), sub: 'a'.repeat(10_000) })],
    ['for a number', () => ({ ...good(), sub: 7 })],
    ['without an audience', () => ({ ...good(), aud: undefined })],
    ['without an end', () => ({ ...good(), exp: undefined })],
    ['not yet valid', () => ({ ...good(), nbf: now() + 300 })],
    ['with NUL in the name', () => ({ ...good(), name: 'a\0b' })],
  ])('is nobody when the token is %s', async (_, claims) => {
    const defined = Object.fromEntries(Object.entries(claims()).filter(([, value]) => value !== undefined))
    expect(await verify(await signed(defined))).toBeNull()
  })

  it('is nobody with another secret or another algorithm', async () => {
    expect(await verify(await signed(good(), 'another-secret-of-32-bytes-or-more'))).toBeNull()
    expect(await verify(await signed(good(), secret, 'HS384'))).toBeNull()
    expect(await verify(new UnsecuredJWT(good()).encode())).toBeNull()
  })
  it('is nobody when the payload was exchanged under a good signature', async () => {
    const [header, , signature] = (await signed(good())).split('.')
    const payload = Buffer.from(JSON.stringify({ ...good(), sub: 'u-2' })).toString('base64url')
    expect(await verify(`${header}.${payload}.${signature}`)).toBeNull()
  })
  it('is nobody when the header says "none" over a real HMAC', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const body = `${part({ alg: 'none' })}.${part(good())}`
    expect(await verify(`${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`)).toBeNull()
  })
  it.each(['', 'u-1', 'a.b.c', '{"sub":"u-1"}', `${'a'.repeat(5000)}.b.c`])('"%.12s" is no token', async (token) => {
    expect(await verify(token)).toBeNull()
  })
})
