import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type FileStore, openFiles } from '../platform/files.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function localStore(): Promise<FileStore> {
  const folder = await mkdtemp(join(tmpdir(), 'shouwen-files-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  return openFiles({ folder })
}

type Seen = { method: string; path: string; authorization: string; bytesSha: string }

/** Speaks the object requests of S3 with its path-style addresses, and refuses what is not signed with our key. */
async function s3StandIn(): Promise<{ store: FileStore; seen: Seen[]; objects: Map<string, Buffer> }> {
  const objects = new Map<string, Buffer>()
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://s3').pathname
    const { authorization = '', 'x-amz-content-sha256': bytesSha = '' } = request.headers
    seen.push({ method: request.method ?? '', path, authorization, bytesSha: String(bytesSha) })
    const body = await bodyOf(request)
    if (
      !/^AWS4-HMAC-SHA256 Credential=key-of-ours\/\d{8}\/eu-test\/s3\/aws4_request, SignedHeaders=.*host.*, Signature=[0-9a-f]{64}$/.test(
        authorization,
      )
    ) {
      return void response
        .writeHead(403, { 'content-type': 'application/xml' })
        .end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
    }
    if (request.method === 'PUT') objects.set(path, body)
    if (request.method === 'DELETE') objects.delete(path)
    const found = objects.get(path)
    if (request.method === 'GET' && !found) {
      return void response
        .writeHead(404, { 'content-type': 'application/xml' })
        .end('<Error><Code>NoSuchKey</Code></Error>')
    }
    response
      .writeHead(request.method === 'DELETE' ? 204 : 200, { etag: '"1"' })
      .end(request.method === 'GET' ? found : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const s3 = { bucket: 'shouwen', region: 'eu-test', endpoint, key: 'key-of-ours', secret: 'a secret' }
  return { store: await openFiles({ s3 }), seen, objects }
}

/** The client may send its body in signed chunks; what is stored is what was in them. */
async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const raw = Buffer.concat(parts)
  return request.headers['content-encoding']?.includes('aws-chunked') ? unchunk(raw) : raw
}

function unchunk(raw: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf('\r\n', at)
    const size = Number.parseInt(raw.toString('latin1', at, end), 16)
    if (!size) break
    parts.push(raw.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
  return Buffer.concat(parts)
}

async function textOf(store: FileStore, key: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of await store.read(key)) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

const stores = { 'a local folder': localStore, 'an S3 store': async () => (await s3StandIn()).store }

describe.each(Object.entries(stores))('%s', (_name, open) => {
  test('gives back what was put, and nothing after it was removed', async () => {
    const store = await open()
    await store.put('attachments/2026-01/one', Buffer.from('内容'))
    expect(await textOf(store, 'attachments/2026-01/one')).toBe('内容')
    await store.remove('attachments/2026-01/one')
    await expect(textOf(store, 'attachments/2026-01/one')).rejects.toThrow()
  })

  test('does not mind removing what is not there', async () => {
    await expect((await open()).remove('attachments/2026-01/none')).resolves.toBeUndefined()
  })
})

test('an S3 store is asked in path style, signed, for our bucket alone', async () => {
  const { store, seen, objects } = await s3StandIn()
  await store.put('attachments/2026-01/one', Buffer.from('x'))
  await store.remove('attachments/2026-01/one')
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'PUT /shouwen/attachments/2026-01/one',
    'DELETE /shouwen/attachments/2026-01/one',
  ])
  expect(seen.every(({ bytesSha }) => bytesSha !== '')).toBe(true)
  expect(objects.size).toBe(0)
})

test('a path cannot leave the store', async () => {
  const store = await localStore()
  await expect(store.put('../outside', Buffer.from('x'))).rejects.toThrow()
})
