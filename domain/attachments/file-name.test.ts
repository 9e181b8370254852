import { expect, test } from 'vitest'
import { cleanFileName, contentDisposition, withExtension } from './file-name.ts'

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
