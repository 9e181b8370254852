import { expect, test } from 'vitest'
import { acceptType } from './file-type.ts'

const facts = (declared: string, sniffed: string | undefined, name = 'a', isText = false) => ({
  declared,
  sniffed,
  isText,
  name,
})

test.each([
  ['a picture', facts('image/png', 'image/png'), { kind: 'image', mime: 'image/png' }],
  ['a picture under another picture name', facts('image/png', 'image/jpeg'), { kind: 'image', mime: 'image/jpeg' }],
  ['a picture the browser does not know', facts('', 'image/webp'), { kind: 'image', mime: 'image/webp' }],
  ['a PDF', facts('application/pdf', 'application/pdf'), { kind: 'file', mime: 'application/pdf' }],
  ['an old Word file', facts('application/msword', 'application/x-cfb'), { kind: 'file', mime: 'application/msword' }],
  [
    'a zip named by Windows',
    facts('application/x-zip-compressed', 'application/zip'),
    { kind: 'file', mime: 'application/zip' },
  ],
  ['text', facts('text/plain; charset=utf-8', undefined, 'a.txt', true), { kind: 'file', mime: 'text/plain' }],
  [
    'CSV named by Windows',
    facts('application/vnd.ms-excel', undefined, 'a.csv', true),
    { kind: 'file', mime: 'text/csv' },
  ],
  ['a log without a type', facts('', undefined, 'a.log', true), { kind: 'file', mime: 'text/plain' }],
])('%s is accepted', (_what, given, accepted) => {
  expect(acceptType(given)).toEqual(accepted)
})

test.each([
  ['a page named as a picture', facts('image/png', undefined, 'a.png', true)],
  ['a page', facts('text/html', undefined, 'a.html', true)],
  ['an SVG', facts('image/svg+xml', 'application/xml', 'a.svg', true)],
  ['a PDF named as a picture', facts('image/png', 'application/pdf')],
  ['a picture named as text', facts('text/plain', 'image/png')],
  ['a program', facts('application/octet-stream', 'application/x-msdownload')],
  ['a program named as text', facts('text/plain', 'application/x-elf')],
  ['bytes nobody knows', facts('application/octet-stream', undefined, 'a.bin')],
  ['text under a binary type', facts('application/pdf', undefined, 'a.pdf', true)],
  ['an installer in an old container', facts('application/x-msi', 'application/x-cfb')],
])('%s is refused', (_what, given) => {
  expect(acceptType(given)).toBeNull()
})
