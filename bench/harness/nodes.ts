import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'

export type Node = Child & { url: string }

const path = join(import.meta.dirname, 'node.ts')

/** Starts a node of the product on the database; `stop` leaves nothing behind. */
export async function startNode(databaseUrl: string, env: Record<string, string> = {}): Promise<Node> {
  const folder = mkdtempSync(join(tmpdir(), 'shouwen-bench-'))
  const flags = ['--expose-gc', ...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? [])]
  const child = startChild(path, { flags, env: { DATABASE_URL: databaseUrl, BENCH_FOLDER: folder, ...env } })
  child.process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const url = `http://127.0.0.1:${await child.call<number>('port')}`
  return { ...child, url }
}
