import fc from 'fast-check'
import type { Command } from './area.ts'
import { maySteer, type Standing, sees, standingOf, type Talk, type TalksModel } from './talks-model.ts'
import { type Answer, type StaffName, staffNames, type Who, type World } from './world.ts'

/** What the server may answer, and what is so once it answered `done`. */
export type Rule = { codes: string[]; done?(answer: Answer): void }
export type Step = {
  says: string
  who: Who
  /** After `/api/conversations/:id`, or after the widget's own for a visitor. */
  path: string
  method?: 'POST' | 'DELETE'
  body?(world: World): object
  /** What the rules of the house say to it. */
  rule(): Rule
}

export const refused = (...codes: string[]): Rule => ({ codes })
export const ok: Rule = { codes: ['done'] }
/** Whichever conversation there is: the number is counted round. */
export const at = fc.nat({ max: 5 })
export const serious = staffNames.filter((name) => name !== 'admin')
/** Mostly who has it: a search that is always refused at the door tests the door. */
export const person = fc.oneof(
  { weight: 4, arbitrary: fc.constant('whoever has it' as const) },
  { weight: 3, arbitrary: fc.constantFrom(...serious) },
  { weight: 1, arbitrary: fc.constantFrom(...staffNames) },
)
export type Person = StaffName | 'whoever has it'
export const named = (who: Person, talk: Talk): StaffName =>
  who === 'whoever has it' ? (talk.assignee ?? talk.offered ?? 'xiaowang') : who

/** Where the conversation stands now; what the command leaves out stays as it was. */
export function move(talk: Talk, to: Partial<Standing>): void {
  talk.may = [{ ...standingOf(talk), ...to }]
}

/** A command on one of the conversations there are. */
export function onTalk(number: number, stepOf: (talk: Talk, model: TalksModel) => Step): Command {
  let told = ''
  return {
    check: ({ talks: { talks } }) => talks.length > 0,
    async run({ talks: model }, world) {
      const talk = model.talks[number % model.talks.length] as Talk
      const step = stepOf(talk, model)
      told = `${step.who} ${step.says} (${model.talks.indexOf(talk)})`
      await take(step, { talk, model, world })
    },
    toString: () => told || `on ${number}`,
  }
}

async function take(
  step: Step,
  { talk, model, world }: { talk: Talk; model: TalksModel; world: World },
): Promise<void> {
  const { who } = step
  const place = isVisitor(who) ? '/api/widget/conversations' : '/api/conversations'
  const { codes, done } = ruleOf(step, model)
  const answer = await world.attempt(who, {
    method: step.method ?? 'POST',
    path: `${place}/${talk.id}/${step.path}`,
    body: step.body?.(world),
  })
  if (!codes.includes(answer.code))
    throw new Error(`${who} ${step.says}, ${tell(talk)}: answered ${answer.code}, expected ${codes.join(' or ')}`)
  if (answer.code === 'done') done?.(answer)
}

const isVisitor = (who: Who) => who === 'one' || who === 'two'

/** Whoever is signed out is not heard, whoever takes no customers is not let in; everybody else is judged by the step's rule. */
function ruleOf(step: Step, model: TalksModel): Rule {
  if ((model.signedOut as Set<Who>).has(step.who)) return refused('not_signed_in')
  return step.who === 'admin' ? refused('not_allowed') : step.rule()
}

export const tell = ({ state, assignee, group, first, offered, took, visitor }: Talk) =>
  JSON.stringify({ visitor, state, assignee, group, first, offered, took: [...took] })

type Verb = {
  path: string
  says?: string
  body?(world: World): object
  /** Who may, of those who see it; who steers it unless told otherwise. */
  may?(who: StaffName, talk: Talk): boolean
  rule(talk: Talk, who: StaffName, model: TalksModel): Rule
}

/** A step of staff: out of sight it is not there, in sight it needs the right. */
export const verb = ({ path, says = path, body, may = maySteer, rule }: Verb, people: fc.Arbitrary<Person> = person) =>
  fc.tuple(at, people).map(([number, chosen]) =>
    onTalk(number, (talk, model): Step => {
      const who = named(chosen, talk)
      const judged = () => {
        if (!sees(who, talk)) return refused('not_found')
        return may(who, talk) ? rule(talk, who, model) : refused('not_allowed')
      }
      return { says, who, path, ...(body && { body }), rule: judged }
    }),
  )

/** `done` in these states, `wrong_state` in all others. */
export const inStates = (talk: Talk, states: readonly Talk['state'][], done: () => void): Rule =>
  states.includes(talk.state) ? { codes: ['done'], done } : refused('wrong_state')
