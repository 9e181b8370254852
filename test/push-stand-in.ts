import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { jwtVerify } from 'jose'
import { certificate } from './push-certificate.ts'

export type Pushed = { path: string; ttl: number; urgency: string; subject: string; body: unknown }
export type Browser = { endpoint: string; p256dh: string; auth: string }

/**
 * A push service as browsers' makers run them: takes RFC 8030 requests over https, checks the sender's VAPID token (RFC 8292)
 * and lets the browser decrypt (RFC 8291). `answerWith` is its next answers' status.
 */
export async function startPushStandIn(vapidPublicKey: () => Promise<string>) {
  const pushes: Pushed[] = []
  const browsers = new Map<string, (body: Buffer) => string>()
  let status = 201
  const server = createServer({ cert: certificate.cert, key: certificate.key }, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const path = request.url ?? ''
    const subject = await senderOf(request.headers.authorization ?? '', origin(), await vapidPublicKey())
    const body: unknown = JSON.parse(browsers.get(path)?.(Buffer.concat(chunks)) ?? 'null')
    const { ttl, urgency } = request.headers
    pushes.push({ path, ttl: Number(ttl), urgency: String(urgency), subject, body })
    response.writeHead(status).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = () => `https://localhost:${(server.address() as AddressInfo).port}`
  return {
    ca: certificate.cert,
    pushes,
    answerWith(next: number) {
      status = next
    },
    /** What a browser hands to the console when it subscribes. */
    subscribe(): Browser {
      const keys = createECDH('prime256v1')
      const p256dh = keys.generateKeys()
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(8).toString('hex')}`
      browsers.set(path, (body) => decrypt(body, { secretOf: (other) => keys.computeSecret(other), p256dh, auth }))
      return { endpoint: origin() + path, p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') }
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}

async function senderOf(authorization: string, origin: string, expectedKey: string): Promise<string> {
  const { t, k } = /^vapid t=(?<t>[^,]+), k=(?<k>.+)$/.exec(authorization)?.groups ?? {}
  if (!t || k !== expectedKey) throw new Error('the sender shows another key than the browser knows')
  const point = Buffer.from(k, 'base64url')
  const part = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const { payload } = await jwtVerify(t, { kty: 'EC', crv: 'P-256', x: part(1), y: part(33) }, { audience: origin })
  return payload.sub ?? ''
}

type Keys = { secretOf(other: Buffer): Buffer; p256dh: Buffer; auth: Buffer }

/** RFC 8188 in the one record that a push is. */
function decrypt(body: Buffer, { secretOf, p256dh, auth }: Keys): string {
  const salt = body.subarray(0, 16)
  const sender = body.subarray(21, 21 + body.readUInt8(20))
  const sealed = body.subarray(21 + sender.length)
  const derive = (secret: Buffer, over: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, over, info, length))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender])
  const shared = derive(secretOf(sender), auth, info, 32)
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8')
}
