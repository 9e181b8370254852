import { once } from 'node:events'
import { WebSocket } from 'ws'

/** Connects, says hello and waits to be welcomed; `hear` gets every later frame as text. */
export async function openSocket(
  url: string,
  { hello, cookie, hear }: { hello: object; cookie?: string; hear(text: string): void },
): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'), {
    ...(cookie && { headers: { cookie } }),
    perMessageDeflate: false,
  })
  await once(socket, 'open')
  const welcomed = Promise.withResolvers<void>()
  socket.on('message', (data) => {
    const text = data.toString()
    if (text.startsWith('{"type":"welcome"')) welcomed.resolve()
    else hear(text)
  })
  socket.on('close', (code) => welcomed.reject(new Error(`not welcomed: ${code}`)))
  socket.send(JSON.stringify(hello))
  await welcomed.promise
  return socket
}

/** `count` at a time: a listen queue is shorter than a crowd. */
export async function eachAtOnce<T, R>(
  list: readonly T[],
  count: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < list.length; index = next++) results[index] = await work(list[index] as T, index)
  }
  await Promise.all(Array.from({ length: Math.min(count, list.length) }, lane))
  return results
}
