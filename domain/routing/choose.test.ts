import { expect, test } from 'vitest'
import { type Candidate, chooseAgent } from './choose.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 2, 5, 9, minute))
const agent = (staffId: string, change: Partial<Candidate> = {}): Candidate => ({
  staffId,
  load: 1,
  capacity: 5,
  idleSince: at(0),
  knowsCustomer: false,
  speaksLocale: true,
  ...change,
})

test('the agent with the least load is asked first', () => {
  expect(chooseAgent([agent('busy', { load: 3 }), agent('calm', { load: 1 })], [])?.staffId).toBe('calm')
})

test('with equal load the longest idle is asked first', () => {
  expect(chooseAgent([agent('fresh', { idleSince: at(9) }), agent('rested', { idleSince: at(2) })], [])?.staffId).toBe(
    'rested',
  )
})

test('the agent of the last contact comes before a less busy one', () => {
  expect(chooseAgent([agent('calm', { load: 0 }), agent('known', { load: 4, knowsCustomer: true })], [])?.staffId).toBe(
    'known',
  )
})

test('a full agent is never asked, even one who knows the customer', () => {
  expect(chooseAgent([agent('known', { load: 5, knowsCustomer: true }), agent('calm')], [])?.staffId).toBe('calm')
})

test('who passed on this wait is not asked again', () => {
  expect(chooseAgent([agent('passed', { load: 0 }), agent('other', { load: 4 })], ['passed'])?.staffId).toBe('other')
})

test('nobody free gives nobody', () => {
  expect(chooseAgent([agent('full', { load: 5 })], [])).toBeNull()
  expect(chooseAgent([], [])).toBeNull()
})
