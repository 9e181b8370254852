import { z } from 'zod'
import { byId, endpoint, id, instant, line, localeCode, localized } from '../contract.ts'
import { roles } from './roles.ts'

const manage = { audience: 'staff', permission: 'settings.manage' } as const

export const staffRecord = z.strictObject({
  id,
  staffNo: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(roles)),
  groupIds: z.array(id),
  departmentId: id.nullable(),
  /** Leads the department: what is escalated past the supervisor reaches them. */
  departmentHead: z.boolean(),
  capacity: z.number().int(),
  locale: localeCode,
  /** No password yet: the one-time link was not used. */
  invited: z.boolean(),
  disabledAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
})
export type StaffRecord = z.infer<typeof staffRecord>

/** Shown once; only its hash is kept. */
export const passwordLink = z.strictObject({ url: z.string(), expiresAt: instant })

const email = z.email().max(254)
const staffNo = z.string().regex(/^[A-Za-z0-9-]{1,20}$/)
/** What a group or department is called; said in every language, since each person sees their own. */
const placeName = z.strictObject({ 'zh-CN': line(40), 'zh-TW': line(40), en: line(40) })
const staffFields = z.strictObject({
  name: line(40),
  email,
  staffNo,
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  groupIds: z.array(id).max(50),
  departmentId: id.nullable(),
  departmentHead: z.boolean(),
  capacity: z.number().int().min(0).max(50),
  locale: localeCode,
})

export const listStaff = endpoint({
  ...manage,
  method: 'GET',
  path: '/api/staff',
  summary: 'Every staff account, disabled ones included',
  reply: z.strictObject({ items: z.array(staffRecord) }),
})
export const createStaff = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/staff',
  summary: 'Create an account; answers the one-time link with which the person sets a password',
  body: staffFields.partial({
    groupIds: true,
    departmentId: true,
    departmentHead: true,
    capacity: true,
    locale: true,
  }),
  reply: z.strictObject({ staff: staffRecord, link: passwordLink }),
  errors: ['already_exists', 'not_allowed', 'not_found', 'roles_conflict'],
})
export const updateStaff = endpoint({
  ...manage,
  method: 'PATCH',
  path: '/api/staff/:id',
  summary: 'Change name, roles, groups, department, capacity; new roles end the sessions of the person',
  params: byId,
  body: staffFields.partial(),
  reply: staffRecord,
  errors: ['already_exists', 'not_allowed', 'not_found', 'last_administrator', 'roles_conflict'],
})
export const disableStaff = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/staff/:id/disable',
  summary: 'Disable an account: its sessions and sockets end within 5 seconds',
  params: byId,
  body: z.strictObject({ reason: line(200) }),
  reply: staffRecord,
  errors: ['not_allowed', 'not_found', 'last_administrator'],
})
export const enableStaff = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/staff/:id/enable',
  summary: 'Let a disabled account in again',
  params: byId,
  reply: staffRecord,
  errors: ['not_allowed', 'not_found'],
})
export const makePasswordLink = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/staff/:id/password-link',
  summary: 'A one-time link, valid 24 hours, with which the person sets a new password; voids earlier ones',
  params: byId,
  reply: passwordLink,
  errors: ['not_allowed', 'not_found', 'account_disabled'],
})

export const groupRecord = z.strictObject({
  id,
  name: localized,
  active: z.boolean(),
  memberIds: z.array(id),
})
export type GroupRecord = z.infer<typeof groupRecord>
export const listGroups = endpoint({
  ...manage,
  method: 'GET',
  path: '/api/groups',
  summary: 'Groups with their members',
  reply: z.strictObject({ items: z.array(groupRecord) }),
})
export const createGroup = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/groups',
  summary: 'Create a group',
  body: z.strictObject({ name: placeName, memberIds: z.array(id).max(300).default([]) }),
  reply: groupRecord,
  errors: ['not_allowed', 'not_found'],
})
export const updateGroup = endpoint({
  ...manage,
  method: 'PATCH',
  path: '/api/groups/:id',
  summary: 'Rename a group, change its members, close it or open it again',
  params: byId,
  body: z.strictObject({ name: placeName, memberIds: z.array(id).max(300), active: z.boolean() }).partial(),
  reply: groupRecord,
  errors: ['not_allowed', 'not_found', 'still_in_use'],
})

export const departmentRecord = z.strictObject({
  id,
  name: localized,
  active: z.boolean(),
  staffCount: z.number().int(),
})
export type DepartmentRecord = z.infer<typeof departmentRecord>
export const listDepartments = endpoint({
  ...manage,
  method: 'GET',
  path: '/api/departments',
  summary: 'Departments behind the service centre',
  reply: z.strictObject({ items: z.array(departmentRecord) }),
})
export const createDepartment = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/departments',
  summary: 'Create a department',
  body: z.strictObject({ name: placeName }),
  reply: departmentRecord,
  errors: ['not_allowed'],
})
export const updateDepartment = endpoint({
  ...manage,
  method: 'PATCH',
  path: '/api/departments/:id',
  summary: 'Rename a department, close it or open it again',
  params: byId,
  body: z.strictObject({ name: placeName, active: z.boolean() }).partial(),
  reply: departmentRecord,
  errors: ['not_allowed', 'not_found', 'still_in_use'],
})

export const staffEndpoints = { listStaff, createStaff, updateStaff, disableStaff, enableStaff, makePasswordLink }
export const groupEndpoints = { listGroups, createGroup, updateGroup }
export const departmentEndpoints = { listDepartments, createDepartment, updateDepartment }
