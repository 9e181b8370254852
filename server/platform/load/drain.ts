import type { Server } from 'node:http'
import type { Socket } from 'node:net'

const patienceMs = 5000

/**
 * Node counts a connection on which nothing was asked yet as busy for a minute, and browsers open such connections in
 * advance. Returns what ends them: at once where nobody waits for an answer, after 5 s where one does not come.
 */
export function connectionsOf(server: Server): { end(): () => void } {
  const waiting = new Map<Socket, number>()
  let ending = false
  const answered = (socket: Socket) => {
    const requests = waiting.get(socket)
    if (requests === undefined) return
    waiting.set(socket, requests - 1)
    if (ending && requests === 1) socket.end()
  }
  server.on('connection', (socket) => {
    waiting.set(socket, 0)
    socket.once('close', () => waiting.delete(socket))
  })
  server.on('request', ({ socket }, reply) => {
    waiting.set(socket, (waiting.get(socket) ?? 0) + 1)
    reply.once('close', () => answered(socket))
  })
  return {
    end() {
      ending = true
      for (const [socket, requests] of waiting) if (requests === 0) socket.destroy()
      const timer = setTimeout(() => server.closeAllConnections(), patienceMs)
      return () => clearTimeout(timer)
    },
  }
}
