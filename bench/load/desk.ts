import { uuidv7 } from '../../server/platform/clock.ts'
import type { Agent, Talk, Visitor } from '../harness/world.ts'
import { type Latency, latencyOf } from './chat.ts'
import { askUntilServed, openLines } from './http-lines.ts'

type Claims = { url: string; agents: Agent[]; talks: Talk[] }

/** Every agent wants a customer now. Two want the same one first; whoever is refused takes the next. Answers the milliseconds. */
export async function claimAll({ url, agents, talks }: Claims): Promise<number> {
  const lines = await openLines(url, 64)
  const claim = async (agent: Agent, index: number) => {
    for (let step = 0; step < talks.length; step++) {
      const talk = talks[((index & ~1) + step) % talks.length] as Talk
      const { status, body } = await askUntilServed(lines, {
        method: 'POST',
        path: `/api/conversations/${talk.id}/accept`,
        headers: `cookie: ${agent.cookie}\r\n`,
        body: '{}',
      })
      if (status === 200) return
      if (!body.includes('already_taken') && !body.includes('not_found')) throw new Error(`${status} ${body}`)
    }
    throw new Error('nothing was left for an agent')
  }
  const begin = performance.now()
  await Promise.all(agents.map(claim))
  const milliseconds = performance.now() - begin
  lines.close()
  return milliseconds
}

/** The same crowd at the bare queue. */
export async function claimBare({ url, count }: { url: string; count: number }): Promise<number> {
  const lines = await openLines(url, 64)
  const begin = performance.now()
  const claims = Array.from({ length: count }, (_, index) =>
    lines.send({ method: 'GET', path: `/${index}`, headers: '' }),
  )
  for (const { body } of await Promise.all(claims)) if (body === 'null') throw new Error('nothing was left for a claim')
  const milliseconds = performance.now() - begin
  lines.close()
  return milliseconds
}

type Starts = { url: string; visitors: Visitor[]; perSecond: number }

/** A new customer at each beat; timed from the moment it was due until the welcome was in their hands. */
export async function startTalks({ url, visitors, perSecond }: Starts): Promise<{ latency: Latency; missing: number }> {
  const lines = await openLines(url, 200)
  const begin = performance.now()
  const took: number[] = []
  const begun: Promise<void>[] = []
  const start = async ({ token }: Visitor, due: number) => {
    const now = new Date()
    const page = { url: 'https://shop.test/', title: 'Shop' }
    const input = { conversationId: uuidv7(now), messageId: uuidv7(now), body: '你好，请问怎么退货？', page }
    const { status, body } = await askUntilServed(lines, {
      method: 'POST',
      path: '/api/widget/conversations',
      headers: `authorization: Bearer ${token}\r\n`,
      body: JSON.stringify(input),
    })
    if (status !== 200) throw new Error(`${status} ${body}`)
    if (body.includes('"key":"welcome"')) took.push(performance.now() - due)
  }
  while (begun.length < visitors.length) {
    const due = Math.min(visitors.length, Math.floor(((performance.now() - begin) / 1000) * perSecond))
    while (begun.length < due)
      begun.push(start(visitors[begun.length] as Visitor, begin + (begun.length / perSecond) * 1000))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(begun)
  lines.close()
  return { latency: latencyOf(took), missing: visitors.length - took.length }
}

type Lists = { urls: string[]; agents: Agent[]; seconds: number; inFlight: number }

/** Agents open and refresh their lists; answers lists per second. */
export async function readInboxes({ urls, agents, seconds, inFlight }: Lists): Promise<number> {
  const pools = await Promise.all(urls.map((url) => openLines(url, Math.ceil(inFlight / urls.length))))
  const end = performance.now() + seconds * 1000
  let count = 0
  const lane = async (_: unknown, index: number) => {
    const pool = pools[index % pools.length] as (typeof pools)[number]
    for (; performance.now() < end; count++) {
      const { cookie } = agents[count % agents.length] as Agent
      const { status, body } = await pool.send({
        method: 'GET',
        path: '/api/conversations?list=mine',
        headers: `cookie: ${cookie}\r\n`,
      })
      if (status !== 200) throw new Error(`${status} ${body}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  for (const pool of pools) pool.close()
  return count / seconds
}
