import { z } from 'zod'
import { endpoint, line, localeCode } from '../contract.ts'
import { timeZone } from '../settings/hours.ts'
import { me } from './contract.ts'
import { passwordMaxLength } from './password-rules.ts'

const token = z.string().length(43)

export const getSetup = endpoint({
  method: 'GET',
  path: '/api/setup',
  audience: 'public',
  summary: 'Whether the first set-up is still to be done',
  reply: z.strictObject({ needed: z.boolean() }),
})
/** The first administrator; `servesCustomers` adds the supervisor's role, for a house where one person does both. */
export const firstAdministrator = z.strictObject({
  name: line(40),
  email: z.email().max(254),
  password: z.string().min(1).max(passwordMaxLength),
  staffNo: z.string().regex(/^[A-Za-z0-9-]{1,20}$/),
  servesCustomers: z.boolean().default(false),
})
export const setUp = endpoint({
  method: 'POST',
  path: '/api/setup',
  audience: 'public',
  summary:
    'The first set-up, by the one-time link the server printed: centre, first administrator, empty or demo company; signs in',
  body: z.strictObject({
    token,
    administrator: firstAdministrator,
    centre: z.strictObject({ name: line(60), locale: localeCode, timeZone }),
    start: z.enum(['empty', 'demo']),
  }),
  reply: me,
  errors: [
    'already_set_up',
    'link_expired',
    'already_exists',
    'password_too_weak',
    'password_breached',
    'too_many_requests',
  ],
})

export const setupEndpoints = { getSetup, setUp }
