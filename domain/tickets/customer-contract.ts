import { z } from 'zod'
import { byId, endpoint, id, instant, line, text } from '../contract.ts'
import { attachmentView } from '../conversations/views.ts'

/** How far it is, in the customer's terms: what happens inside the house is no concern of theirs. */
export const progressStates = ['received', 'working', 'waiting_for_you', 'answered', 'closed'] as const

/** What a customer sees of their own ticket, in the widget and behind a private link: nothing internal, nobody's data. */
export const customerTicket = z
  .strictObject({
    id,
    no: z.string(),
    state: z.enum(progressStates),
    /** In the customer's own words. */
    about: z.string(),
    department: z.string().nullable(),
    openedAt: instant,
    /** Until when a result is promised; null when it is there, rests or none is promised. */
    dueAt: instant.nullable(),
    asked: z.strictObject({ steps: z.string(), until: instant.nullable() }).nullable(),
    /** Words to the customer and theirs, oldest first. */
    words: z.array(z.strictObject({ from: z.enum(['us', 'you']), body: z.string(), at: instant })),
    /** What the customer sent along; files of the house stay inside. */
    files: z.array(attachmentView),
    result: z.strictObject({ result: z.string(), solution: z.string(), notes: z.string(), at: instant }).nullable(),
    may: z.strictObject({ answer: z.boolean(), confirm: z.boolean(), dispute: z.boolean() }),
  })
  .meta({ id: 'CustomerTicket' })
export type CustomerTicket = z.infer<typeof customerTicket>

const changed = z.strictObject({ ticket: customerTicket })

export const listMyTickets = endpoint({
  method: 'GET',
  path: '/api/widget/tickets',
  audience: 'visitor',
  summary: 'My tickets, newest first: how far each is, what is asked of me, the result',
  reply: z.strictObject({ items: z.array(customerTicket) }),
})
const verb = (name: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/widget/tickets/:id/${name}` as const,
    audience: 'visitor',
    summary,
    params: byId,
    reply: changed,
    errors: ['wrong_state'],
  }) as const
export const answerMyTicket = endpoint({
  ...verb('answer', 'Add something: the answer to what was asked, or a word more (R34)'),
  body: z.strictObject({
    noteId: z.uuid({ version: 'v7' }),
    body: text(4000).default(''),
    attachmentIds: z.array(id).max(10).default([]),
  }),
  errors: ['wrong_state', 'invalid_input'],
})
export const confirmMyTicket = endpoint(verb('confirm', 'The result helps me: closed'))
export const disputeMyTicket = endpoint({
  ...verb('dispute', 'The result does not help me, and why: back to work'),
  body: z.strictObject({ reason: line(500) }),
})
