import { expect, test } from 'vitest'
import { nextStep, toneOf } from './look.ts'

test('the step that leads on comes first; going outside never does', () => {
  expect(nextStep(['soothe'])).toBe('soothe')
  expect(nextStep(['reject_plan', 'accept_plan'])).toBe('accept_plan')
  expect(nextStep(['escalate_external', 'offer_plan'])).toBe('offer_plan')
  expect(nextStep(['escalate_external'])).toBeNull()
  expect(nextStep([])).toBeNull()
})

test('what nobody has soothed yet is red', () => {
  expect([toneOf('registered'), toneOf('executing'), toneOf('closed')]).toEqual(['breached', 'waiting', 'resolved'])
})
