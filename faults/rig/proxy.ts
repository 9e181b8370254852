import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Names and attributes of toxiproxy, so that its documentation applies (reliability/faults 1.1). */
export type Toxic =
  | { type: 'latency'; latency: number; jitter?: number }
  | { type: 'bandwidth'; rate: number }
  | { type: 'slicer'; averageSize: number; sizeVariation?: number; delay?: number }
  | { type: 'limit_data'; bytes: number }
  | { type: 'reset_peer'; timeout: number }
  | { type: 'slow_close'; delay: number }
  | { type: 'timeout'; timeout: number }
/** `upstream`: from the one who connects to the server behind. */
export type Direction = 'upstream' | 'downstream'
export type FaultProxy = {
  port: number
  /** Adds a toxic, also to the connections that are open; `every`: only to each n-th connection. Returns its removal. */
  add(direction: Direction, toxic: Toxic, every?: number): () => void
  clear(): void
  connections(): number
  /** How many connections have been made so far. */
  accepted(): number
  close(): Promise<void>
}

type Placed = { direction: Direction; toxic: Toxic; every: number }
type Line = { number: number; ends: [Socket, Socket] }

export async function startProxy(target: { host?: string; port: number }): Promise<FaultProxy> {
  const placed = new Set<Placed>()
  const lines = new Set<Line>()
  let accepted = 0
  const toxicsOf = (line: Line, direction: Direction) =>
    [...placed].filter((one) => one.direction === direction && line.number % one.every === 0).map((one) => one.toxic)
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = createConnection({ host: '127.0.0.1', ...target, allowHalfOpen: true })
    const line: Line = { number: ++accepted, ends: [near, far] }
    lines.add(line)
    for (const end of line.ends) {
      end.setNoDelay(true)
      end.on('error', () => drop(line))
      end.on('close', () => drop(line))
    }
    carry(near, far, () => toxicsOf(line, 'upstream'))
    carry(far, near, () => toxicsOf(line, 'downstream'))
  })
  const drop = (line: Line) => {
    lines.delete(line)
    for (const end of line.ends) end.destroy()
  }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    add(direction, toxic, every = 1) {
      const one = { direction, toxic, every }
      placed.add(one)
      if (toxic.type === 'reset_peer' || toxic.type === 'timeout')
        for (const line of lines) if (line.number % every === 0) void end(line.ends, toxic)
      return () => void placed.delete(one)
    },
    clear: () => placed.clear(),
    connections: () => lines.size,
    accepted: () => accepted,
    async close() {
      server.close()
      for (const line of lines) drop(line)
    },
  }
}

/** Chunks one after the other, each through the toxics that are in place when it passes; the source waits meanwhile. */
function carry(from: Socket, to: Socket, toxics: () => Toxic[]): void {
  let passed = 0
  let queue = Promise.resolve()
  const ends: [Socket, Socket] = [from, to]
  for (const toxic of toxics()) if (toxic.type === 'reset_peer') void end(ends, toxic)
  from.on('data', (chunk: Buffer) => {
    from.pause()
    queue = queue.then(async () => {
      passed += chunk.length
      if (await through(chunk, { to, ends, toxics: toxics(), passed })) from.resume()
    })
  })
  from.on('end', () => {
    queue = queue.then(async () => {
      for (const toxic of toxics()) if (toxic.type === 'slow_close') await pause(toxic.delay)
      if (!toxics().some((toxic) => toxic.type === 'timeout')) to.end()
    })
  })
}

type Passage = { to: Socket; ends: [Socket, Socket]; toxics: Toxic[]; passed: number }

/** False when nothing more shall pass. */
async function through(chunk: Buffer, { to, ends, toxics, passed }: Passage): Promise<boolean> {
  let slicer: Extract<Toxic, { type: 'slicer' }> | undefined
  for (const toxic of toxics) {
    if (toxic.type === 'latency') await pause(toxic.latency + (Math.random() * 2 - 1) * (toxic.jitter ?? 0))
    if (toxic.type === 'bandwidth') await pause(chunk.length / toxic.rate)
    if (toxic.type === 'slicer') slicer = toxic
    if (toxic.type === 'limit_data' && passed > toxic.bytes) {
      to.write(chunk.subarray(0, Math.max(0, chunk.length - (passed - toxic.bytes))))
      for (const end of ends) end.destroySoon()
      return false
    }
    // The black hole: nothing is passed on, and the socket stays open.
    if (toxic.type === 'timeout') return false
  }
  for (const piece of slicer ? slices(chunk, slicer) : [chunk]) {
    if (to.destroyed || !to.writable) return false
    if (!to.write(piece)) await Promise.race([once(to, 'drain'), once(to, 'close')]).catch(() => {})
    if (slicer?.delay) await pause(slicer.delay / 1000)
  }
  return true
}

function* slices(chunk: Buffer, { averageSize, sizeVariation = 0 }: Extract<Toxic, { type: 'slicer' }>) {
  for (let at = 0; at < chunk.length; ) {
    const size = Math.max(1, Math.round(averageSize + (Math.random() * 2 - 1) * sizeVariation))
    yield chunk.subarray(at, at + size)
    at += size
  }
}

async function end(ends: [Socket, Socket], toxic: Extract<Toxic, { type: 'reset_peer' | 'timeout' }>): Promise<void> {
  if (toxic.type === 'timeout' && toxic.timeout === 0) return
  await pause(toxic.timeout)
  for (const socket of ends) {
    if (toxic.type === 'reset_peer') socket.resetAndDestroy()
    else socket.destroy()
  }
}
