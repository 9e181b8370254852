import { expect, test } from 'vitest'
import type { Staff } from '../../../domain/identity/actor.ts'
import { mayOf } from '../facts.ts'
import { aConversation, actor, agent } from '../sample.ts'
import { possibleSteps, primaryStep } from './steps.ts'

const supervisor: Staff = { ...actor, id: 'supervisor', roles: ['supervisor'] }
const steps = (change: Parameters<typeof aConversation>[0], person: Staff = actor) => {
  const view = aConversation(change)
  const possible = possibleSteps(view, mayOf(view, person), person.id)
  return { possible, primary: primaryStep(view, possible) }
}

test.each([
  ['a waiting customer can be accepted', {}, ['accept'], 'accept'],
  ['an offered one can be passed on', { offeredTo: agent.id }, ['accept', 'decline'], 'accept'],
  [
    'my own can be handed over, ended, wrapped up',
    { state: 'active', assignee: agent },
    ['transfer', 'wait', 'end', 'record', 'commit'],
    null,
  ],
  ['after the end the record is next', { state: 'wrap_up', assignee: agent }, ['record', 'commit'], 'record'],
  ['a closed one has no steps', { state: 'closed', assignee: agent }, [], null],
] as const)('%s', (_, change, possible, primary) => {
  expect(steps(change)).toEqual({ possible, primary })
})

test('a supervisor may join and take over a colleague’s conversation, and steer it', () => {
  expect(steps({ state: 'active', assignee: agent }, supervisor).possible).toEqual([
    'transfer',
    'end',
    'record',
    'commit',
    'join',
    'takeOver',
  ])
})
