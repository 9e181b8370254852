// The baseline of `idle` and `storm`: a WebSocket server that welcomes and keeps.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { answerParent } from '../harness/child.ts'

const http = createServer().listen(Number(process.env.BENCH_PORT ?? 0), '127.0.0.1')
await once(http, 'listening')
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', () => socket.send('{"type":"welcome"}'))
})

answerParent({
  port: () => {
    const address = http.address()
    return typeof address === 'object' && address ? address.port : 0
  },
  memory: () => {
    globalThis.gc?.()
    return process.memoryUsage.rss()
  },
})
