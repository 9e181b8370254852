import { z } from 'zod'
import { id, instant, line, localeCode } from '../contract.ts'
import { conversationView, marksView, messageView, talkView } from '../conversations/views.ts'
import { presenceView } from '../identity/presence.ts'
import { noticeView } from '../notifications/contract.ts'
import { noticeWays } from '../notifications/preferences.ts'
import { wallView } from '../reports/wall.ts'
import { ticketRow } from '../tickets/views.ts'

/**
 * Live protocol on `/live` (WebSocket, JSON text frames, 64 kB). Frames are hints: messages are applied only when
 * `seq = last + 1`, objects only when their `revision` is higher; anything missed is read again over REST
 * (reliability/contract 4). A staff socket signs in by its session cookie, a visitor's by `token`; the first frame is `hello`.
 */
export const clientFrame = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    as: z.enum(['staff', 'visitor']),
    token: z.string().max(200).optional(),
    locale: localeCode.optional(),
    /** Last `cursor` seen: the server sends what changed since, or `resync`. */
    cursor: z.number().int().nonnegative().optional(),
  }),
  /** Staff: follow one conversation's messages, typing and viewers. Checked again on every change of rights. */
  z.strictObject({ type: z.literal('watch'), conversation: id }),
  z.strictObject({ type: z.literal('unwatch'), conversation: id }),
  z.strictObject({ type: z.literal('watch_wall') }),
  z.strictObject({ type: z.literal('unwatch_wall') }),
  z.strictObject({ type: z.literal('typing'), conversation: id, on: z.boolean() }),
  z.strictObject({
    type: z.literal('marks'),
    conversation: id,
    received: z.number().int().nonnegative().optional(),
    read: z.number().int().nonnegative().optional(),
  }),
  /** Visitor: the page now being viewed. */
  z.strictObject({ type: z.literal('page'), url: z.string().max(2000), title: z.string().max(300) }),
  /** Visitor: the order the shop says this is about (`Shouwen.setOrder`). */
  z.strictObject({ type: z.literal('order'), orderNo: line(60) }),
  z.strictObject({ type: z.literal('ping') }),
])
export type ClientFrame = z.infer<typeof clientFrame>

const cursor = z.number().int()
export const serverFrame = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome'), at: instant, cursor, beatSeconds: z.number() }),
  z.strictObject({ type: z.literal('beat'), at: instant }),
  z.strictObject({ type: z.literal('pong') }),
  z.strictObject({ type: z.literal('message'), message: messageView }),
  z.strictObject({ type: z.literal('conversation'), conversation: conversationView, cursor }),
  /** The conversation left this person's sight (transferred away, right withdrawn). */
  z.strictObject({ type: z.literal('gone'), conversation: id, cursor }),
  z.strictObject({ type: z.literal('talk'), talk: talkView }),
  /** To a site's visitors: whether somebody is there to answer now. */
  z.strictObject({ type: z.literal('open'), open: z.boolean() }),
  z.strictObject({ type: z.literal('marks'), conversation: id, side: z.enum(['customer', 'agent']), marks: marksView }),
  z.strictObject({
    type: z.literal('typing'),
    conversation: id,
    side: z.enum(['customer', 'agent']),
    name: z.string(),
    on: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('viewers'),
    conversation: id,
    staff: z.array(z.strictObject({ id, name: z.string(), typing: z.boolean() })),
  }),
  z.strictObject({
    type: z.literal('visitor'),
    conversation: id,
    online: z.boolean(),
    pageUrl: z.string().nullable(),
    pageTitle: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('presence'), presence: presenceView, cursor }),
  /** A ticket this person may see changed: its line of the lists. Counters, pages and timelines are read again. */
  z.strictObject({ type: z.literal('ticket'), ticket: ticketRow }),
  z.strictObject({ type: z.literal('ticket_gone'), ticket: id }),
  /** To a customer's windows: how far one of their tickets is changed; they are read again. */
  z.strictObject({ type: z.literal('my_tickets') }),
  z.strictObject({ type: z.literal('wall'), wall: wallView }),
  /** `ways`: how this person wants to hear of it right now. */
  z.strictObject({ type: z.literal('notice'), notice: noticeView, ways: z.array(z.enum(noticeWays)) }),
  /** Some of this person's notices were read or settled elsewhere. */
  z.strictObject({ type: z.literal('notices') }),
  /** How far a change of many tickets or an export of this person is. */
  z.strictObject({
    type: z.literal('progress'),
    work: z.enum(['bulk', 'export']),
    id,
    state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    done: z.number().int(),
    total: z.number().int().nullable(),
  }),
  /** Too much was missed: fetch everything again. */
  z.strictObject({ type: z.literal('resync') }),
  /** The server is about to leave: come back after `inMs`. */
  z.strictObject({ type: z.literal('reconnect'), inMs: z.number().int() }),
  z.strictObject({ type: z.literal('signed_out') }),
  z.strictObject({
    type: z.literal('error'),
    code: z.enum(['bad_frame', 'not_signed_in', 'not_found', 'wrong_origin', 'too_many_requests', 'not_allowed']),
  }),
])
export type ServerFrame = z.infer<typeof serverFrame>
