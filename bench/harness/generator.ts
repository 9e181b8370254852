import { join } from 'node:path'
import { type Child, startChild } from './child.ts'

export const startGenerator = (): Child => startChild(join(import.meta.dirname, '../load/generator.ts'))

type Bare = Child & { url: string }

/** A baseline of `bench/bare/`, as a process of its own. */
export async function startBare(
  name: 'pipeline' | 'sockets' | 'claims' | 'tickets',
  env: Record<string, string> = {},
): Promise<Bare> {
  const child = startChild(join(import.meta.dirname, `../bare/${name}.ts`), { flags: ['--expose-gc'], env })
  return { ...child, url: `http://127.0.0.1:${await child.call<number>('port')}` }
}
