import { expect, test } from 'vitest'
import { readContact } from './contact.ts'

test.each([
  ['13800138000', 'phone', '+8613800138000', '138****8000'],
  [' +86 138-0013-8000 ', 'phone', '+8613800138000', '+86138****8000'],
  ['19212345678', 'phone', '+8619212345678', '192****5678'],
  ['0912 345 678', 'phone', '+886912345678', '0912***678'],
  ['+886912345678', 'phone', '+886912345678', '+886912***678'],
  ['+8860912345678', 'phone', '+886912345678', '+8860912***678'],
  ['010-12345678', 'phone', '01012345678', '010-****5678'],
  ['+442071838750', 'phone', '+442071838750', '+44*****8750'],
  ['ZhangSan@163.com', 'email', 'zhangsan@163.com', 'Z***@163.com'],
  ['weixin_mingde', 'other', 'weixin_mingde', 'w***e'],
  ['12012345678', 'phone', '12012345678', '120*****5678'],
])('%s is a %s', (typed, kind, normalised, masked) => {
  expect(readContact(typed)).toMatchObject({ kind, normalised, mask: masked })
})
