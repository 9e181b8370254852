import { z } from 'zod'
import { byId, endpoint, id, instant, line, localeCode, text } from '../contract.ts'
import { namedRef, personRef } from '../conversations/views.ts'
import { callbackChannels, callbackKinds, callbackStates, outcomes } from './rules.ts'

export const callbackView = z
  .strictObject({
    id,
    kind: z.enum(callbackKinds),
    state: z.enum(callbackStates),
    /** What it is about; `no` is the number of a ticket. */
    subject: z.strictObject({ type: z.enum(['conversation', 'ticket', 'customer']), id, no: z.string().nullable() }),
    customer: z.strictObject({ id, no: z.string(), name: z.string(), locale: localeCode }),
    owner: personRef.nullable(),
    group: namedRef.nullable(),
    createdAt: instant,
    /** The first attempt is owed by then. */
    dueAt: instant,
    /** When the customer was promised the next attempt. */
    nextAt: instant.nullable(),
    /** The score that called for it, and what the customer made of it since. */
    score: z.number().int().nullable(),
    scoreNow: z.number().int().nullable(),
    attempts: z.number().int(),
    firstAttemptAt: instant.nullable(),
    closedAt: instant.nullable(),
    result: z.string(),
    suggestion: z.string(),
    may: z.strictObject({ work: z.boolean(), take: z.boolean(), assign: z.boolean(), cancel: z.boolean() }),
  })
  .meta({ id: 'Callback' })
export type CallbackView = z.infer<typeof callbackView>

export const callbackAttempt = z.strictObject({
  id,
  at: instant,
  by: personRef,
  channel: z.enum(callbackChannels),
  outcome: z.enum(outcomes),
  note: z.string(),
})
export const callbackFile = z
  .strictObject({
    callback: callbackView,
    attempts: z.array(callbackAttempt),
    /** What the customer said with the score. */
    comment: z.string(),
    ratedAt: instant.nullable(),
    /** The service it is about, in a line. */
    about: z.strictObject({
      category: z.string().nullable(),
      summary: z.string(),
      at: instant.nullable(),
      servedBy: personRef.nullable(),
      brand: z.string(),
      /** Whether the reader may open the conversation or ticket itself. */
      mayOpen: z.boolean(),
    }),
  })
  .meta({ id: 'CallbackFile' })
export type CallbackFile = z.infer<typeof callbackFile>

export const listCallbacks = endpoint({
  method: 'GET',
  path: '/api/callbacks',
  audience: 'staff',
  permission: 'callbacks.view',
  summary: 'Call-backs: mine and my groups’ that are open, nearest first; history newest first (R53)',
  query: z.strictObject({
    list: z.enum(['mine', 'group', 'history']).default('mine'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.strictObject({
    items: z.array(callbackView),
    nextCursor: z.string().nullable(),
    counts: z.strictObject({ mine: z.number().int(), group: z.number().int() }),
  }),
})
export const getCallback = endpoint({
  method: 'GET',
  path: '/api/callbacks/:id',
  audience: 'staff',
  permission: 'callbacks.view',
  summary: 'One call-back with its attempts, the score and the words that came with it',
  params: byId,
  reply: callbackFile,
})

const verb = {
  method: 'POST',
  audience: 'staff',
  permission: 'callbacks.work',
  params: byId,
  reply: callbackFile,
} as const

export const attemptCallback = endpoint({
  ...verb,
  path: '/api/callbacks/:id/attempts',
  summary:
    'Write down an attempt; reached needs the result and, after a low score, the customer’s suggestion; three in vain end it',
  body: z.strictObject({
    /** Made by the client: the same attempt sent twice is one. */
    attemptId: z.uuid({ version: 'v7' }),
    channel: z.enum(callbackChannels),
    outcome: z.enum(outcomes),
    note: text(2000).default(''),
    result: text(2000).default(''),
    suggestion: text(2000).default(''),
    /** When the customer is told that the next attempt comes. */
    nextAt: instant.optional(),
  }),
  errors: ['wrong_state', 'record_incomplete'],
})
export const assignCallback = endpoint({
  ...verb,
  path: '/api/callbacks/:id/assign',
  summary: 'Take what is nobody’s, or hand a call-back to a colleague of its group',
  body: z.strictObject({ staffId: id }),
  errors: ['wrong_state', 'already_taken', 'agent_unavailable'],
})
export const cancelCallback = endpoint({
  ...verb,
  path: '/api/callbacks/:id/cancel',
  summary: 'Take back a call-back made by mistake; the supervisor alone, with a reason',
  body: z.strictObject({ reason: line(300) }),
  errors: ['wrong_state'],
})
