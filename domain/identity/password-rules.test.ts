import { describe, expect, test } from 'vitest'
import { isStrongEnough, leakedForms } from './password-rules.ts'

const person = { name: '王小明', email: 'ming.wang@mingde.test', staffNo: '1001' }

describe('a password is strong enough', () => {
  test.each([
    ['Xk7-aaaaaa', true],
    ['abcDEF12345', true],
    ['客服中心abc123中文字', true],
    ['correct horse 1', true],
    ['Xk7-aaaaa', false],
    ['abcdefghijk', false],
    ['abcdefghij1', false],
    ['ABCDEF12345', false],
    ['Ming.Wang-2026', false],
    ['xX王小明-12345', false],
    ['Quiet-1001-Lamp', false],
    [`Aa1${'x'.repeat(126)}`, false],
    [`Aa1${'x'.repeat(125)}`, true],
  ])('%s: %s', (password, strong) => {
    expect(isStrongEnough(password, person)).toBe(strong)
  })

  test('a name of one or two Latin letters does not forbid half of the alphabet', () => {
    expect(isStrongEnough('Quiet-Lamp-77', { name: 'La', email: 'q@mingde.test', staffNo: '7' })).toBe(true)
  })
})

describe('the forms looked up among leaked passwords', () => {
  test.each([
    ['Password2024!', ['password2024!', 'password']],
    ['P@ssw0rd123', ['p@ssw0rd123', 'p@ssw0rd', 'password']],
    ['Sunshine#81827364', ['sunshine#81827364']],
    ['QWERTYUIOP', ['qwertyuiop']],
    ['12345678901', ['12345678901']],
  ])('%s', (password, forms) => {
    expect(leakedForms(password)).toEqual(forms)
  })
})
