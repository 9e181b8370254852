import { deflateSync, gzipSync } from 'node:zlib'

export type Sample = { what: string; name: string; type: string; bytes: Buffer }

const script = '<script>canary()</script>'
const html = `<!doctype html><html><body>${script}<img src=x onerror=canary()></body></html>`
const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="canary()"><script>canary()</script></svg>`

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc(body), body.length + 4)
  return out
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

/** A PNG of one colour: `claimed` is what its header says, whatever its data holds. */
export function png(width: number, height: number, claimed = { width, height }, more: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(claimed.width, 0)
  header.writeUInt32BE(claimed.height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const row = Buffer.alloc(1 + Math.ceil(width / 8))
  const data = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...more,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const gif = Buffer.concat([
  Buffer.from('GIF89a'),
  Buffer.from([
    1, 0, 1, 0, 0x80, 0, 0, 0xff, 0xff, 0xff, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b,
  ]),
])
const pdf = Buffer.from(
  `%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
)
const text = (chunkText: string) => chunk('tEXt', Buffer.from(`Comment\0${chunkText}`, 'latin1'))
// The test file that every virus scanner knows, in two halves so that this one is not taken for it.
const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`

/** Pictures that are more than pictures: taken, but only what was drawn of them is kept. */
export const polyglots: readonly Sample[] = [
  {
    what: 'a PNG with a page after its end',
    name: 'a.png',
    type: 'image/png',
    bytes: Buffer.concat([png(8, 8), Buffer.from(html)]),
  },
  {
    what: 'a PNG with a script in a comment',
    name: 'a.png',
    type: 'image/png',
    bytes: png(8, 8, undefined, [text(html)]),
  },
  {
    what: 'a GIF with a script after its end',
    name: 'a.gif',
    type: 'image/gif',
    bytes: Buffer.concat([gif, Buffer.from(`/*${html}*/`)]),
  },
  { what: 'a PNG named as a page', name: 'a.html', type: 'image/png', bytes: png(8, 8) },
  { what: 'a PNG named as a script', name: 'a.svg;.js', type: 'application/octet-stream', bytes: png(8, 8) },
  {
    what: 'a PNG with a zip behind it',
    name: 'a.png',
    type: 'image/png',
    bytes: Buffer.concat([png(8, 8), Buffer.from('PK\x03\x04')]),
  },
]

/** Files whose type or contents is none we take. */
export const refused: readonly Sample[] = [
  { what: 'a page', name: 'a.html', type: 'text/html', bytes: Buffer.from(html) },
  { what: 'a page that says it is a picture', name: 'a.png', type: 'image/png', bytes: Buffer.from(html) },
  { what: 'a page that says it is a PDF', name: 'a.pdf', type: 'application/pdf', bytes: Buffer.from(html) },
  { what: 'an SVG', name: 'a.svg', type: 'image/svg+xml', bytes: Buffer.from(svg) },
  { what: 'an SVG that says it is a PNG', name: 'a.png', type: 'image/png', bytes: Buffer.from(svg) },
  { what: 'an SVG, packed', name: 'a.svgz', type: 'image/svg+xml', bytes: gzipSync(svg) },
  { what: 'XML', name: 'a.xml', type: 'text/xml', bytes: Buffer.from('<?xml version="1.0"?><a/>') },
  { what: 'a script', name: 'a.js', type: 'text/javascript', bytes: Buffer.from('canary()') },
  {
    what: 'a PHP file',
    name: 'a.phtml',
    type: 'application/octet-stream',
    bytes: Buffer.from('<?php system($_GET[0]);'),
  },
  {
    what: 'a Windows program',
    name: 'a.png',
    type: 'image/png',
    bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]),
  },
  {
    what: 'a Linux program',
    name: 'a.txt',
    type: 'text/plain',
    bytes: Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(200)]),
  },
  { what: 'a PNG that says it is text', name: 'a.txt', type: 'text/plain', bytes: png(8, 8) },
  { what: 'a PDF that says it is a picture', name: 'a.png', type: 'image/png', bytes: pdf },
  { what: 'half a PNG', name: 'a.png', type: 'image/png', bytes: png(64, 64).subarray(0, 40) },
  {
    what: 'a PNG of nothing but its first bytes',
    name: 'a.png',
    type: 'image/png',
    bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  {
    what: 'a PNG whose header lies about its size',
    name: 'a.png',
    type: 'image/png',
    bytes: png(8, 8, { width: 4000, height: 4000 }),
  },
  {
    what: 'a PNG of 30,000 x 30,000',
    name: 'a.png',
    type: 'image/png',
    bytes: png(8, 8, { width: 30_000, height: 30_000 }),
  },
  { what: 'a true bomb: 30,000 x 30,000 in some kB', name: 'a.png', type: 'image/png', bytes: png(30_000, 30_000) },
  { what: 'nothing', name: 'a.txt', type: 'text/plain', bytes: Buffer.alloc(0) },
  { what: 'text with NUL', name: 'a.txt', type: 'text/plain', bytes: Buffer.from('a\0b') },
  { what: 'MHTML', name: 'a.mht', type: 'message/rfc822', bytes: Buffer.from(`MIME-Version: 1.0\n\n${html}`) },
]

/** Kept as they are, and only ever downloaded. */
export const downloads: readonly Sample[] = [
  { what: 'text that is a page', name: 'a.txt', type: 'text/plain', bytes: Buffer.from(html) },
  { what: 'a table that computes', name: 'a.csv', type: 'text/csv', bytes: Buffer.from(`=cmd|' /C calc'!A0,1`) },
  { what: 'a PDF with a script', name: 'a.pdf', type: 'application/pdf', bytes: pdf },
  {
    what: 'an archive',
    name: 'a.zip',
    type: 'application/zip',
    bytes: Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]),
  },
  { what: 'the scanners’ test file', name: 'eicar.txt', type: 'text/plain', bytes: Buffer.from(eicar) },
]

/** Text under the name of a program: kept as text, so that a double click opens it and does not run it. */
export const misnamed: readonly string[] = [
  'a.sh',
  'a.bat',
  'a.cmd',
  'a.js',
  'a.vbs',
  'a.hta',
  'a.html',
  'a.svg',
  'a.desktop',
  'a.url',
  'a.txt.exe',
  'a',
]

export const fileNames: readonly string[] = [
  '../../../etc/passwd.txt',
  '..\\..\\boot.txt',
  '/etc/cron.d/a.txt',
  'C:\\a.txt',
  'a\r\nSet-Cookie: sid=x.txt',
  'a"; filename="b.html.txt',
  "a'b.txt",
  '<img src=x onerror=canary()>.txt',
  'a.html\u202etxt.txt',
  `${'长'.repeat(300)}.txt`,
  '.htaccess.txt',
  'CON.txt',
  '.txt',
  '发票 🧾.txt',
]
