import { expect, test } from 'vitest'
import type { ExplanationView } from '../../domain/escalations/contract.ts'
import { byOwner } from './owners.ts'

const owed = (id: string, name: string) => ({ owner: { id, name, staffNo: '1' } }) as ExplanationView

test('who owes most stands first', () => {
  expect(byOwner([owed('a', '小王'), owed('b', '小李'), owed('b', '小李')])).toEqual([
    { id: 'b', name: '小李', total: 2 },
    { id: 'a', name: '小王', total: 1 },
  ])
})
