import { once } from 'node:events'
import { type Duplex, Readable } from 'node:stream'
import type { Client, Submittable } from 'pg'

/** The parts of a connection of `pg` that its own COPY support uses; a package for it would be our fortieth. */
type Wire = {
  stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}
type Conversation = {
  submit(wire: Wire): void
  handleCopyData?(message: { chunk: Buffer }, wire: Wire): void
  handleCopyInResponse?(wire: Wire): void
  handleCommandComplete(): void
  handleReadyForQuery(): void
  handleError(error: Error): void
}

const speak = (client: Client, conversation: Conversation) => client.query(conversation as unknown as Submittable)

/** COPY … TO STDOUT: one piece per row, as fast as the reader takes them. */
export function copyOut(client: Client, sql: string): AsyncIterable<Buffer> {
  let wire: Wire | undefined
  const rows = new Readable({ objectMode: true, highWaterMark: 512, read: () => void wire?.stream.resume() })
  speak(client, {
    submit(open) {
      wire = open
      open.query(sql)
    },
    handleCopyData({ chunk }, { stream }) {
      // The parser reuses its buffer.
      if (!rows.push(Buffer.from(chunk))) stream.pause()
    },
    handleCommandComplete() {},
    handleReadyForQuery: () => void rows.push(null),
    handleError: (error) => void rows.destroy(error),
  })
  return rows
}

/** COPY … FROM STDIN of rows as `copyOut` gave them. */
export function copyIn(client: Client, sql: string, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    speak(client, {
      submit: (wire) => wire.query(sql),
      handleCopyInResponse: (wire) => void send(wire, rows),
      handleCommandComplete() {},
      handleReadyForQuery: resolve,
      handleError: reject,
    })
  })
}

async function send(wire: Wire, rows: Buffer): Promise<void> {
  wire.sendCopyFromChunk(rows)
  if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain').catch(() => {})
  wire.endCopyFrom()
}
