import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Size, seedWorld, type World } from '../../bench/harness/world.ts'
import { type Person, personOf } from '../clients/person.ts'
import { type Manner, openReceiver, type Receiver } from '../clients/receiver.ts'
import { newSent, type Sent, sendMessage } from '../clients/sender.ts'
import { makeNode, type Node, type NodeOptions } from './node.ts'
import { type Database, makeDatabase } from './postgres.ts'
import { type RedisServer, startRedis } from './redis.ts'

export type Stage = {
  database: Database
  nodes: Node[]
  redis: RedisServer | null
  world: World
  receivers: Receiver[]
  sent: Sent
  /** An address of a node, drawn by lot: in step with the clients, those of one talk would all meet on one node. */
  urls(): string
  /** Where clients find the nodes from now on, when not at the nodes themselves. */
  leadThrough(addresses: string[]): void
  addNode(env?: Record<string, string>): Promise<Node>
  /** A receiver on each side of every talk, all of them connected. */
  watchAll(manner?: Omit<Manner, 'urls'>): Promise<void>
  /** `count` messages, `lanes` in flight, by both sides of all talks by turns. */
  send(count: number, lanes?: number): Promise<void>
}
export type StageOptions = {
  nodes?: number
  size?: Partial<Size>
  durable?: boolean
  redis?: boolean
  /** What nodes connect to instead of the database itself. */
  databaseUrl?: (url: string) => Promise<string>
  /** The folder of the uploads that all nodes share; by default a new one. */
  files?: string
  /** Where the database's folder shall lie. */
  parent?: string
  node?: Pick<NodeOptions, 'env' | 'flags'>
}

const open = new Set<() => Promise<void>>()
/** Ends every process of this run, for one that is interrupted. */
export const clearStages = async () => void (await Promise.all([...open].map((clear) => clear())))

/** Real servers, a real PostgreSQL and real clients, each a process or a socket of this one, all gone at the end. */
export async function withStage<T>(options: StageOptions, work: (stage: Stage) => Promise<T>): Promise<T> {
  const clearing: (() => unknown)[] = []
  const clear = async () => {
    for (let step = clearing.pop(); step; step = clearing.pop()) await Promise.resolve(step()).catch(() => {})
  }
  open.add(clear)
  try {
    return await work(await openStage(options, clearing))
  } finally {
    await clear()
    open.delete(clear)
  }
}

async function openStage(options: StageOptions, clearing: (() => unknown)[]): Promise<Stage> {
  const { durable = true, size, parent } = options
  const files = options.files ?? mkdtempSync(join(tmpdir(), 'shouwen-files-'))
  if (!options.files) clearing.push(() => rmSync(files, { recursive: true, force: true }))
  const database = await makeDatabase({ durable, ...(parent !== undefined && { parent }) })
  clearing.push(() => database.dispose())
  const redis = options.redis ? await startRedis() : null
  if (redis) clearing.push(() => redis.kill())
  const world = await seedWorld(database.pool, { agents: 5, visitors: 20, talks: 20, served: true, ...size })
  const databaseUrl = options.databaseUrl ? await options.databaseUrl(database.url) : database.url
  const nodes: Node[] = []
  const receivers: Receiver[] = []
  const sent = newSent()
  let addresses: string[] | null = null
  clearing.push(() => Promise.all(nodes.map((node) => node.dispose())))
  clearing.push(() => receivers.map((receiver) => receiver.close()))
  const urls = () => {
    const all = addresses ?? nodes.filter((node) => node.isAlive()).map((node) => node.url)
    return all[Math.floor(Math.random() * all.length)] ?? (nodes[0]?.url as string)
  }
  const stage: Stage = {
    database,
    nodes,
    redis,
    world,
    receivers,
    sent,
    urls,
    leadThrough(given) {
      addresses = given
    },
    async addNode(env = {}) {
      const { env: common = {}, flags = [] } = options.node ?? {}
      const node = await makeNode({ databaseUrl, redisUrl: redis?.url, files, env: { ...common, ...env }, flags })
      nodes.push(node)
      await node.start()
      return node
    },
    async watchAll(manner = {}) {
      for (const person of everybody(world)) receivers.push(openReceiver(person, { urls, ...manner }))
      for (const end = performance.now() + 15_000; performance.now() < end && !receivers.every((one) => one.isUp()); )
        await pause(20)
    },
    send: (count, lanes = 20) => sendAll(everybody(world), { count, lanes, urls, sent }),
  }
  for (let index = 0; index < (options.nodes ?? 1); index++) await stage.addNode()
  return stage
}

function everybody(world: World): Person[] {
  const served = world.talks.filter((talk) => talk.agent !== null)
  return [...world.talks.map((talk) => personOf('customer', talk)), ...served.map((talk) => personOf('agent', talk))]
}

type Load = { count: number; lanes: number; urls: () => string; sent: Sent }
let bodies = 0

async function sendAll(people: readonly Person[], { count, lanes, urls, sent }: Load): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      const person = people[index % people.length]
      if (person) await sendMessage(person, `第 ${++bodies} 条消息`, { urls, sent })
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, lane))
}
