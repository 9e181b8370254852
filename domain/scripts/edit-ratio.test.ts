import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editRatio, isOverEdited } from './edit-ratio.ts'

describe('edit ratio (metrics 3.10)', () => {
  it.each([
    ['', '', 0],
    ['您好', '您好', 0],
    [' 您好 ', '您好', 0],
    ['kitten', 'sitting', 3 / 7],
    ['', '四个字啊', 1],
    ['完全不同', '毫无关系', 1],
    ['1234567890', '123456789X', 0.1],
    ['请稍等，我查一下😀', '请稍等，我查一下', 1 / 9],
  ])('"%s" against "%s" is %d', (sent, filled, ratio) => expect(editRatio(sent, filled)).toBeCloseTo(ratio, 10))

  it('lies between 0 and 1 and does not depend on direction', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const ratio = editRatio(a, b)
        return ratio >= 0 && ratio <= 1 && ratio === editRatio(b, a)
      }),
    )
  })
})

describe('10 % of personal wording (SOP 004 二(一)4, R70)', () => {
  it('exactly 10 % is still the script', () => expect(isOverEdited(0.1)).toBe(false))
  it('more is marked', () => expect(isOverEdited(editRatio('1234567890', '12345678XY'))).toBe(true))
})
