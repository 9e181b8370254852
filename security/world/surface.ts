import { globSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Endpoint } from '../../domain/contract.ts'
import { clientFrame, serverFrame } from '../../domain/live/frames.ts'

const top = fileURLToPath(new URL('../../', import.meta.url))

export const keyOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`

/** Every endpoint that a contract declares, found in the files themselves: a new one needs no line here. */
export async function declaredEndpoints(): Promise<Endpoint[]> {
  const found = new Map<string, Endpoint>()
  for (const file of globSync('domain/**/*contract.ts', { cwd: top }).sort()) {
    const module = (await import(pathToFileURL(`${top}${file}`).href)) as Record<string, unknown>
    for (const value of Object.values(module).filter(isEndpoint)) found.set(keyOf(value), value)
  }
  return [...found.values()].sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method))
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'reply' in value
}

const typesOf = (union: typeof clientFrame | typeof serverFrame) =>
  union.options.map((option) => [...option.shape.type.values][0] as string).sort()
export const clientFrames = () => typesOf(clientFrame)
export const serverFrames = () => typesOf(serverFrame)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** `METHOD /path` of every route of the running application, hidden ones and pages included. */
export function mountedRoutes(app: { printRoutes(options: { commonPrefix: boolean }): string }): string[] {
  const routes = new Set<string>()
  const trail: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:│ {3}| {4})*)(?:├── |└── )(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (!match) continue
    const depth = (match[1] ?? '').length / 4
    trail.length = depth
    trail[depth] = match[2] ?? ''
    for (const method of match[3]?.split(', ') ?? []) routes.add(`${method} ${trail.join('')}`)
  }
  return [...routes].sort()
}
