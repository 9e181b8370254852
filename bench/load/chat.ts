import { randomInt } from 'node:crypto'
import { uuidv7 } from '../../server/platform/clock.ts'
import type { Talk } from '../harness/world.ts'
import { bareWire, productWire, type Said, type Side, type Wire } from './wire.ts'

export type Latency = { p50: number; p99: number; max: number }
/** `all` counts the warm-up too. */
export type ChatResult = { perSecond: number; latency: Latency; all: number; mostInFlight: number }
type Connect = { name: string; kind: 'product' | 'bare'; urls: string[]; talks: Talk[] }
type Run = { name: string; seconds: number; warmUpSeconds: number }

type Crowd = { wire: Wire; talks: Talk[]; awaited: Map<string, { to: Side; seen(): void }> }
const crowds = new Map<string, Crowd>()
const body = '您好，请问我上周买的电饭煲什么时候能发货？已经等了三天了。'
let count = 0

/** Seats customers and agents; they stay connected for all rounds. */
export async function connectChat({ name, kind, urls, talks }: Connect): Promise<void> {
  const awaited: Crowd['awaited'] = new Map()
  const seen = (id: string, side: Side) => {
    const one = awaited.get(id)
    if (one?.to !== side) return
    awaited.delete(id)
    one.seen()
  }
  const wire =
    kind === 'product' ? await productWire(urls, talks, seen) : await bareWire(urls[0] as string, talks, seen)
  crowds.set(name, { wire, talks, awaited })
}

export function disconnectChat(name: string): void {
  crowds.get(name)?.wire.close()
  crowds.delete(name)
}

/** `inFlight` messages under way at any time: a new one starts when one is acknowledged and on the other screen. */
export async function chatInFlight({
  name,
  seconds,
  warmUpSeconds,
  inFlight,
}: Run & { inFlight: number }): Promise<ChatResult> {
  const crowd = crowdOf(name)
  const from = performance.now() + warmUpSeconds * 1000
  const to = from + seconds * 1000
  const took: number[] = []
  let said = 0
  const lane = async () => {
    for (let begun = performance.now(); begun < to; begun = performance.now()) {
      await sayAndSee(crowd)
      said++
      const now = performance.now()
      if (begun >= from && now <= to) took.push(now - begun)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  return { perSecond: took.length / seconds, latency: latencyOf(took), all: said, mostInFlight: inFlight }
}

/** `perSecond` messages are due whatever became of the earlier ones; each is timed from the moment it was due. */
export async function chatOffered({
  name,
  seconds,
  warmUpSeconds,
  perSecond,
}: Run & { perSecond: number }): Promise<ChatResult> {
  const crowd = crowdOf(name)
  const begin = performance.now()
  const warm = begin + warmUpSeconds * 1000
  const all = Math.round((warmUpSeconds + seconds) * perSecond)
  const took: number[] = []
  let inFlight = 0
  let mostInFlight = 0
  let failed: unknown
  const sayDue = async (due: number) => {
    mostInFlight = Math.max(mostInFlight, ++inFlight)
    try {
      await sayAndSee(crowd)
      if (due >= warm) took.push(performance.now() - due)
    } catch (error) {
      failed = error
    }
    inFlight--
  }
  for (let sent = 0; sent < all; ) {
    const due = Math.min(all, Math.floor(((performance.now() - begin) / 1000) * perSecond))
    for (; sent < due; sent++) void sayDue(begin + (sent / perSecond) * 1000)
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (const deadline = performance.now() + 30_000; inFlight > 0 && performance.now() < deadline; )
    await new Promise((resolve) => setTimeout(resolve, 5))
  if (failed) throw failed
  if (inFlight > 0) throw new Error(`${inFlight} messages never arrived`)
  return { perSecond: took.length / seconds, latency: latencyOf(took), all, mostInFlight }
}

function crowdOf(name: string): Crowd {
  const crowd = crowds.get(name)
  if (!crowd) throw new Error(`nobody is connected as ${name}`)
  return crowd
}

async function sayAndSee({ wire, talks, awaited }: Crowd): Promise<void> {
  const talk = talks[randomInt(talks.length)] as Talk
  const side: Side = count++ % 2 === 0 ? 'customer' : 'agent'
  const said: Said = { talk, side, id: uuidv7(new Date()), body: `${body} (${count})` }
  const seen = new Promise<void>((resolve) => {
    awaited.set(said.id, { to: side === 'customer' ? 'agent' : 'customer', seen: resolve })
  })
  await Promise.all([wire.say(said), seen])
}

export function latencyOf(took: number[]): Latency {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 }
}
