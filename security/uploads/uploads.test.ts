import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { cast } from '../../test/cast.ts'
import { multipart } from '../matrix/cell.ts'
import { type Caller, callers } from '../world/callers.ts'
import { downloads, fileNames, misnamed, png, polyglots, refused, type Sample } from './corpus.ts'

let app: TestApp
let visitor: Caller

beforeAll(async () => {
  app = await startTestApp()
  visitor = (await callers(app, await cast(app))).visitor
})
afterAll(() => app.close())

const upload = ({ name, type, bytes }: Omit<Sample, 'what'>) =>
  app.http.inject({
    method: 'POST',
    url: '/api/widget/attachments',
    headers: { ...visitor.headers, 'content-type': 'multipart/form-data; boundary=matrix-7d8f' },
    payload: multipart({ name, type, bytes }),
  })
const fetchFile = (id: string, more = '') =>
  app.http.inject({ method: 'GET', url: `/files/${id}?token=${visitor.token}${more}` })
const stored = async () => (await app.platform.db.selectFrom('attachment').select('id').execute()).length

describe('is refused and leaves nothing behind:', () => {
  test.each(refused)('$what', async (sample) => {
    const before = await stored()
    const answer = await upload(sample)
    expect([413, 415, 422]).toContain(answer.statusCode)
    expect(['too_large', 'file_type_refused', 'broken_file']).toContain(answer.json().error.code)
    expect(await stored()).toBe(before)
  })
})

describe('is drawn anew, so that only its pixels are left:', () => {
  test.each(polyglots)('$what', async (sample) => {
    const answer = await upload(sample)
    expect(answer.statusCode).toBe(200)
    const { id, kind, name } = answer.json().attachment
    expect(kind).toBe('image')
    expect(name).toMatch(/\.(png|jpg|webp)$/)
    for (const more of ['', '&thumb=1']) {
      const file = await fetchFile(id, more)
      expect(file.headers['content-type']).toMatch(/^image\/(png|jpeg|webp)$/)
      expect(file.headers['x-content-type-options']).toBe('nosniff')
      expect(file.rawPayload.includes('canary')).toBe(false)
      expect(file.rawPayload.includes('PK\x03\x04')).toBe(false)
    }
  })
})

describe('is downloaded, never opened in the page:', () => {
  test.each(downloads)('$what', async (sample) => {
    const answer = await upload(sample)
    expect(answer.statusCode).toBe(200)
    const file = await fetchFile(answer.json().attachment.id)
    expect(file.headers['content-disposition']).toMatch(/^attachment;/)
    expect(file.headers['content-security-policy']).toContain('sandbox')
    expect(file.headers['content-type']).not.toMatch(/html|xml|javascript/)
    expect(file.headers['x-content-type-options']).toBe('nosniff')
    expect(file.rawPayload.equals(sample.bytes)).toBe(true)
  })
})

test.each(fileNames)('a file named %j keeps no path and starts no header', async (name) => {
  const quoted = name.replace(/["\r\n]/g, (letter) => encodeURIComponent(letter))
  const answer = await upload({ name: quoted, type: 'text/plain', bytes: Buffer.from('text') })
  expect(answer.statusCode).toBe(200)
  const { id, name: kept } = answer.json().attachment
  expect(kept).not.toMatch(/[/\\\r\n\u202e\0]/)
  expect(kept.length).toBeLessThanOrEqual(255)
  const file = await fetchFile(id)
  expect(file.statusCode).toBe(200)
  expect(file.headers['set-cookie']).toBeUndefined()
  expect(String(file.headers['content-disposition'])).toMatch(
    /^attachment; filename="[^"\r\n]*"(; filename\*=UTF-8''[\w%.!~*'()-]+)?$/,
  )
})

test.each(misnamed)('text named %s is downloaded as text', async (name) => {
  const answer = await upload({ name, type: 'text/plain', bytes: Buffer.from('echo') })
  expect(answer.json().attachment).toMatchObject({ name: `${name}.txt`, mime: 'text/plain', kind: 'file' })
})

test('a bomb costs neither time nor memory', async () => {
  const bomb = png(30_000, 30_000)
  expect(bomb.length).toBeLessThan(500_000)
  const [before, started] = [process.memoryUsage().rss, performance.now()]
  expect((await upload({ name: 'a.png', type: 'image/png', bytes: bomb })).statusCode).toBe(413)
  expect(performance.now() - started).toBeLessThan(2000)
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200)
})

test('more than 20 MB are refused, said beforehand or not', async () => {
  const bytes = Buffer.alloc(20 * 1024 * 1024 + 1, 'a')
  expect((await upload({ name: 'a.txt', type: 'text/plain', bytes })).statusCode).toBe(413)
})

test('two files, fields beside the file and parts without a name are refused', async () => {
  const part = (name: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\ntext\r\n`
  const field = '--x\r\ncontent-disposition: form-data; name="role"\r\n\r\nadmin\r\n'
  for (const payload of [
    `${part('file')}${part('file')}--x--\r\n`,
    `${part('other')}--x--\r\n`,
    `${field}${part('file')}--x--\r\n`,
    '--x--\r\n',
    '--x\r\n\r\n',
    '',
  ]) {
    const headers = { ...visitor.headers, 'content-type': 'multipart/form-data; boundary=x' }
    const answer = await app.http.inject({ method: 'POST', url: '/api/widget/attachments', headers, payload })
    expect([200, 400, 413, 415], payload).toContain(answer.statusCode)
    if (answer.statusCode === 200) expect(payload.startsWith(part('file'))).toBe(true)
  }
})
