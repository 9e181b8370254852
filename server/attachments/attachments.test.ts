import { connect } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { maxUploadBytes } from '../../domain/attachments/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast, type Person } from '../../test/cast.ts'
import { contextFor, transact } from '../platform/context.ts'
import { hashToken, newToken } from '../platform/crypto.ts'
import { attachmentViews, bindAttachment, discardUnbound, storeUpload } from './actions.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await people.xiaowang.signIn()
})

const system = () => contextFor(app.platform, { kind: 'system' })
const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png', width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: '#0f766e' } })
    [format]()
    .toBuffer()
const html = '<!doctype html><script>document.title="ran"</script>'

type File = { name?: string; type?: string; body: Uint8Array | string }

async function send(file: File, headers: Record<string, string>, path = '/api/attachments') {
  const form = new FormData()
  form.append('file', new Blob([file.body as string], { type: file.type ?? 'image/png' }), file.name ?? 'a.png')
  const response = await fetch(new URL(path, app.url), { method: 'POST', headers, body: form })
  const body = (await response.json()) as {
    attachment: {
      id: string
      name: string
      mime: string
      kind: string
      width: number
      height: number
      size: number
      url: string
      thumbUrl: string
    }
    error: { code: string }
  }
  return { status: response.status, code: body.error?.code, attachment: body.attachment }
}
const upload = (file: File, who: Person = people.xiaowang) => send(file, { cookie: who.cookies() })
const fetchFile = (url: string, who?: Person) =>
  fetch(new URL(url, app.url), { headers: who ? { cookie: who.cookies() } : {} })

