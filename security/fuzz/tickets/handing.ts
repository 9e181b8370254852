import fc from 'fast-check'
import { refusalOf, serves, type Ticket } from './model.ts'
import { at, type Command, done, onTicket, type Rule, refused, verb } from './step.ts'
import { type StaffName, staffNames } from './world.ts'

const anybody = fc.constantFrom(...staffNames)

/** R46: asked, and nothing moves until the other accepts. */
const handsOver = anybody.chain((to) =>
  verb({
    path: 'hand-over',
    says: `asks ${to} to answer for it`,
    need: 'reassign',
    body: ({ idOf }) => ({ toStaffId: idOf(to), reason: '休假' }),
    rule(ticket) {
      if (!serves(to)) return refused('agent_unavailable')
      if (to === ticket.first) return refused('invalid_input')
      if (ticket.asked) return refused('already_exists')
      return done(() => {
        ticket.asked = { to, from: ticket.first }
      })
    },
  }),
)
const answers = fc.tuple(at, fc.boolean(), fc.option(anybody, { freq: 3 })).map(([number, accept, somebody]) =>
  onTicket(number, (ticket) => {
    const who: StaffName = somebody ?? ticket.asked?.to ?? 'chen'
    const refusal = refusalOf(who, ticket, 'view')
    return {
      says: accept ? 'agrees to answer for it' : 'declines to answer for it',
      who,
      path: `/api/tickets/${ticket.id}/hand-over/answer`,
      body: () => ({ accept }),
      rule: refusal ? refused(refusal) : answerRule(ticket, who, accept),
    }
  }),
)

function answerRule(ticket: Ticket, who: StaffName, accept: boolean): Rule {
  const { asked } = ticket
  if (asked?.to !== who) return refused('wrong_state')
  // What is archived, merged or cancelled is nobody's to take over any more; whoever was asked may still say no.
  if (accept && ['archived', 'merged', 'cancelled'].includes(ticket.state)) return refused('wrong_state')
  return done(() => {
    if (accept && ticket.assignee === asked.from) ticket.assignee = who
    if (accept) ticket.first = who
    ticket.asked = null
  })
}

export const handingCommands: fc.Arbitrary<Command>[] = [handsOver, answers]
