import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WebSocket } from 'ws'

type Login = { role: string; email: string; password: string }

/** Signs in an agent of the demo company and waits for customers, as an open desk does. */
export async function openDesk(origin: string, folder: string): Promise<{ close(): void }> {
  const logins = JSON.parse(readFileSync(join(folder, 'demo-logins.json'), 'utf8')) as Login[]
  const { email, password } = logins.find((login) => login.role === 'agent') ?? { email: '', password: '' }
  const session = await fetch(`${origin}/api/session`, json('POST', { email, password }))
  const cookie = session.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { cookie, origin } })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', as: 'staff' }))
  await once(socket, 'message')
  const presence = await fetch(`${origin}/api/presence`, json('PUT', { state: 'online' }, cookie))
  if (!presence.ok) throw new Error(`the desk did not open: ${presence.status} ${await presence.text()}`)
  return { close: () => socket.close() }
}

const json = (method: string, body: object, cookie = '') => ({
  method,
  headers: { 'content-type': 'application/json', cookie },
  body: JSON.stringify(body),
})
