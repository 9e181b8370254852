import type { WebSocket } from 'ws'
import type { Agent, Talk } from '../harness/world.ts'
import { openLines } from './http-lines.ts'
import { eachAtOnce, openSocket } from './sockets.ts'

export type Side = 'customer' | 'agent'
export type Said = { talk: Talk; side: Side; id: string; body: string }
/** Customers and agents at their screens. `say` resolves when the server has acknowledged. */
export type Wire = { say(said: Said): Promise<void>; close(): void }
/** A message appeared on a screen of this side. */
export type Seen = (id: string, side: Side) => void

const messageStart = '{"type":"message","message":{"id":"'
const idIn = (text: string) =>
  text.startsWith(messageStart) ? text.slice(messageStart.length, messageStart.length + 36) : null

/** The product: messages go by HTTP, come by socket. With several nodes the two sides of a talk sit on different ones. */
export async function productWire(
  urls: readonly string[],
  talks: readonly Talk[],
  seen: Seen,
  lines = 100,
): Promise<Wire> {
  const pools = await Promise.all(urls.map((url) => openLines(url, Math.ceil(lines / urls.length))))
  const nodeOf = (index: number) => index % urls.length
  const sockets = await eachAtOnce(talks, 50, ({ visitor }, index) =>
    openSocket(`${urls[nodeOf(index)]}/live`, {
      hello: { type: 'hello', as: 'visitor', token: visitor.token },
      hear: (text) => tell(text, 'customer'),
    }),
  )
  const tell = (text: string, side: Side) => {
    const id = idIn(text)
    if (id) seen(id, side)
  }
  const staff = await eachAtOnce(desksOf(talks), 20, async (desk, index) => {
    const url = `${urls[nodeOf(index + 1)]}/live`
    const hear = (text: string) => tell(text, 'agent')
    const socket = await openSocket(url, { hello: { type: 'hello', as: 'staff' }, cookie: desk.agent.cookie, hear })
    await watchAll(socket, desk.talks)
    return socket
  })
  const indexOf = new Map(talks.map((talk, index) => [talk.id, index]))
  return {
    async say({ talk, side, id, body }) {
      const isCustomer = side === 'customer'
      const node = nodeOf((indexOf.get(talk.id) ?? 0) + (isCustomer ? 0 : 1))
      const answer = await (pools[node] as (typeof pools)[number]).send({
        method: 'POST',
        path: `/api/${isCustomer ? 'widget/' : ''}conversations/${talk.id}/messages`,
        headers: isCustomer ? `authorization: Bearer ${talk.visitor.token}\r\n` : `cookie: ${talk.agent?.cookie}\r\n`,
        body: JSON.stringify(isCustomer ? { messageId: id, body } : { messageId: id, stream: 'talk', body }),
      })
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`)
    },
    close() {
      for (const socket of [...sockets, ...staff]) socket.terminate()
      for (const pool of pools) pool.close()
    },
  }
}

function desksOf(talks: readonly Talk[]): { agent: Agent; talks: Talk[] }[] {
  const desks = new Map<string, { agent: Agent; talks: Talk[] }>()
  for (const talk of talks) {
    if (!talk.agent) continue
    const desk = desks.get(talk.agent.id) ?? { agent: talk.agent, talks: [] }
    desks.set(talk.agent.id, desk)
    desk.talks.push(talk)
  }
  return [...desks.values()]
}

async function watchAll(socket: WebSocket, talks: readonly Talk[]): Promise<void> {
  for (const { id } of talks) {
    const watched = new Promise<void>((resolve) => {
      const hear = (data: unknown) => {
        if (!String(data).startsWith('{"type":"viewers"')) return
        socket.off('message', hear)
        resolve()
      }
      socket.on('message', hear)
    })
    socket.send(JSON.stringify({ type: 'watch', conversation: id }))
    await watched
  }
}

/** The bare pipeline: one socket for both directions, no rights, no rules. */
export async function bareWire(url: string, talks: readonly Talk[], seen: Seen): Promise<Wire> {
  const acknowledged = new Map<string, () => void>()
  const hearAs = (side: Side) => (text: string) => {
    const id = idIn(text)
    if (id) return seen(id, side)
    const ack = text.slice(8, 44)
    acknowledged.get(ack)?.()
    acknowledged.delete(ack)
  }
  const open = (join: string[], side: Side) => openSocket(url, { hello: { join, side }, hear: hearAs(side) })
  const sides = {
    customer: new Map(await eachAtOnce(talks, 50, async ({ id }) => [id, await open([id], 'customer')] as const)),
    agent: new Map<string, WebSocket>(),
  }
  const byAgent = Map.groupBy(talks, (talk) => talk.agent?.id ?? '')
  await eachAtOnce([...byAgent.values()], 20, async (own) => {
    const ids = own.map((talk) => talk.id)
    const socket = await open(ids, 'agent')
    for (const id of ids) sides.agent.set(id, socket)
  })
  return {
    say: ({ talk, side, id, body }) =>
      new Promise((resolve) => {
        acknowledged.set(id, resolve)
        sides[side].get(talk.id)?.send(JSON.stringify({ id, talk: talk.id, side, body }))
      }),
    close() {
      for (const socket of [...sides.customer.values(), ...sides.agent.values()]) socket.terminate()
    },
  }
}
