import type { Endpoint } from '../../domain/contract.ts'
import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import { type Caller, type Callers, newSession } from '../world/callers.ts'

export type World = { app: TestApp; people: Cast; callers: Callers }
export type Cell = { relation: string; caller: Caller }
export type Asked = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  /** A file instead of a JSON body. */
  file?: { name: string; type: string; bytes: Buffer }
}

/** How the cells of one endpoint are tried: the objects they need, and the request that would succeed for whoever may. */
export type Recipe = {
  /** Told apart in the table when one endpoint is tried in several ways. */
  as?: string
  relations: readonly string[]
  /** The request of each cell, in order; makes what the cells need. */
  prepare(world: World, cells: readonly Cell[]): Promise<Asked[]>
  /** The request ends or changes the session it came with. */
  spendsSession?: true
}

export type Answer = { status: number; code: string | null; body: string; headers: Record<string, unknown> }

export async function attempt(world: World, endpoint: Endpoint, { caller, asked, recipe }: Tried): Promise<Answer> {
  const { app } = world
  const spends = recipe.spendsSession && caller.kind === 'staff' && caller.name !== 'locked' && caller.name !== 'former'
  const headers = spends ? await newSession(app, caller.id) : caller.headers
  const response = await app.http.inject({
    method: endpoint.method,
    url: addressOf(endpoint.path, asked),
    headers: { ...headers, ...(asked.file && { 'content-type': `multipart/form-data; boundary=${boundary}` }) },
    ...(asked.file
      ? { payload: multipart(asked.file) }
      : asked.body !== undefined && { payload: asked.body as object }),
  })
  return answerOf(response)
}
export type Tried = { caller: Caller; asked: Asked; recipe: Recipe }

export function answerOf(response: { statusCode: number; body: string; headers: object }): Answer {
  return {
    status: response.statusCode,
    code: response.statusCode >= 400 ? (JSON.parse(response.body).error.code as string) : null,
    body: response.body,
    headers: response.headers as Record<string, unknown>,
  }
}

export function addressOf(path: string, { params = {}, query = {} }: Asked): string {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''))
  const search = new URLSearchParams(query)
  return search.size > 0 ? `${filled}?${search}` : filled
}

const boundary = 'matrix-7d8f'
export function multipart({ name, type, bytes }: NonNullable<Asked['file']>): Buffer {
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

/** The word of a cell: may, must sign in, may not, hidden, or allowed but not in this state. */
export function decisionOf({ status, code }: Answer): string {
  if (status < 400) return 'yes'
  if (status === 400 || status === 415 || status >= 500) return `broken: ${status} ${code}`
  return String(status)
}

/** A recipe whose cells need no object. */
export const plain = (
  ask: (world: World, cell: Cell) => Asked | Promise<Asked>,
  more: Partial<Recipe> = {},
): Recipe => ({
  relations: ['-'],
  prepare: async (world, cells) => {
    const asked: Asked[] = []
    for (const cell of cells) asked.push(await ask(world, cell))
    return asked
  },
  ...more,
})
