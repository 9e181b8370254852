import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { connectionsOf } from './drain.ts'

async function listen(answer: (reply: ServerResponse) => void) {
  const server = createServer((_request, reply) => answer(reply))
  const connections = connectionsOf(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async () => {
    const closed = once(server, 'close')
    server.close()
    const stop = connections.end()
    await closed
    stop()
  }
  return { port, close }
}

test('a connection on which nothing was asked does not hold up the end', async () => {
  const { port, close } = await listen((reply) => reply.end())
  const silent = connect(port, '127.0.0.1')
  await once(silent, 'connect')
  await fetch(`http://127.0.0.1:${port}/`)
  const began = performance.now()
  await close()
  expect(performance.now() - began).toBeLessThan(1000)
})

test('a request under way is answered', async () => {
  const { port, close } = await listen((reply) => void setTimeout(() => reply.end('answered'), 300))
  const asked = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text())
  await new Promise((resolve) => setTimeout(resolve, 100))
  await close()
  expect(await asked).toBe('answered')
})
