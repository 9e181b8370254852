import fc from 'fast-check'
import { groupOf, isOpen, type Model, type Part, refusalOf, serves, type Ticket } from './model.ts'
import { recallAll } from './opening.ts'
import {
  at,
  type Command,
  done,
  inStates,
  move,
  named,
  ok,
  onTicket,
  person,
  type Rule,
  refused,
  verb,
} from './step.ts'
import { staffNames, type World } from './world.ts'

const anybody = fc.constantFrom(...staffNames)
const fresh = (world: World) => world.app.clock.newId()

/** To a person, to a group, or to a person of a group (R26). */
const assigns = fc.tuple(fc.option(anybody), fc.constantFrom('a', 'b', null)).chain(([to, toGroup]) =>
  verb({
    path: 'assign',
    says: `assign to ${to} of ${toGroup}`,
    need: 'reassign',
    body: ({ idOf, people }) => ({
      ...(to && { toStaffId: idOf(to) }),
      ...(toGroup && { toGroupId: toGroup === 'a' ? people.groupA : people.groupB }),
      reason: '换人处理',
    }),
    rule(ticket) {
      if (!to && !toGroup) return refused('invalid_input')
      if (to && (!serves(to) || (toGroup && groupOf(to) !== toGroup))) return refused('agent_unavailable')
      const group = toGroup ?? ticket.group
      if (group === ticket.group && to === ticket.assignee) return ok
      if (!isOpen(ticket)) return refused('wrong_state')
      return done(() => {
        Object.assign(ticket, { group, assignee: to })
        if (to && !ticket.state.startsWith('waiting')) move(ticket, 'assigned')
      })
    },
  }),
)

const accepts = verb({
  path: 'accept',
  need: 'begin',
  rule(ticket, who) {
    if (ticket.assignee === who && ticket.accepted && ticket.state !== 'assigned') return ok
    if (!isOpen(ticket)) return refused('wrong_state')
    const begins = ticket.state === 'new' || ticket.state === 'assigned'
    if (ticket.assignee !== null && !begins) return refused('wrong_state')
    return done(() => {
      Object.assign(ticket, { assignee: who, accepted: true })
      if (begins) move(ticket, 'in_progress')
    })
  },
})

const replies = verb({
  path: 'reply',
  need: 'begin',
  body: (world) => ({ noteId: fresh(world), body: '已为您登记，稍后答复。' }),
  rule(ticket, who) {
    if (!isOpen(ticket)) return refused('wrong_state')
    return done(() => {
      Object.assign(ticket, { assignee: ticket.assignee ?? who, accepted: true })
      if (ticket.state === 'new' || ticket.state === 'assigned') move(ticket, 'in_progress')
    })
  },
})

const notes = fc.constantFrom('process', 'internal', 'shift_update').chain((kind) =>
  verb({
    path: 'notes',
    says: `notes (${kind})`,
    need: 'note',
    body: (world) => ({ noteId: fresh(world), kind, body: '已电话核实。' }),
    rule: (ticket, who) =>
      // A department's note is one of the process too (records 6.4).
      done(() => void ((kind !== 'internal' || who === 'he') && ticket.gaps.delete('process'))),
  }),
)

const inHours = (world: World, hours: number) =>
  new Date(world.app.clock.now().getTime() + hours * 3_600_000).toISOString()

const asks = fc.constantFrom(null, 5, 100, -1).chain((hours) =>
  verb({
    path: 'ask-customer',
    says: `asks the customer, ${hours} h`,
    need: 'work',
    body: (world) => ({ steps: '请上传外箱照片', ...(hours && { until: inHours(world, hours) }) }),
    rule(ticket) {
      if (ticket.state !== 'in_progress' && ticket.state !== 'waiting_customer') return refused('wrong_state')
      return hours === -1 ? refused('invalid_input') : done(() => move(ticket, 'waiting_customer'))
    },
  }),
)
const told = verb({
  path: 'customer-answered',
  need: 'work',
  body: () => ({ body: '客户来电说照片已发。' }),
  rule: (ticket) => inStates(ticket, ['waiting_customer'], () => move(ticket, 'in_progress')),
})

const sends = fc.constantFrom(null, 3, -1).chain((hours) =>
  verb({
    path: 'send-to-department',
    need: 'work',
    body: (world) => ({
      departmentId: world.people.department,
      request: '请查发货记录',
      ...(hours && { dueAt: inHours(world, hours) }),
    }),
    rule(ticket) {
      if (ticket.state !== 'in_progress' && ticket.state !== 'waiting_department') return refused('wrong_state')
      if (hours === -1) return refused('invalid_input')
      return done(({ body }) => {
        const known = new Set(ticket.parts.map(({ id }) => id))
        const part = body.ticket.nodes.find(({ id }: { id: string }) => !known.has(id))
        ticket.parts.push({ id: part.id, state: 'open' })
        ticket.ofDepartment = true
        move(ticket, 'waiting_department')
      })
    },
  }),
)

