import { type Bytes, byteReader } from './bytes.ts'

/** One file of the archive. Its size is told before its bytes. */
export type Entry = { name: string; size: number; body: Bytes }

const block = 512
const padding = (size: number) => Buffer.alloc((block - (size % block)) % block)

export function entryOf(name: string, content: Buffer | string): Entry {
  const bytes = Buffer.from(content)
  return { name, size: bytes.length, body: once(bytes) }
}

async function* once(bytes: Buffer) {
  yield bytes
}

/** POSIX ustar, so that `tar` can look into a backup without us. */
export async function* pack(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { name, size, body } of entries) {
    yield headerOf(name, size)
    let written = 0
    for await (const piece of body) {
      written += piece.length
      yield piece
    }
    if (written !== size) throw new Error(`${name} changed while it was read`)
    yield padding(size)
  }
  yield Buffer.alloc(2 * block)
}

/** The entries in their order; the caller reads each body to its end before it asks for the next. */
export async function* unpack(source: Bytes): AsyncGenerator<Entry> {
  const reader = byteReader(source)
  for (;;) {
    const header = await reader.take(block)
    if (header.every((byte) => byte === 0)) break
    const { name, size } = readHeader(header)
    yield { name, size, body: reader.pieces(size) }
    await reader.take(padding(size).length)
  }
  // To the very end: the checksum of what was packed stands there.
  for await (const _ of reader.rest());
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(block)
  const [prefix, short] = splitName(name)
  const field = (offset: number, text: string) => header.write(text, offset, 'utf8')
  const octal = (value: number, width: number) => value.toString(8).padStart(width, '0')
  field(0, short)
  field(100, '0000600\0')
  field(108, '0000000\0')
  field(116, '0000000\0')
  field(124, `${octal(size, 11)}\0`)
  field(136, '00000000000\0')
  field(156, '0')
  field(257, 'ustar\x0000')
  field(345, prefix)
  field(148, `${octal(sumOf(header), 6)}\0 `)
  return header
}

function splitName(name: string): [prefix: string, short: string] {
  if (Buffer.byteLength(name) <= 100) return ['', name]
  const cut = name.indexOf('/', Buffer.byteLength(name) - 101)
  if (cut < 1 || cut > 155) throw new Error(`the name ${name} is too long for a backup`)
  return [name.slice(0, cut), name.slice(cut + 1)]
}

function readHeader(header: Buffer): { name: string; size: number } {
  const field = (offset: number, length: number) =>
    header.toString('utf8', offset, offset + length).replace(/\0.*$/s, '')
  if (Number.parseInt(field(148, 8), 8) !== sumOf(header)) throw new Error('the backup is damaged')
  const [prefix, short] = [field(345, 155), field(0, 100)]
  return { name: prefix ? `${prefix}/${short}` : short, size: Number.parseInt(field(124, 12), 8) }
}

/** The checksum counts its own field as eight spaces. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0)
}
