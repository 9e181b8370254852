import { Socket } from 'node:net'

type Target = { host?: string; port?: number | string; path?: string }
type Connect = (this: Socket, ...given: unknown[]) => Socket

/** Notes every connection this process opens, but those to its own database; whoever is made to call out is found here. */
export function watchEgress(databaseUrl: string) {
  const database = new URL(databaseUrl)
  const seen: string[] = []
  const connect = Socket.prototype.connect as Connect
  const isOwn = ({ host = 'localhost', port, path }: Target) =>
    path === undefined && host === database.hostname && String(port) === database.port
  const watched: Connect = function (...given) {
    const target = targetOf(given)
    if (!isOwn(target)) seen.push(target.path ?? `${target.host ?? 'localhost'}:${target.port}`)
    return connect.apply(this, given)
  }
  Socket.prototype.connect = watched as Socket['connect']
  return {
    seen,
    stop() {
      Socket.prototype.connect = connect as Socket['connect']
    },
  }
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`, or the same already put in order by Node. */
function targetOf(given: readonly unknown[]): Target {
  const [first, second] = (Array.isArray(given[0]) ? given[0] : given) as readonly unknown[]
  if (typeof first === 'object' && first !== null) return first as Target
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { path: first }
  return { port: Number(first), ...(typeof second === 'string' && { host: second }) }
}
