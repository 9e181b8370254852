import { expect, test } from 'vitest'
import { missingAnswer } from './prechat.ts'

const name = { key: 'name', kind: 'text', label: '称呼', required: true, choices: [] } as const
const phone = { key: 'phone', kind: 'contact', label: '电话', required: true, choices: [] } as const
const fields = [
  { ...name, choices: [] },
  { ...phone, choices: [] },
]

test('a required answer of blanks is missing', () => {
  expect(missingAnswer(fields, { name: '  ' }, false)).toMatchObject({ key: 'name' })
})

test('without consent the contact field may stay empty, and must', () => {
  expect(missingAnswer(fields, { name: '张' }, false)).toBeNull()
  expect(missingAnswer(fields, { name: '张', phone: '13800000000' }, false)).toBe('consent')
})

test('with consent a required contact must be given', () => {
  expect(missingAnswer(fields, { name: '张' }, true)).toMatchObject({ key: 'phone' })
  expect(missingAnswer(fields, { name: '张', phone: '13800000000' }, true)).toBeNull()
})
