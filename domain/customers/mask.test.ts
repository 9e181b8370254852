import { describe, expect, test } from 'vitest'
import { type MaskKind, mask } from './mask.ts'
import vectors from './masking.test-data.json' with { type: 'json' }

describe('masks of domain/privacy 4.6', () => {
  test.each(vectors.filter(({ type }) => type !== 'empty'))(
    '$type $value is shown as $masked',
    ({ type, value, masked }) => {
      expect(mask(type as MaskKind, value)).toBe(masked)
    },
  )

  test('an empty value stays empty for every kind', () => {
    for (const { type } of vectors.filter(({ type }) => type !== 'empty')) expect(mask(type as MaskKind, '')).toBe('')
  })

  test.each([
    ['phone_cn', '1380'],
    ['id_cn', '1101'],
    ['passport', 'E1'],
    ['other', 'ab'],
  ] as const)('a %s too short to hide anything shows nothing', (kind, value) => {
    expect(mask(kind, value)).toBe('*'.repeat(value.length))
  })
})
