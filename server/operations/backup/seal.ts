import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { type ByteReader, type Bytes, byteReader } from './bytes.ts'

/**
 * A whole backup under a passphrase: scrypt makes the key, AES-256-GCM seals pieces of 64 kB. The number of the piece and
 * whether it is the last are its nonce, so that pieces cannot be swapped, left out or cut off.
 */
export const sealedMark = Buffer.from('SHOUWEN1')

const pieceSize = 64 * 1024
const saltSize = 16
const tagSize = 16

export async function* seal(plain: Bytes, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(saltSize)
  const key = await keyOf(passphrase, salt)
  yield Buffer.concat([sealedMark, salt])
  let held: Buffer = Buffer.alloc(0)
  let number = 0
  for await (const chunk of plain) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length > pieceSize) {
      yield sealPiece(key, number++, held.subarray(0, pieceSize), false)
      held = held.subarray(pieceSize)
    }
  }
  yield sealPiece(key, number, held, true)
}

/** Opens what stands after the mark. */
export async function* unseal(source: Bytes, passphrase: string): AsyncGenerator<Buffer> {
  const reader = byteReader(source)
  const key = await keyOf(passphrase, await reader.take(saltSize))
  for (let number = 0, isLast = false; !isLast; number++) {
    const piece = await openPiece(key, number, reader)
    isLast = piece.isLast
    if (piece.plain.length > 0) yield piece.plain
  }
}

function sealPiece(key: Buffer, number: number, plain: Buffer, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt8(isLast ? 1 : 0, 0)
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, cipher.getAuthTag(), body])
}

async function openPiece(key: Buffer, number: number, reader: ByteReader) {
  const head = await reader.take(5)
  const isLast = head.readUInt8(0) === 1
  const size = head.readUInt32BE(1)
  if (size > pieceSize) throw new Error('the backup is damaged')
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast))
  decipher.setAuthTag(await reader.take(tagSize))
  const body = decipher.update(await reader.take(size))
  try {
    return { isLast, plain: Buffer.concat([body, decipher.final()]) }
  } catch {
    throw new Error(number === 0 ? 'the passphrase does not open this backup' : 'the backup is damaged')
  }
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(number), 0)
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, cost, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
