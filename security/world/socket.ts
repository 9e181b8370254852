import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type ClientFrame, type ServerFrame, serverFrame } from '../../domain/live/frames.ts'
import type { TestApp } from '../../test/app.ts'

type Opening = { headers?: Record<string, string>; hello: Extract<ClientFrame, { type: 'hello' }> }

/** A signed-in socket that keeps every frame it hears. */
export async function openSocket(app: Pick<TestApp, 'url'>, { headers = {}, hello }: Opening) {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/live`, { headers: { origin: app.url, ...headers } })
  const frames: ServerFrame[] = []
  let closedWith: number | null = null
  socket.on('message', (data) => frames.push(serverFrame.parse(JSON.parse(String(data)))))
  socket.on('close', (code) => {
    closedWith = code
  })
  await once(socket, 'open')
  const heard = once(socket, 'message')
  socket.send(JSON.stringify(hello))
  await heard
  const pongs = () => frames.filter((frame) => frame.type === 'pong').length
  const until = async (check: () => boolean, ms = 6000) => {
    for (const start = performance.now(); !check() && performance.now() - start < ms; )
      await new Promise((resolve) => setTimeout(resolve, 10))
    return check()
  }
  return {
    frames,
    send: (frame: ClientFrame) => socket.send(JSON.stringify(frame)),
    closedWith: () => closedWith,
    until,
    /** Frames are worked off in order: once this ping is answered, everything before it was. */
    async settled() {
      const before = pongs()
      socket.send(JSON.stringify({ type: 'ping' }))
      await until(() => pongs() > before || closedWith !== null)
    },
    /** Nothing came for a while. */
    async quiet(ms = 250) {
      for (let known = -1; known !== frames.length; ) {
        known = frames.length
        await new Promise((resolve) => setTimeout(resolve, ms))
      }
    },
    async close() {
      if (closedWith !== null) return
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}
