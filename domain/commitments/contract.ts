import { z } from 'zod'
import { byId, endpoint, id, instant, line, text } from '../contract.ts'
import { namedRef, personRef } from '../conversations/views.ts'
import { preferredChannels } from '../tickets/views.ts'
import { commitmentStates } from './rules.ts'

export const commitmentView = z
  .strictObject({
    id,
    no: z.string(),
    ticket: z.strictObject({ id, no: z.string(), subject: z.string() }).nullable(),
    conversationId: id.nullable(),
    customer: z.strictObject({ id, no: z.string(), name: z.string() }).nullable(),
    group: namedRef.nullable(),
    owner: personRef,
    offeredTo: personRef.nullable(),
    body: z.string(),
    dueAt: instant,
    channel: z.enum(preferredChannels),
    customerAgreed: z.boolean(),
    state: z.enum(commitmentStates),
    outcome: z.string(),
    replaces: id.nullable(),
    madeBy: personRef,
    madeAt: instant,
    endedAt: instant.nullable(),
    may: z.strictObject({ work: z.boolean(), take: z.boolean() }),
  })
  .meta({ id: 'Commitment' })
export type CommitmentView = z.infer<typeof commitmentView>

const changed = z.strictObject({ commitment: commitmentView })

export const listCommitments = endpoint({
  method: 'GET',
  path: '/api/commitments',
  audience: 'staff',
  permission: 'commitments.view',
  summary:
    'Promises to customers: mine, my groups’, of one ticket or conversation; open ones nearest first, ended ones newest first',
  query: z.strictObject({
    list: z.enum(['mine', 'group']).default('mine'),
    state: z.enum(['open', 'ended']).default('open'),
    ticketId: id.optional(),
    conversationId: id.optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.strictObject({ items: z.array(commitmentView), nextCursor: z.string().nullable() }),
})
export const makeCommitment = endpoint({
  method: 'POST',
  path: '/api/commitments',
  audience: 'staff',
  permission: 'commitments.work',
  summary: 'Promise something with a time and a way; `customerAgreed` false waits for the customer’s yes (R35)',
  body: z.strictObject({
    commitmentId: z.uuid({ version: 'v7' }),
    ticketId: id.optional(),
    conversationId: id.optional(),
    body: text(500, 1),
    dueAt: instant,
    channel: z.enum(preferredChannels),
    customerAgreed: z.boolean(),
  }),
  reply: changed,
  errors: ['invalid_input', 'not_found'],
})
const verb = (name: string, summary: string) =>
  ({
    method: 'POST',
    path: `/api/commitments/:id/${name}` as const,
    audience: 'staff',
    permission: 'commitments.work',
    summary,
    params: byId,
    reply: changed,
    errors: ['wrong_state'],
  }) as const
export const agreeCommitment = endpoint(verb('agree', 'The customer said yes'))
export const keepCommitment = endpoint({
  ...verb('keep', 'Done: what came of it. After the time it counts as kept late'),
  body: z.strictObject({ outcome: text(1000, 1) }),
})
export const renegotiateCommitment = endpoint({
  ...verb('renegotiate', 'A new time before the old one comes, told to the customer with an apology (R45)'),
  body: z.strictObject({
    dueAt: instant,
    /** Sent to the customer as it stands; without it say how they were told. */
    tell: text(4000, 1).optional(),
    toldBy: z.enum(['message', 'phone', 'sms', 'email']),
    reason: line(500),
  }),
  errors: ['wrong_state', 'invalid_input'],
})
export const cancelCommitment = endpoint({
  ...verb('cancel', 'No longer needed, with the reason'),
  body: z.strictObject({ reason: line(500) }),
})
export const offerCommitment = endpoint({
  ...verb('offer', 'Ask a colleague to keep it; nothing moves until they accept'),
  body: z.strictObject({ toStaffId: id, reason: line(500) }),
  errors: ['wrong_state', 'agent_unavailable'],
})
export const answerCommitmentOffer = endpoint({
  ...verb('offer/answer', 'Accept or decline a promise I was asked to keep'),
  body: z.strictObject({ accept: z.boolean() }),
})
