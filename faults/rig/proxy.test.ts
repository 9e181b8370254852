import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type FaultProxy, startProxy } from './proxy.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A server that sends back what it gets, behind the proxy. */
async function echo(): Promise<{ proxy: FaultProxy; connect(): Promise<Socket> }> {
  const server = createServer((socket) => void socket.on('error', () => {}).pipe(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const proxy = await startProxy({ port: typeof address === 'object' && address ? address.port : 0 })
  open.push(proxy, server)
  return {
    proxy,
    async connect() {
      const socket = createConnection(proxy.port, '127.0.0.1')
      socket.on('error', () => {})
      await once(socket, 'connect')
      open.push({ close: () => socket.destroy() })
      return socket
    },
  }
}

async function answer(socket: Socket, text: string): Promise<string> {
  socket.write(text)
  let heard = ''
  while (heard.length < text.length) heard += String((await once(socket, 'data'))[0])
  return heard
}

test('without toxics everything passes', async () => {
  const { connect } = await echo()
  const text = 'abc'.repeat(100_000)
  expect(await answer(await connect(), text)).toBe(text)
})

test('latency delays in both directions, keeps the order, and ends when it is taken away', async () => {
  const { proxy, connect } = await echo()
  const socket = await connect()
  const remove = proxy.add('upstream', { type: 'latency', latency: 60, jitter: 20 })
  proxy.add('downstream', { type: 'latency', latency: 60 })
  const began = performance.now()
  expect(await answer(socket, 'slow')).toBe('slow')
  expect(performance.now() - began).toBeGreaterThan(95)
  remove()
  proxy.clear()
  const calm = performance.now()
  await answer(socket, 'fast')
  expect(performance.now() - calm).toBeLessThan(60)
})

test('bandwidth and slicer slow down, and lose nothing', async () => {
  const { proxy, connect } = await echo()
  proxy.add('upstream', { type: 'bandwidth', rate: 100 })
  proxy.add('downstream', { type: 'slicer', averageSize: 500, sizeVariation: 400 })
  const text = 'x1y2'.repeat(5000)
  const began = performance.now()
  expect(await answer(await connect(), text)).toBe(text)
  expect(performance.now() - began).toBeGreaterThan(150)
})

test('limit_data cuts in the middle', async () => {
  const { proxy, connect } = await echo()
  proxy.add('downstream', { type: 'limit_data', bytes: 10 })
  const socket = await connect()
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  socket.write('0123456789abcdef')
  await once(socket, 'close')
  expect(heard).toBe('0123456789')
})

test('reset_peer resets open and new connections, `every` spares the others', async () => {
  const { proxy, connect } = await echo()
  const [first, second] = [await connect(), await connect()]
  const failed = once(second, 'error').catch((error: Error) => [error])
  proxy.add('downstream', { type: 'reset_peer', timeout: 0 }, 2)
  expect(String((await failed)[0])).toContain('ECONNRESET')
  expect(await answer(first, 'alive')).toBe('alive')
})

test('timeout is a black hole: nothing passes, the connection stays', async () => {
  const { proxy, connect } = await echo()
  const socket = await connect()
  proxy.add('upstream', { type: 'timeout', timeout: 0 })
  let heard = ''
  socket.on('data', (chunk) => {
    heard += chunk
  })
  socket.write('lost')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect([heard, socket.readyState]).toEqual(['', 'open'])
})
