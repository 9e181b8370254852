import { expect, test } from 'vitest'
import { chosenWays, noPreference, noticeGroups } from '../../domain/notifications/preferences.ts'
import { withWay } from './choices.ts'

test('a way of one kind is switched off and on again', () => {
  const off = withWay(noPreference, ['message'], { way: 'sound', on: false })
  expect(chosenWays(off, 'message')).toEqual(['in_page', 'desktop', 'push'])
  expect(chosenWays(withWay(off, ['message'], { way: 'sound', on: true }), 'message')).toContain('sound')
  expect(chosenWays(off, 'mention')).toContain('sound')
})

test('a whole group leaves the page, what is critical stays in it', () => {
  const off = withWay(noPreference, noticeGroups.supervision, { way: 'in_page', on: false })
  expect(chosenWays(off, 'escalation_raised')).toContain('in_page')
  expect(chosenWays(off, 'explanation_written')).toEqual([])
})
