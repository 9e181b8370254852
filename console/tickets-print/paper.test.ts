import { expect, it } from 'vitest'
import { wideFields } from './Paper.tsx'

const field = (key: string, value: string) => ({ key, label: key, value })
const long = '客户反映快递三天没有更新，希望今天之内有人联系并给出明确的时间'

it('gives a long value the whole line, and no cell of the form stays empty', () => {
  const fields = [
    field('a', '1'),
    field('b', '2'),
    field('c', '3'),
    field('d', long),
    field('e', '一\n二'),
    field('f', '6'),
  ]
  expect([...wideFields(fields)].sort()).toEqual(['c', 'd', 'e', 'f'])
})
