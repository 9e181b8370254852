import type { Locale } from '../locale.ts'
import type { Role } from './roles.ts'

export type Staff = {
  kind: 'staff'
  id: string
  name: string
  staffNo: string
  roles: readonly Role[]
  groupIds: readonly string[]
  departmentId: string | null
  locale: Locale
  sessionId: string
}
export type Visitor = { kind: 'visitor'; id: string; siteId: string; customerId: string; locale: Locale }
export type System = { kind: 'system' }
export type Anonymous = { kind: 'anonymous'; locale: Locale }

/** Who acts: named in every event row, and the subject of every access rule. */
export type Actor = Staff | Visitor | System | Anonymous
