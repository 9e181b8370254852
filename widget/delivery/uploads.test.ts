import { expect, test } from 'vitest'
import { refusalOf } from './uploads.ts'

const rules = { maxBytes: 1000, types: ['image/png', 'text/csv', 'application/zip'] }

test.each([
  ['a.png', 'image/png', 1000, null],
  ['a.png', 'image/png', 1001, 'too_large'],
  ['a.png', 'image/png', 0, 'broken_file'],
  ['a.exe', 'application/x-msdownload', 10, 'file_type_refused'],
  ['a.html', 'text/html', 10, 'file_type_refused'],
  ['orders.CSV', '', 10, null],
  ['orders.csv', 'application/vnd.ms-excel', 10, null],
  ['a.zip', 'application/x-zip-compressed', 10, null],
  ['noending', '', 10, 'file_type_refused'],
])('%s of type "%s" with %i bytes: %s', (name, type, size, expected) => {
  expect(refusalOf({ name, type, size }, rules)).toBe(expected)
})