const onPart = (path: 'take' | 'return' | 'recall') =>
  fc.tuple(at, at, person).map(([number, which, chosen]) =>
    onTicket(number, (ticket) => {
      const who = path !== 'recall' && chosen === 'whoever has it' ? 'he' : named(chosen, ticket)
      const part = ticket.parts[which % Math.max(1, ticket.parts.length)]
      const refusal = refusalOf(who, ticket, path === 'recall' ? 'work' : 'answer')
      return {
        says: `${path} a part`,
        who,
        path: `/api/tickets/${ticket.id}/nodes/${path}`,
        body: (world) => ({
          nodeId: part?.id ?? fresh(world),
          ...(path === 'return' && { result: '已补发' }),
          ...(path === 'recall' && { reason: '不用了' }),
        }),
        rule: refusal ? refused(refusal) : partRule(ticket, part, path),
      }
    }),
  )

function partRule(ticket: Ticket, part: Part | undefined, path: 'take' | 'return' | 'recall'): Rule {
  if (!part) return refused('not_found')
  if (part.state === 'returned' || part.state === 'recalled') return refused('wrong_state')
  return done(() => {
    if (path === 'take') return
    part.state = path === 'return' ? 'returned' : 'recalled'
    if (path === 'return') ticket.gaps.delete('process')
    const waits = ticket.parts.some(({ state }) => state === 'open')
    if (!waits && ticket.state === 'waiting_department') move(ticket, 'in_progress')
  })
}

const resolves = fc.constantFrom('phone', 'message').chain((toldBy) =>
  verb({
    path: 'resolve',
    need: 'work',
    body: () => ({ result: '已补发', solution: '顺丰补发一只杯子', toldBy }),
    rule(ticket) {
      if (ticket.state !== 'in_progress' && ticket.state !== 'waiting_customer') return refused('wrong_state')
      if (toldBy === 'message' && !ticket.hasTalk) return refused('invalid_input')
      return done(() => {
        move(ticket, 'resolved')
        ticket.gaps.delete('how')
        recallAll(ticket)
      })
    },
  }),
)

const urgencies = ['normal', 'urgent', 'critical'] as const
const rates = fc.constantFrom(...urgencies).chain((urgency) =>
  verb({
    path: 'urgency',
    says: `makes it ${urgency}`,
    need: 'work',
    body: () => ({ urgency, reason: '客户着急' }),
    rule(ticket, who) {
      if (urgency === ticket.urgency && ticket.raisers.length === 0) return ok
      const isLower = urgencies.indexOf(urgency) < urgencies.indexOf(ticket.urgency)
      if (isLower && who !== 'li') return refused('not_allowed')
      return done(() => Object.assign(ticket, { urgency, raisers: [] }))
    },
  }),
)

const revisionOf = async ({ app }: World, id: string) => {
  const row = await app.platform.db
    .selectFrom('ticket')
    .select('revision')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return Number(row.revision)
}
const edits = fc.constantFrom('in time', 'stale', 'future').chain((how) =>
  verb({
    path: '',
    says: `edits, ${how}`,
    need: 'work',
    body: async (world, { id }) => ({
      revision: (await revisionOf(world, id)) - (how === 'stale' ? 1 : 0),
      occurredAt: how === 'future' ? inHours(world, 5) : '2020-01-01T00:00:00.000Z',
      cause: '拣货漏放',
    }),
    rule(ticket) {
      if (how !== 'in time') return refused(how === 'stale' ? 'stale' : 'invalid_input')
      return done(() => {
        ticket.gaps.delete('when')
        ticket.gaps.delete('why')
      })
    },
  }),
)

/** The customer writes in the chat, or answers on the page of their tickets. */
const writes = fc.constantFrom('one' as const, 'two' as const).map(
  (who): Command => ({
    check: ({ tickets }) => tickets.length > 0,
    async run(model: Model, world) {
      const path = `/api/widget/conversations/${world.talk}/messages`
      const { code } = await world.attempt(who, {
        method: 'POST',
        path,
        body: { messageId: fresh(world), body: '照片发了' },
      })
      if (who === 'two' && code !== 'not_found') throw new Error(`two writes in the talk of one: ${code}`)
      if (code !== 'done') return
      for (const ticket of model.tickets)
        if (ticket.hasTalk && ticket.state === 'waiting_customer') move(ticket, 'in_progress')
    },
    toString: () => `${who} writes`,
  }),
)

export const workingCommands: fc.Arbitrary<Command>[] = [
  assigns,
  accepts,
  accepts,
  replies,
  notes,
  asks,
  told,
  sends,
  onPart('take'),
  onPart('return'),
  onPart('recall'),
  resolves,
  resolves,
  rates,
  edits,
  writes,
]