describe('an upload', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('of a %s is redrawn, measured and given a preview', async (format) => {
    const { attachment } = await upload({
      name: '截图.png',
      type: `image/${format}`,
      body: await picture(format, 1200, 900),
    })
    expect(attachment).toMatchObject({ kind: 'image', mime: `image/${format}`, width: 1200, height: 900 })
    expect(attachment.name).toBe(`截图.${format === 'jpeg' ? 'jpg' : format}`)
    const whole = await fetchFile(attachment.url, people.xiaowang)
    expect(whole.headers.get('content-length')).toBe(String(attachment.size))
    expect(whole.headers.get('content-disposition')).toMatch(/^inline; /)
    const thumb = await fetchFile(attachment.thumbUrl, people.xiaowang)
    const size = await sharp(Buffer.from(await thumb.arrayBuffer())).metadata()
    expect([thumb.headers.get('content-type'), size.width, size.height]).toEqual(['image/webp', 480, 360])
  })

  test('of a huge or animated picture becomes one that fits', async () => {
    const wide = await upload({ type: 'image/jpeg', body: await picture('jpeg', 6000, 300) })
    expect(wide.attachment).toMatchObject({ width: 4096, height: 205 })
    const frames = await sharp({ create: { width: 40, height: 80, channels: 3, background: 'red', pageHeight: 40 } })
      .gif()
      .toBuffer()
    const { attachment } = await upload({ name: '动图.gif', type: 'image/gif', body: frames })
    expect(attachment).toMatchObject({ name: '动图.png', mime: 'image/png', width: 40, height: 40 })
  })

  test('loses its metadata', async () => {
    const place = { IFD0: { Copyright: 'taken at home' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '39/1 54/1 0/1' } }
    const body = await sharp(await picture('jpeg'))
      .withExif(place)
      .jpeg()
      .toBuffer()
    expect(body.includes('taken at home')).toBe(true)
    const { attachment } = await upload({ type: 'image/jpeg', body })
    const stored = Buffer.from(await (await fetchFile(attachment.url, people.xiaowang)).arrayBuffer())
    expect((await sharp(stored).metadata()).exif).toBeUndefined()
  })

  test('that is a picture and a page at once keeps only the picture', async () => {
    const body = Buffer.concat([await picture('png'), Buffer.from(html)])
    const { attachment } = await upload({ name: 'both.html', body })
    const stored = Buffer.from(await (await fetchFile(attachment.url, people.xiaowang)).arrayBuffer())
    expect([attachment.name, stored.includes('<script')]).toEqual(['both.png', false])
  })

  test.each([
    ['a page named .png', { name: 'a.png', body: html }, 415, 'file_type_refused'],
    ['a page', { name: 'a.html', type: 'text/html', body: html }, 415, 'file_type_refused'],
    [
      'an SVG',
      { name: 'a.svg', type: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' },
      415,
      'file_type_refused',
    ],
    [
      'a program named as text',
      { name: 'a.txt', type: 'text/plain', body: Buffer.from('MZ\x90\x00\x03', 'latin1') },
      415,
      'file_type_refused',
    ],
    ['no bytes at all', { name: 'a.txt', type: 'text/plain', body: '' }, 422, 'broken_file'],
    ['half a picture', { body: Buffer.from('89504e470d0a1a0a0000000d49484452000000', 'hex') }, 422, 'broken_file'],
    ['the head of a bomb of 30,000 x 30,000', { body: pngHead(30_000, 30_000) }, 413, 'too_large'],
  ])('of %s is refused', async (_what, file, status, code) => {
    expect(await upload(file)).toMatchObject({ status, code })
    expect(await rowCount()).toBe(0)
  })

  test('of a real bomb is refused at once and with little memory', async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: 'black' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    const before = process.memoryUsage().rss
    const started = performance.now()
    expect(await upload({ body: bomb })).toMatchObject({ code: 'too_large' })
    expect(performance.now() - started).toBeLessThan(2000)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })

  test('of 20 MB is taken, and of one byte more refused', async () => {
    const text = Buffer.alloc(maxUploadBytes, 'a')
    const taken = await upload({ name: 'a.txt', type: 'text/plain', body: text })
    expect(taken.attachment.size).toBe(maxUploadBytes)
    const more = await upload({ name: 'a.txt', type: 'text/plain', body: Buffer.concat([text, Buffer.from('a')]) })
    expect(more).toMatchObject({ status: 413, code: 'too_large' })
  })

  test('that announces too much is refused before its body is sent', async () => {
    const answer = await rawPost(
      `content-type: multipart/form-data; boundary=x\r\ncontent-length: ${maxUploadBytes * 2}\r\ncookie: ${people.xiaowang.cookies()}`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  test.each([
    ['../../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Windows\\win.txt', 'win.txt'],
    ['订单 说明（一）.txt', '订单 说明（一）.txt'],
    ['a\u202etxt.exe.txt', 'atxt.exe.txt'],
  ])('named %j is kept as %j under a key of our own', async (name, kept) => {
    const { attachment } = await upload({ name, type: 'text/plain', body: '内容' })
    expect(attachment.name).toBe(kept)
    const row = await app.platform.db.selectFrom('attachment').selectAll().executeTakeFirstOrThrow()
    expect(row.storageKey).toMatch(/^attachments\/\d{4}-\d{2}\/[0-9a-f-]{36}$/)
  })

  test('with NUL in its name is kept without it', async () => {
    const parts = [
      '--x',
      'content-disposition: form-data; name="file"; filename="a\u0000b.txt"',
      'content-type: text/plain',
      '',
      'x',
      '--x--',
      '',
    ].join('\r\n')
    const headers = { 'content-type': 'multipart/form-data; boundary=x', cookie: people.xiaowang.cookies() }
    const response = await fetch(new URL('/api/attachments', app.url), { method: 'POST', headers, body: parts })
    const { attachment } = (await response.json()) as { attachment: { name: string } }
    expect(attachment.name).toBe('ab.txt')
  })

  test('needs a part named file, multipart and somebody signed in', async () => {
    const url = new URL('/api/attachments', app.url)
    const { cookie } = { cookie: people.xiaowang.cookies() }
    const other = new FormData()
    other.append('picture', new Blob(['x'], { type: 'text/plain' }), 'a.txt')
    const post = async (init: RequestInit) => (await fetch(url, { method: 'POST', ...init })).status
    expect(await post({ headers: { cookie }, body: other })).toBe(400)
    expect(await post({ headers: { cookie, 'content-type': 'application/json' }, body: '{}' })).toBeGreaterThanOrEqual(
      400,
    )
    expect(await post({ headers: { cookie } })).toBeGreaterThanOrEqual(400)
    expect((await send({ body: await picture() }, {})).status).toBe(401)
    await people.qin.signIn()
    expect((await upload({ body: await picture() }, people.qin)).status).toBe(403)
    expect(await rowCount()).toBe(0)
  })
})

describe('a file', () => {
  test('that is no picture is a download that runs nowhere', async () => {
    const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'
    const { attachment } = await upload({ name: '测试.txt', type: 'text/plain', body: eicar })
    const answer = await fetchFile(attachment.url, people.xiaowang)
    expect(await answer.text()).toBe(eicar)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="__.txt"; filename*=UTF-8''%E6%B5%8B%E8%AF%95.txt`,
    )
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
  })

  test('not yet sent is its uploader’s alone; "not yours" answers like "not there"', async () => {
    const { attachment } = await upload({ body: await picture() })
    await people.xiaoli.signIn()
    const answers = await Promise.all([
      fetchFile(attachment.url, people.xiaoli),
      fetchFile(attachment.url),
      fetchFile(`/files/${app.clock.newId()}`, people.xiaowang),
      fetchFile(`${attachment.url}?token=${newToken()}`),
      fetchFile('/files/not-an-id', people.xiaowang),
      fetchFile('/files/..%2f..%2fkey', people.xiaowang),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1)
  })

  test('sent to a customer is the customer’s and the group’s, and a note’s is never the customer’s', async () => {
    const talk = await conversation()
    const shown = await upload({ body: await picture() })
    const hidden = await upload({ body: await picture() })
    await bind(shown.attachment.id, talk.id, 'talk')
    await bind(hidden.attachment.id, talk.id, 'note')
    const stranger = await conversation()
    await Promise.all([people.xiaoli.signIn(), people.chen.signIn(), people.zhang.signIn()])
    const as = async (url: string) => [
      (await fetchFile(url, people.xiaowang)).status,
      (await fetchFile(url, people.chen)).status,
      (await fetchFile(url, people.zhang)).status,
      (await fetchFile(`${url}?token=${talk.token}`)).status,
      (await fetchFile(`${url}?token=${stranger.token}`)).status,
    ]
    expect(await as(shown.attachment.url)).toEqual([200, 200, 404, 200, 404])
    expect(await as(hidden.attachment.url)).toEqual([200, 200, 404, 404, 404])
  })

  test('is not sent again when the browser has it, and asked for again when rights are gone', async () => {
    const { attachment } = await upload({ body: await picture() })
    const first = await fetchFile(attachment.url, people.xiaowang)
    const headers = { 'if-none-match': first.headers.get('etag') as string }
    const again = await fetch(new URL(attachment.url, app.url), {
      headers: { ...headers, cookie: people.xiaowang.cookies() },
    })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await fetch(new URL(attachment.url, app.url), { headers })).status).toBe(404)
  })

  test('of a visitor is uploaded with the visitor’s token', async () => {
    const { token } = await conversation()
    const sent = await send({ body: await picture() }, { authorization: `Bearer ${token}` }, '/api/widget/attachments')
    expect((await fetchFile(`${sent.attachment.url}?token=${token}`)).status).toBe(200)
    expect((await fetchFile(sent.attachment.url, people.xiaowang)).status).toBe(404)
  })
})

/** A message with this file, as it stands in the table. */
async function carry(attachmentId: string, conversationId: string): Promise<void> {
  const { db, clock } = app.platform
  const place = { conversationId, stream: 'talk', seq: 1 }
  await db
    .insertInto('message')
    .values({
      id: clock.newId(),
      ...place,
      senderType: 'agent',
      kind: 'file',
      body: '',
      attachmentId,
      digest: Buffer.alloc(32),
      at: clock.now(),
    })
    .execute()
}

describe('binding', () => {
  test('takes the uploader’s own file until a message carries it', async () => {
    const talk = await conversation()
    const { attachment } = await upload({ body: await picture() })
    await expect(bind(attachment.id, talk.id, 'talk', people.xiaoli.id)).rejects.toThrow('not_found')
    expect(await bind(attachment.id, talk.id, 'talk')).toMatchObject({
      id: attachment.id,
      url: `/files/${attachment.id}`,
    })
    // The send may have failed after binding: it is tried again.
    expect(await bind(attachment.id, talk.id, 'talk')).toMatchObject({ id: attachment.id })
    await carry(attachment.id, talk.id)
    await expect(bind(attachment.id, talk.id, 'talk')).rejects.toThrow('not_found')
    expect((await attachmentViews(system(), [attachment.id])).get(attachment.id)).toMatchObject({ kind: 'image' })
  })

  test('what nobody sent within 24 hours goes with its file, what was sent stays', async () => {
    const talk = await conversation()
    const sent = await upload({ body: await picture() })
    const left = await upload({ body: await picture() })
    await bind(sent.attachment.id, talk.id, 'talk')
    expect(await discardUnbound(system())).toBe(0)
    const { storageKey } = await rowOf(left.attachment.id)
    app.clock.advance(24 * 3600 + 1)
    expect(await discardUnbound(system())).toBe(1)
    await expect(app.platform.files.read(storageKey).then(drain)).rejects.toThrow()
    await expect(
      app.platform.files.read((await rowOf(sent.attachment.id)).storageKey).then(drain),
    ).resolves.toBeGreaterThan(0)
  })
})

test('a full store says so and leaves neither row nor half a file', async () => {
  const kept: string[] = []
  const files = {
    ...app.platform.files,
    async put(key: string) {
      kept.push(key)
      if (kept.length === 2)
        throw new Error('cannot write', { cause: Object.assign(new Error('full'), { code: 'ENOSPC' }) })
    },
    remove: async (key: string) => void kept.splice(kept.indexOf(key), 1),
  }
  const ctx = { ...system(), platform: { ...app.platform, files } }
  const file = { bytes: await picture(), name: 'a.png', mime: 'image/png' }
  await expect(storeUpload(ctx, file, { kind: 'staff', id: people.xiaowang.id })).rejects.toThrow('storage_full')
  expect([kept, await rowCount()]).toEqual([[], 0])
})

function pngHead(width: number, height: number): Buffer {
  const head = Buffer.from('89504e470d0a1a0a0000000d4948445200000000000000000802000000', 'hex')
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(head.subarray(12, 29)))
  return Buffer.concat([head, crc, Buffer.from('0000000049444154', 'hex'), Buffer.alloc(64)])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

async function rowCount(): Promise<number> {
  return (await app.platform.db.selectFrom('attachment').select('id').execute()).length
}
const rowOf = (id: string) =>
  app.platform.db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

function bind(attachmentId: string, conversationId: string, stream: 'talk' | 'note', by = people.xiaowang.id) {
  return transact(system(), (tx) =>
    bindAttachment(tx, { attachmentId, actor: { kind: 'staff', id: by }, conversationId, stream }),
  )
}

async function drain(stream: AsyncIterable<Uint8Array>): Promise<number> {
  let total = 0
  for await (const chunk of stream) total += chunk.length
  return total
}

/** A visitor with a token, in a conversation of 小王. */
async function conversation() {
  const { db, clock } = app.platform
  const [customerId, visitorId, id] = [clock.newId(), clock.newId(), clock.newId()]
  const token = newToken()
  const at = clock.now()
  await db
    .insertInto('customer')
    .values({ id: customerId, no: `C-${customerId}`, displayName: '王芳' })
    .execute()
  const visitor = {
    id: visitorId,
    siteId: people.site.id,
    customerId,
    locale: 'zh-CN',
    userAgent: 'test',
    createdAt: at,
    lastSeenAt: at,
  }
  await db
    .insertInto('visitor')
    .values({ ...visitor, tokenHash: hashToken(token) as Buffer })
    .execute()
  const place = {
    siteId: people.site.id,
    visitorId,
    customerId,
    groupId: people.groupA,
    assigneeId: people.xiaowang.id,
    state: 'active',
    locale: 'zh-CN',
  }
  await db
    .insertInto('conversation')
    .values({ id, ...place, startedAt: at, lastActivityAt: at })
    .execute()
  return { id, token }
}

/** Sends only the head of a request and reads what comes back. */
function rawPost(head: string): Promise<string> {
  const { hostname, port } = new URL(app.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`POST /api/attachments HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${head}\r\n\r\n`),
    )
    socket.once('data', (data) => {
      resolve(data.toString())
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
