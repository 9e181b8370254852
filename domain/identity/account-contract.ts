import { z } from 'zod'
import { done, endpoint, instant } from '../contract.ts'
import { passwordMaxLength } from './password-rules.ts'

const password = z.string().min(1).max(passwordMaxLength)
const token = z.string().length(43)

/** Looked at with POST and a body, so that no log and no history holds the token. */
export const lookAtPasswordLink = endpoint({
  method: 'POST',
  path: '/api/password-link',
  audience: 'public',
  summary: 'Whose one-time password link this is',
  body: z.strictObject({ token }),
  reply: z.strictObject({ name: z.string(), email: z.string(), centre: z.string(), expiresAt: instant }),
  errors: ['link_expired', 'too_many_requests'],
})
export const usePasswordLink = endpoint({
  method: 'POST',
  path: '/api/password-link/password',
  audience: 'public',
  summary: 'Set a password by a one-time link; ends every session of the person',
  body: z.strictObject({ token, password }),
  reply: done,
  errors: ['link_expired', 'password_too_weak', 'password_breached', 'too_many_requests'],
})
export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/me/password',
  audience: 'staff',
  summary: 'Change my password; ends my other sessions',
  body: z.strictObject({ current: password, next: password }),
  reply: done,
  errors: ['wrong_credentials', 'account_locked', 'password_too_weak', 'password_breached'],
})

export const sessionRecord = z.strictObject({
  id: z.string(),
  current: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant,
  ip: z.string(),
  userAgent: z.string(),
})
export type SessionRecord = z.infer<typeof sessionRecord>
export const listMySessions = endpoint({
  method: 'GET',
  path: '/api/me/sessions',
  audience: 'staff',
  summary: 'Where I am signed in',
  reply: z.strictObject({ items: z.array(sessionRecord) }),
})
export const endMySession = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions/:id',
  audience: 'staff',
  summary: 'Sign out one of my other desks',
  params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
  reply: done,
  errors: ['not_found'],
})

export const accountEndpoints = { lookAtPasswordLink, usePasswordLink, changePassword, listMySessions, endMySession }
