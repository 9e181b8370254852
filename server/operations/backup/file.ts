import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type Bytes, byteReader } from './bytes.ts'
import { seal, sealedMark, unseal } from './seal.ts'
import { type Entry, pack, unpack } from './tar.ts'

/** Writes tar, gzip and, with a passphrase, our seal. The file is complete or absent, and its owner's alone. */
export async function writeBackupFile(path: string, entries: AsyncIterable<Entry>, passphrase?: string): Promise<void> {
  const unfinished = `${path}.part`
  await rm(unfinished, { force: true })
  const packed = pipelined(pack(entries), createGzip({ level: 4 }))
  try {
    const target = createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true })
    await pipeline(passphrase ? seal(packed, passphrase) : packed, target)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

/** The entries of a backup, whether it is sealed or not. */
export async function* readBackupFile(path: string, passphrase?: string): AsyncGenerator<Entry> {
  const file = createReadStream(path)
  try {
    const reader = byteReader(file)
    const start = await reader.take(sealedMark.length)
    const isSealed = start.equals(sealedMark)
    if (isSealed && !passphrase) throw new Error('the backup is sealed: give its passphrase in BACKUP_PASSPHRASE')
    const packed = isSealed ? unseal(reader.rest(), passphrase ?? '') : joined(start, reader.rest())
    yield* unpack(pipelined(packed, createGunzip()))
  } catch (error) {
    throw isDamage(error) ? new Error(`${path} is not a backup, or it is damaged`) : error
  } finally {
    file.destroy()
  }
}

/** A failure of the source reaches whoever reads the end. */
function pipelined(source: Bytes, through: NodeJS.ReadWriteStream): Bytes {
  pipeline(Readable.from(source, { objectMode: false }), through).catch(() => {})
  return through as unknown as Bytes
}

async function* joined(start: Buffer, rest: Bytes): AsyncGenerator<Buffer> {
  yield start
  yield* rest
}

const isDamage = (error: unknown) => String((error as { code?: unknown }).code).startsWith('Z_')
