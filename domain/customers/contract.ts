import { z } from 'zod'
import { byId, endpoint, id, instant, line, localeCode } from '../contract.ts'
import { preferredChannels, ticketChannels } from '../tickets/views.ts'

/** The value of a revealed contact is shown this long. Source: domain/privacy 4.6. */
export const revealSeconds = 30
/** A person reveals at most this many contacts an hour. Source: domain/privacy 4.6 (default). */
export const revealsPerHour = 30

/** Enough for a busy line, too slow to try a list of numbers. */
export const searchesPerHour = 60
/** What is read out before a contact is written down, by its version. Source: SOP 003 二(一). */
export const contactConsent = 'contact-by-hand/1'

export const customerLevels = ['standard', 'silver', 'gold', 'vip'] as const
export type CustomerLevel = (typeof customerLevels)[number]
export const consentPurposes = [
  'service',
  'contact',
  'recording',
  'survey',
  'marketing_sms',
  'profiling',
  'sensitive',
] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

const orderItem = z.strictObject({ name: z.string(), quantity: z.number().int(), price: z.number() })
export const orderView = z.strictObject({
  orderNo: z.string(),
  status: z.string(),
  amount: z.number(),
  currency: z.string(),
  items: z.array(orderItem),
  placedAt: instant,
})
export const contactView = z.strictObject({ id, kind: z.enum(['phone', 'email', 'other']), mask: z.string() })
export const customerView = z.strictObject({
  id,
  no: z.string(),
  kind: z.enum(['person', 'company']),
  name: z.string(),
  level: z.string(),
  tags: z.array(z.string()),
  locale: localeCode.nullable(),
  preferredChannel: z.string().nullable(),
  status: z.string(),
  createdAt: instant,
  /** Proved by a token of the shop, not merely typed. */
  verified: z.boolean(),
  contacts: z.array(contactView),
  /** Newest first, at most 50. */
  orders: z.array(orderView),
  /** Latest answer per purpose. */
  consents: z.array(
    z.strictObject({
      purpose: z.string(),
      state: z.enum(['granted', 'withdrawn']),
      textVersion: z.string(),
      channel: z.string(),
      at: instant,
    }),
  ),
  may: z.strictObject({ reveal: z.boolean(), update: z.boolean() }),
})
export type CustomerView = z.infer<typeof customerView>

export const getCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:id',
  audience: 'staff',
  permission: 'conversations.view',
  summary:
    'A customer with orders, consents and masked contacts; for whoever may see one of the customer’s conversations or tickets',
  params: byId,
  reply: customerView,
})
export const updateCustomer = endpoint({
  method: 'PATCH',
  path: '/api/customers/:id',
  audience: 'staff',
  permission: 'conversations.take',
  summary: 'Change nickname, level or tags',
  params: byId,
  body: z.strictObject({
    name: line(60).optional(),
    level: z.enum(customerLevels).optional(),
    tags: z.array(line(30)).max(20).optional(),
  }),
  reply: customerView,
})
export const revealContact = endpoint({
  method: 'POST',
  path: '/api/customers/:id/contacts/:contactId/reveal',
  audience: 'staff',
  permission: 'customers.reveal_contact',
  summary: 'Show one phone number or address in full, with a reason that is kept',
  params: z.strictObject({ id, contactId: id }),
  body: z.strictObject({ reason: line(500) }),
  reply: z.strictObject({ value: z.string(), showSeconds: z.number().int() }),
  errors: ['too_many_requests'],
})

/** By what a customer was recognised: exact, but for the name. */
export const customerMatches = ['number', 'phone', 'email', 'order', 'name'] as const
export const foundCustomer = z.strictObject({
  id,
  no: z.string(),
  /** Masked while the person has nothing to do with this customer. */
  name: z.string(),
  level: z.string(),
  contacts: z.array(contactView.omit({ id: true })),
  matchedBy: z.enum(customerMatches),
})
export type FoundCustomer = z.infer<typeof foundCustomer>

/** A POST although it reads: a phone number has no place in an address, and each search is kept in the event log. */
export const findCustomers = endpoint({
  method: 'POST',
  path: '/api/customers/search',
  audience: 'staff',
  permission: 'tickets.create',
  summary:
    'Who is calling (R24): exact number, order, phone or e-mail; by the beginning of the name only whom one may see. At most 10, masked',
  body: z.strictObject({ q: line(120) }),
  reply: z.strictObject({ items: z.array(foundCustomer).max(10) }),
  errors: ['too_many_requests'],
})
export const createCustomer = endpoint({
  method: 'POST',
  path: '/api/customers',
  audience: 'staff',
  permission: 'tickets.create',
  summary:
    'Write down a customer by hand. A contact only with their consent (R17); one that is known already answers already_exists with `customerId`, `no` and masked `name`',
  body: z.strictObject({
    /** Chosen by the caller: asked again it is the same customer. */
    customerId: id,
    name: line(60),
    locale: localeCode.optional(),
    preferredChannel: z.enum(preferredChannels).nullable().default(null),
    phone: line(40).optional(),
    email: line(120).optional(),
    consent: z.strictObject({ textVersion: z.literal(contactConsent), channel: z.enum(ticketChannels) }).optional(),
  }),
  reply: z.strictObject({ customer: foundCustomer.omit({ matchedBy: true }) }),
  errors: ['invalid_input', 'already_exists', 'idempotency_mismatch', 'too_many_requests'],
})
export const customerEndpoints = { findCustomers, createCustomer, getCustomer, updateCustomer, revealContact }
