import { z } from 'zod'
import { done, endpoint, id, line, localeCode } from '../contract.ts'
import { presenceReasons, presenceStates, presenceView } from './presence.ts'
import { roles } from './roles.ts'

const choices = {
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['normal', 'compact']),
  sound: z.boolean(),
  desktopNotifications: z.boolean(),
  sendKey: z.enum(['enter', 'ctrl_enter']),
}
/** What a person chose for their own desk. */
export const preferences = z.strictObject({
  theme: choices.theme.default('system'),
  density: choices.density.default('normal'),
  sound: choices.sound.default(true),
  desktopNotifications: choices.desktopNotifications.default(true),
  sendKey: choices.sendKey.default('enter'),
})
export type Preferences = z.infer<typeof preferences>

export const me = z
  .strictObject({
    id,
    name: z.string(),
    staffNo: z.string(),
    email: z.string(),
    roles: z.array(z.enum(roles)),
    /** Permission -> scopes of domain/identity/permissions.ts, so that the console shows only what works. */
    permissions: z.record(z.string(), z.array(z.string())),
    groups: z.array(z.strictObject({ id, name: z.string() })),
    departmentId: id.nullable(),
    locale: localeCode,
    capacity: z.number().int(),
    preferences,
    presence: presenceView,
    locked: z.boolean(),
    centre: z.strictObject({ name: z.string(), timeZone: z.string(), locale: localeCode, demo: z.boolean() }),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const signIn = endpoint({
  method: 'POST',
  path: '/api/session',
  audience: 'public',
  summary: 'Sign in with e-mail and password; sets the session cookie',
  body: z.strictObject({ email: z.string().min(3).max(254), password: z.string().min(1).max(128) }),
  reply: me,
  errors: ['wrong_credentials', 'account_locked', 'account_disabled', 'too_many_requests'],
})
export const getMe = endpoint({
  method: 'GET',
  path: '/api/session',
  audience: 'staff',
  summary: 'Who I am and what I may do',
  reply: me,
})
export const signOut = endpoint({
  method: 'DELETE',
  path: '/api/session',
  audience: 'staff',
  summary: 'Sign out',
  reply: done,
})
export const lockScreen = endpoint({
  method: 'POST',
  path: '/api/session/lock',
  audience: 'staff',
  summary: 'Lock my screen: nothing but unlocking works until then (SOP 000 四, R43)',
  reply: done,
})
export const unlockScreen = endpoint({
  method: 'POST',
  path: '/api/session/unlock',
  audience: 'staff',
  summary: 'Unlock with my password',
  body: z.strictObject({ password: z.string().min(1).max(128) }),
  reply: me,
  errors: ['wrong_credentials', 'account_locked'],
})
export const setPresence = endpoint({
  method: 'PUT',
  path: '/api/presence',
  audience: 'staff',
  summary: 'Be online, busy, away (with a reason) or offline',
  body: z.strictObject({ state: z.enum(presenceStates), reason: z.enum(presenceReasons).optional() }),
  reply: presenceView,
})
export const updateMe = endpoint({
  method: 'PATCH',
  path: '/api/me',
  audience: 'staff',
  summary: 'My name for customers, language and desk preferences',
  body: z.strictObject({
    name: line(40).optional(),
    locale: localeCode.optional(),
    preferences: z.strictObject(choices).partial().optional(),
  }),
  reply: me,
})
/** Colleagues for mentions and names: no e-mail, no rights. */
export const listColleagues = endpoint({
  method: 'GET',
  path: '/api/colleagues',
  audience: 'staff',
  summary: 'Names and presence of everybody at work here',
  reply: z.strictObject({ items: z.array(presenceView.extend({ roles: z.array(z.enum(roles)) })) }),
})
/** Where work can be sent: names alone, in the reader's language. */
export const listPlaces = endpoint({
  method: 'GET',
  path: '/api/places',
  audience: 'staff',
  permission: 'tickets.create',
  summary: 'Active groups and departments by name',
  reply: z.strictObject({
    groups: z.array(z.strictObject({ id, name: z.string() })),
    departments: z.array(z.strictObject({ id, name: z.string() })),
  }),
})

export const sessionEndpoints = {
  signIn,
  getMe,
  signOut,
  lockScreen,
  unlockScreen,
  setPresence,
  updateMe,
  listColleagues,
  listPlaces,
}
