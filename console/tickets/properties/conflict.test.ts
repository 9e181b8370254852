import { expect, test } from 'vitest'
import { outcomeOf } from './conflict.ts'

test.each([
  ['only I changed it: it is sent', 'a', 'mine', 'a', 'send'],
  ['both changed it: both values are shown', 'a', 'mine', 'theirs', 'conflict'],
  ['both wrote the same: nothing is to do', 'a', 'b', 'b', 'nothing'],
  ['I changed nothing: nothing is to do', 'a', 'a', 'a', 'nothing'],
  ['lists are compared by what they hold', ['x'], ['x', 'y'], ['x'], 'send'],
  ['none and not yet known are the same', null, 'b', undefined, 'send'],
] as const)('%s', (...[, base, mine, theirs, outcome]) => expect(outcomeOf(base, mine, theirs)).toBe(outcome))
