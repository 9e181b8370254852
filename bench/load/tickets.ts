import { uuidv7 } from '../../server/platform/clock.ts'
import type { Agent } from '../harness/world.ts'
import { askUntilServed, openLines, type Request } from './http-lines.ts'

type Creation = { url: string; agents: Agent[]; groupId: string; customers: string[]; count: number }

const inFlight = 10
const cookieOf = (agent: Agent | undefined) => `cookie: ${agent?.cookie}\r\n`

/** Tickets as agents open them by hand, ten in flight; answers how many a second. */
export async function createTickets({ url, agents, groupId, customers, count }: Creation): Promise<number> {
  const lines = await openLines(url, inFlight)
  const create = async (index: number) => {
    const { status, body } = await askUntilServed(lines, {
      method: 'POST',
      path: '/api/tickets',
      headers: cookieOf(agents[index % agents.length]),
      body: JSON.stringify({
        ticketId: uuidv7(new Date()),
        nature: 'request',
        urgency: index % 20 === 0 ? 'urgent' : 'normal',
        channel: 'phone',
        subject: '收货地址写错了，要求改地址',
        category: 'request.address',
        descriptionCustomer: '昨天下的订单，收货地址写成了公司，想改成家里，请尽快处理。',
        customerId: customers[index % customers.length],
        orderNo: `2026112${index}`,
        groupId,
      }),
    })
    if (status !== 200) throw new Error(`${status} ${body}`)
  }
  const begin = performance.now()
  await Promise.all(Array.from({ length: count }, (_, index) => create(index)))
  const perSecond = (count / (performance.now() - begin)) * 1000
  lines.close()
  return perSecond
}

type Reads = { url: string; reads: { path: string; agent: Agent }[]; inFlight: number }

/** Milliseconds of each read. */
export async function timeReads({ url, reads, inFlight: width }: Reads): Promise<number[]> {
  const lines = await openLines(url, width)
  const queue = [...reads]
  const took: number[] = []
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const request: Request = { method: 'GET', path: next.path, headers: cookieOf(next.agent) }
      const begin = performance.now()
      const { status, body } = await lines.send(request)
      took.push(performance.now() - begin)
      if (status !== 200) throw new Error(`${status} ${next.path} ${body}`)
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  lines.close()
  return took
}

type Call = { url: string; agent: Agent; method: string; path: string; body?: object }

export async function callOnce({ url, agent, method, path, body }: Call): Promise<unknown> {
  const lines = await openLines(url, 1)
  const headers = cookieOf(agent)
  const answer = await lines.send({ method, path, headers, ...(body && { body: JSON.stringify(body) }) })
  lines.close()
  if (answer.status !== 200) throw new Error(`${answer.status} ${method} ${path} ${answer.body}`)
  return JSON.parse(answer.body)
}
