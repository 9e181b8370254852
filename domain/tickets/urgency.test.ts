import { expect, test } from 'vitest'
import { atLeast, isLower, raisedUrgency, raisersOf } from './urgency.ts'

// SOP 000 二(二): 特急 = agitated customer, major loss of property, a risk to safety; classification.json adds the rest.
test.each([
  ['normal', [], 'normal'],
  ['urgent', [], 'urgent'],
  ['normal', ['agitated'], 'critical'],
  ['normal', ['large_loss'], 'critical'],
  ['urgent', ['safety'], 'critical'],
  ['normal', ['media'], 'critical'],
  ['normal', ['third_repeat'], 'urgent'],
  ['critical', ['third_repeat'], 'critical'],
  ['normal', ['third_repeat', 'safety'], 'critical'],
] as const)('%s with %j becomes %s', (chosen, raisers, becomes) => {
  expect(raisedUrgency(chosen, raisers)).toBe(becomes)
})

test.each([
  ['complaint.safety', 'normal', [], ['safety']],
  ['complaint.privacy', 'normal', [], ['safety']],
  ['complaint.delay', 'agitated', [], ['agitated']],
  ['complaint.safety', 'agitated', ['media'], ['agitated', 'safety', 'media']],
  ['consult.price', 'anxious', [], []],
  ['consult.price', 'agitated', ['agitated'], ['agitated']],
] as const)('%s, customer %s, named %j: %j', (category, sentiment, raisers, found) => {
  expect(raisersOf({ category, sentiment, raisers })).toEqual(found)
})

test('there is an order', () => {
  expect([isLower('normal', 'urgent'), isLower('urgent', 'critical'), isLower('critical', 'critical')]).toEqual([
    true,
    true,
    false,
  ])
  expect([atLeast('normal', 'urgent'), atLeast('critical', 'urgent')]).toEqual(['urgent', 'critical'])
})
