export type Bytes = AsyncIterable<Buffer>

export type ByteReader = {
  /** Exactly `count` bytes; throws when the source ends before. */
  take(count: number): Promise<Buffer>
  /** The next `count` bytes as they come. */
  pieces(count: number): AsyncGenerator<Buffer>
  /** What is left, to the end of the source. */
  rest(): AsyncGenerator<Buffer>
}

/** Reads a stream by counted bytes. */
export function byteReader(source: Bytes): ByteReader {
  const chunks = source[Symbol.asyncIterator]()
  let held: Buffer = Buffer.alloc(0)

  const next = async (atMost: number): Promise<Buffer | undefined> => {
    while (held.length === 0) {
      const { value, done } = await chunks.next()
      if (done) return undefined
      held = value
    }
    const piece = held.subarray(0, atMost)
    held = held.subarray(piece.length)
    return piece
  }
  async function* pieces(count: number) {
    for (let left = count; left > 0; ) {
      const piece = await next(left)
      if (!piece) throw new Error('the backup ends too early')
      left -= piece.length
      yield piece
    }
  }
  return {
    pieces,
    async take(count) {
      const parts: Buffer[] = []
      for await (const piece of pieces(count)) parts.push(piece)
      return Buffer.concat(parts, count)
    },
    async *rest() {
      for (let piece = await next(1 << 20); piece; piece = await next(1 << 20)) yield piece
    },
  }
}
