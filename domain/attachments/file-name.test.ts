import { expect, test } from 'vitest'
import { fileTypes } from './contract.ts'
import { cleanFileName, contentDisposition, nameFitting, withExtension } from './file-name.ts'

test.each([
  ['照片.png', '照片.png'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['a\u0000.png', 'a.png'],
  ['invoice\u202egpj.exe', 'invoicegpj.exe'],
  ['a"b<c>.txt', 'a_b_c_.txt'],
  ['.htaccess', 'htaccess'],
  ['   ', 'file'],
  ['', 'file'],
  ['..', 'file'],
  ['\ud800.txt', 'txt'],
  [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
])('%j is kept as %j', (given, kept) => {
  expect(cleanFileName(given)).toBe(kept)
})

test('a re-encoded picture gets the extension of its new type', () => {
  expect(withExtension('动图.gif', 'png')).toBe('动图.png')
  expect(withExtension('截图', 'png')).toBe('截图.png')
})

test('a Chinese name travels in the RFC 5987 form, and no name breaks out of the header', () => {
  expect(contentDisposition('attachment', '发票 (1).pdf')).toBe(
    `attachment; filename="__ (1).pdf"; filename*=UTF-8''%E5%8F%91%E7%A5%A8%20%281%29.pdf`,
  )
  expect(contentDisposition('inline', 'a"\r\nset-cookie: x')).not.toMatch(/[\r\n]|a"/)
})

test.each([
  ['a.txt', 'text/plain', 'a.txt'],
  ['A.LOG', 'text/plain', 'A.LOG'],
  ['a.bat', 'text/plain', 'a.bat.txt'],
  ['a.html', 'text/plain', 'a.html.txt'],
  ['a', 'text/csv', 'a.csv'],
  ['a.pdf.exe', 'application/pdf', 'a.pdf.exe.pdf'],
  ['a.mp4', 'audio/mp4', 'a.mp4'],
])('%j of type %s is downloaded as %j', (name, mime, kept) => {
  expect(nameFitting(name, mime)).toBe(kept)
})

test('every type that is taken has its endings', () => {
  for (const mime of fileTypes) expect(nameFitting('a.exe', mime)).not.toBe('a.exe')
})
