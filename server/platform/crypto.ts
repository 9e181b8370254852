import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Envelope encryption (reliability/baseline 4): a fresh data key per value, AES-256-GCM with the place of the value as
 * associated data, the data key wrapped by the key of the data folder. `blind` finds equal values without reading them.
 */
export type Sealer = {
  seal(plain: string, place: string): Buffer
  open(sealed: Buffer, place: string): string
  blind(value: string, purpose: string): Buffer
  /** HMAC for short-lived tickets; compare with `sameBytes`. */
  sign(value: string, purpose: string): string
}

const version = 1

export function sealerOf(key: Buffer): Sealer {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', key, 'shouwen', purpose, 32))
  const wrapKey = derive('wrap')
  const blindKey = derive('blind')
  const signKey = derive('sign')
  return {
    seal(plain, place) {
      const dataKey = randomBytes(32)
      const wrapped = encrypt(wrapKey, dataKey, `key:${place}`)
      const body = encrypt(dataKey, Buffer.from(plain, 'utf8'), place)
      return Buffer.concat([Buffer.from([version]), wrapped, body])
    },
    open(sealed, place) {
      if (sealed[0] !== version || sealed.length < 1 + 60 + 28) throw new Error('not a sealed value')
      const dataKey = decrypt(wrapKey, sealed.subarray(1, 61), `key:${place}`)
      return decrypt(dataKey, sealed.subarray(61), place).toString('utf8')
    },
    blind: (value, purpose) => createHmac('sha256', blindKey).update(`${purpose}\0${value}`).digest(),
    sign: (value, purpose) => createHmac('sha256', signKey).update(`${purpose}\0${value}`).digest('base64url'),
  }
}

function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/** 256 random bits as text for a person or a browser; the database keeps only `hashToken` of it. */
export const newToken = () => randomBytes(32).toString('base64url')
const tokenLength = 43
export function hashToken(token: string): Buffer | null {
  // A short or empty token must never reach a query (reliability/baseline 6.5).
  if (token.length !== tokenLength || !/^[\w-]+$/.test(token)) return null
  return createHash('sha256').update(token).digest()
}
export const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest()
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b))
}
