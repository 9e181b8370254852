import fc from 'fast-check'
import type { Command } from './area.ts'
import { groupsOf, inGroup, isOpen, sees, type Talk, type TalksModel } from './talks-model.ts'
import {
  at,
  inStates,
  move,
  named,
  ok,
  onTalk,
  type Person,
  person,
  type Rule,
  refused,
  type Step,
  serious,
  verb,
} from './talks-step.ts'
import { type StaffName, staffNames } from './world.ts'

/** What staff do with a conversation, and what the rules say (domain/model 2.3 and 2.5). */
const accept = fc.tuple(at, person).map(([number, chosen]) =>
  onTalk(number, (talk): Step => {
    const who = named(chosen, talk)
    const rule = (): Rule => {
      if (!inGroup(who, talk) && talk.offered !== who) return refused('not_found')
      if (talk.assignee === who && talk.state === 'active') return ok
      if (talk.state !== 'queued') return refused(talk.assignee ? 'already_taken' : 'wrong_state')
      return { codes: ['done', 'capacity_full'], done: () => given(talk, who) }
    }
    return { says: 'accepts', who, path: 'accept', rule }
  }),
)

function given(talk: Talk, who: StaffName): void {
  move(talk, { state: 'active', assignee: who })
  talk.first ??= who
}

export function endNow(talk: Talk, { seconds }: TalksModel): void {
  move(talk, { state: talk.state === 'queued' ? 'abandoned' : 'wrap_up' })
  talk.endedAt = seconds
}

const ends = verb({
  path: 'end',
  rule: (talk, _who, model) => inStates(talk, ['queued', 'active', 'waiting'], () => endNow(talk, model)),
})
const waits = verb({
  path: 'wait',
  rule: (talk) => inStates(talk, ['active'], () => move(talk, { state: 'waiting' })),
})

const record = { category: 'stock.left', stage: 'presales', result: '已告知库存', resolved: true }
const saves = verb({
  path: 'record',
  body: () => record,
  rule: (talk) => inStates(talk, ['wrap_up'], () => move(talk, { state: 'closed' })),
})
const savesNothing = verb({
  path: 'record',
  says: 'record without a category',
  body: () => ({ ...record, category: 'none.such' }),
  rule: () => refused('record_incomplete'),
})

const requeued = (talk: Talk, group: Talk['group'], ifNot: string): Rule =>
  isOpen(talk)
    ? { codes: ['done', ifNot], done: () => move(talk, { state: 'queued', assignee: null, group }) }
    : refused('wrong_state')
const handsOn = (['a', 'b'] as const).map((group) =>
  verb({
    path: 'transfer',
    says: `transfer to group ${group}`,
    body: ({ people }) => ({ toGroupId: group === 'a' ? people.groupA : people.groupB, reason: '专人处理' }),
    rule: (talk) => requeued(talk, group, 'group_closed'),
  }),
)
const handsTo = serious.map((to) =>
  verb({
    path: 'transfer',
    says: `transfer to ${to}`,
    body: ({ idOf }) => ({ toStaffId: idOf(to), reason: '请您接手' }),
    rule: (talk) => {
      if (!isOpen(talk)) return refused('wrong_state')
      if (to === talk.assignee) return refused('agent_unavailable')
      return requeued(talk, inGroup(to, talk) ? talk.group : (groupsOf(to)[0] ?? talk.group), 'agent_unavailable')
    },
  }),
)

/** Mostly the supervisor; whoever is none is stopped at the route, before anything is looked at. */
const supervised = (path: string, body: object, rule: (talk: Talk) => Rule) =>
  fc.oneof(
    { weight: 4, arbitrary: verb({ path, body: () => body, may: sees, rule }, fc.constant<Person>('li')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(at, fc.constantFrom(...staffNames.filter((name) => name !== 'li')))
        .map(([number, who]) =>
          onTalk(number, () => ({ says: path, who, path, body: () => body, rule: () => refused('not_allowed') })),
        ),
    },
  )
const joins = supervised('join', {}, (talk) =>
  inStates(talk, ['active', 'waiting'], () => {
    if (talk.assignee !== 'li') talk.took.add('li')
  }),
)
const takesOver = supervised('take-over', { reason: '客户要求主管' }, (talk) => {
  if (!isOpen(talk) || talk.assignee === 'li') return refused('wrong_state')
  const done = () => {
    talk.took.delete('li')
    given(talk, 'li')
  }
  return { codes: ['done'], done }
})
const leaves = verb({
  path: 'leave',
  may: sees,
  rule: (talk, who) =>
    talk.took.has(who) ? { codes: ['done'], done: () => void talk.took.delete(who) } : refused('wrong_state'),
})

/** Rarer than the others, each alone: where it goes, and a closing that must fail. */
const handing = fc.oneof(...handsOn, ...handsTo)
export const staffCommands: fc.Arbitrary<Command>[] = [
  accept,
  accept,
  ends,
  waits,
  saves,
  savesNothing,
  handing,
  joins,
  takesOver,
  leaves,
]
