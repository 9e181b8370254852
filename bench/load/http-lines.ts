import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Answer = { status: number; body: string }
export type Request = { method: string; path: string; headers: string; body?: string }
export type Lines = { send(request: Request): Promise<Answer>; close(): void }

/**
 * Keep-alive connections of one request at a time each, written by hand: the generator shares two cores with what it
 * measures, and costs a third of fetch. What finds no free connection waits for one.
 */
export async function openLines(url: string, count: number): Promise<Lines> {
  const { hostname, port, host } = new URL(url)
  const lines = await Promise.all(Array.from({ length: count }, () => openLine(hostname, Number(port))))
  const free = [...lines]
  const waiting: { request: Request; resolve(answer: Answer): void; reject(error: Error): void }[] = []
  const next = () => {
    while (free.length > 0 && waiting.length > 0) {
      const line = free.pop() as Line
      const { request, resolve, reject } = waiting.shift() as (typeof waiting)[number]
      line
        .ask(textOf(request, host))
        .then(resolve, reject)
        .finally(() => {
          free.push(line)
          next()
        })
    }
  }
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject })
        next()
      }),
    close: () => {
      for (const line of lines) line.socket.destroy()
    },
  }
}

/** As the clients do: a busy server says when to come again. */
export async function askUntilServed(lines: Lines, request: Request): Promise<Answer> {
  for (;;) {
    const answer = await lines.send(request)
    if (answer.status !== 503) return answer
    const { error } = JSON.parse(answer.body) as { error: { details?: { retryAfterSeconds?: number } } }
    await pause((error.details?.retryAfterSeconds ?? 2) * 1000)
  }
}

function textOf({ method, path, headers, body }: Request, host: string): string {
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n${headers}`
  if (body === undefined) return `${head}\r\n`
  return `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

type Line = { socket: Socket; ask(text: string): Promise<Answer> }

async function openLine(hostname: string, port: number): Promise<Line> {
  const socket = connect(port, hostname).setNoDelay(true)
  await once(socket, 'connect')
  let answer: PromiseWithResolvers<Answer> | null = null
  let received = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const end = received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = received.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (received.length < end + 4 + length) return
    const body = received.toString('utf8', end + 4, end + 4 + length)
    received = received.subarray(end + 4 + length)
    answer?.resolve({ status: Number(head.slice(9, 12)), body })
  })
  const fail = () => answer?.reject(new Error('the connection ended before the answer'))
  socket.on('error', fail).on('close', fail)
  return {
    socket,
    ask(text) {
      answer = Promise.withResolvers()
      socket.write(text)
      return answer.promise
    },
  }
}
