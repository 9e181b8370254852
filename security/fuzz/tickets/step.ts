import fc from 'fast-check'
import { type Model, type Need, refusalOf, type State, type Ticket } from './model.ts'
import { rowsNow } from './rows.ts'
import { type Answer, type StaffName, staffNames, type Who, type World } from './world.ts'

export type Command = fc.AsyncCommand<Model, World>
/** What the server may answer, and what is so once it answered `done`. */
export type Rule = { codes: string[]; done?(answer: Answer): void }
export type Step = {
  says: string
  who: Who
  path: string
  method?: 'POST' | 'PATCH'
  body?(world: World): object | Promise<object>
  rule: Rule
}

export const ok: Rule = { codes: ['done'] }
export const refused = (...codes: string[]): Rule => ({ codes })
export const done = (then: (answer: Answer) => void): Rule => ({ codes: ['done'], done: then })
export const at = fc.nat({ max: 5 })
export type Person = StaffName | 'whoever has it'
/** Mostly who has it: a search that is always refused at the door tests the door. */
export const person = fc.oneof(
  { weight: 5, arbitrary: fc.constant('whoever has it' as const) },
  { weight: 2, arbitrary: fc.constantFrom<StaffName[]>('chen', 'li', 'he') },
  { weight: 2, arbitrary: fc.constantFrom(...staffNames) },
)
export const named = (who: Person, ticket: Ticket): StaffName =>
  who === 'whoever has it' ? (ticket.assignee ?? ticket.first) : who

export function move(ticket: Ticket, state: State): void {
  ticket.state = state
  ticket.may = [state]
}

/** `then` in these states, `wrong_state` in all others. */
export const inStates = (ticket: Ticket, states: readonly State[], then: () => void): Rule =>
  states.includes(ticket.state) ? done(then) : refused('wrong_state')

/** One request; refused, it must have changed no row of any table. */
export async function take(world: World, { who, says, path, method = 'POST', body, rule }: Step): Promise<Answer> {
  await world.settle()
  const before = await rowsNow(world.app)
  const answer = await world.attempt(who, { method, path, body: (await body?.(world)) ?? {} })
  if (!rule.codes.includes(answer.code))
    throw new Error(`${who} ${says}: answered ${answer.code}, expected ${rule.codes.join(' or ')}`)
  if (answer.code === 'done') rule.done?.(answer)
  else if ((await rowsNow(world.app)) !== before) throw new Error(`${who} ${says}: refused, and rows changed`)
  return answer
}

/** A command on one of the tickets there are. */
export function onTicket(number: number, stepOf: (ticket: Ticket, model: Model) => Step): Command {
  let told = ''
  return {
    check: ({ tickets }) => tickets.length > 0,
    async run(model, world) {
      const ticket = model.tickets[number % model.tickets.length] as Ticket
      const step = stepOf(ticket, model)
      told = `${step.who} ${step.says} (${model.tickets.indexOf(ticket)}, ${ticket.state})`
      await take(world, { ...step, says: `${step.says}, ${tell(ticket)}` })
    },
    toString: () => told || `on ${number}`,
  }
}

type Verb = {
  /** Empty: the ticket itself, to be changed. */
  path: string
  says?: string
  need: Need
  body?(world: World, ticket: Ticket): object | Promise<object>
  rule(ticket: Ticket, who: StaffName, model: Model): Rule
}

/** A step of staff: the door of the route, then the gate of the ticket, then the rule. */
export const verb = ({ path, says = path, need, body, rule }: Verb, people: fc.Arbitrary<Person> = person) =>
  fc.tuple(at, people).map(([number, chosen]) =>
    onTicket(number, (ticket, model): Step => {
      const who = named(chosen, ticket)
      const refusal = refusalOf(who, ticket, need)
      return {
        says,
        who,
        path: `/api/tickets/${ticket.id}${path && `/${path}`}`,
        method: path ? 'POST' : 'PATCH',
        ...(body && { body: (world) => body(world, ticket) }),
        rule: refusal ? refused(refusal) : rule(ticket, who, model),
      }
    }),
  )

export const tell = ({ id: _, gaps, ...ticket }: Ticket) => JSON.stringify({ ...ticket, gaps: [...gaps] })
