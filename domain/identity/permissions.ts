import type { Role } from './roles.ts'

/**
 * How far a permission reaches. `own`: own or assigned; `group`: own group; `department`: own department's tickets;
 * `linked`: through a linked ticket; `sampled`: drawn for quality review; `masked` / `anonymised`: without personal data;
 * `approval`: only after somebody else agrees; `propose`: may suggest; `view`: may look.
 */
export type Scope =
  | 'all'
  | 'own'
  | 'group'
  | 'department'
  | 'linked'
  | 'sampled'
  | 'masked'
  | 'anonymised'
  | 'approval'
  | 'propose'
  | 'view'

type Row = Partial<Record<Role, Scope>>

/** The table of domain/model 2.5. Absent = not allowed. Administrators have no content access (privacy 4.2, separation of duties). */
export const permissionTable = {
  'conversations.take': { agent: 'all', senior_agent: 'all', supervisor: 'all' },
  'conversations.view': {
    agent: 'own',
    senior_agent: 'group',
    supervisor: 'group',
    department_contact: 'linked',
    quality_reviewer: 'sampled',
    knowledge_manager: 'anonymised',
    management: 'masked',
    privacy_officer: 'masked',
  },
  'conversations.supervise': { supervisor: 'group' },
  'tickets.view': {
    agent: 'own',
    senior_agent: 'group',
    supervisor: 'group',
    department_contact: 'department',
    management: 'masked',
    privacy_officer: 'masked',
  },
  'tickets.create': { agent: 'all', senior_agent: 'all', supervisor: 'all', department_contact: 'all' },
  'tickets.work': { agent: 'own', senior_agent: 'group', supervisor: 'group', department_contact: 'department' },
  'tickets.lower_urgency': { senior_agent: 'approval', supervisor: 'all' },
  'tickets.reassign': {
    agent: 'own',
    senior_agent: 'group',
    supervisor: 'group',
    department_contact: 'department',
    management: 'all',
  },
  'tickets.merge': { senior_agent: 'approval', supervisor: 'all' },
  'escalations.view': {
    agent: 'own',
    senior_agent: 'own',
    supervisor: 'group',
    department_contact: 'own',
    management: 'all',
  },
  'escalations.answer': { supervisor: 'group', department_contact: 'own', management: 'all' },
  'shift_checks.view': { supervisor: 'group', management: 'all' },
  'commitments.view': { agent: 'own', senior_agent: 'group', supervisor: 'group', management: 'masked' },
  'commitments.work': { agent: 'own', senior_agent: 'group', supervisor: 'group' },
  'callbacks.view': { agent: 'own', senior_agent: 'group', supervisor: 'group', management: 'masked' },
  'callbacks.work': { agent: 'own', senior_agent: 'group', supervisor: 'group' },
  // I15: whole views leave the house only through a supervisor or the management, contacts masked.
  'tickets.export': { supervisor: 'group', management: 'all' },
  'complaints.view': { agent: 'own', senior_agent: 'group', supervisor: 'group', management: 'masked' },
  'complaints.work': { agent: 'own', senior_agent: 'group', supervisor: 'group' },
  'complaints.close': { senior_agent: 'all', supervisor: 'all' },
  'customers.reveal_contact': { agent: 'own', senior_agent: 'own', supervisor: 'all', privacy_officer: 'all' },
  'scripts.use': {
    agent: 'all',
    senior_agent: 'all',
    supervisor: 'all',
    quality_reviewer: 'view',
    knowledge_manager: 'all',
    trainer: 'view',
  },
  'scripts.manage': {
    agent: 'propose',
    senior_agent: 'propose',
    supervisor: 'propose',
    quality_reviewer: 'propose',
    knowledge_manager: 'all',
  },
  'reports.view': {
    agent: 'own',
    senior_agent: 'group',
    supervisor: 'group',
    department_contact: 'department',
    quality_reviewer: 'view',
    knowledge_manager: 'view',
    management: 'all',
  },
  'shifts.view': {
    agent: 'group',
    senior_agent: 'group',
    supervisor: 'group',
    department_contact: 'group',
    quality_reviewer: 'group',
    knowledge_manager: 'group',
    management: 'all',
    administrator: 'all',
    privacy_officer: 'group',
    trainer: 'group',
    pr: 'group',
  },
  'shifts.manage': { supervisor: 'group', administrator: 'all' },
  'wall.view': { supervisor: 'group', management: 'all' },
  'settings.manage': { administrator: 'all', supervisor: 'view', management: 'view', privacy_officer: 'view' },
  'audit.read': { privacy_officer: 'all' },
} as const satisfies Record<string, Row>

export type Permission = keyof typeof permissionTable

/** The scopes a person with these roles has for a permission; empty when it is denied. */
export function scopesOf(roles: readonly Role[], permission: Permission): Scope[] {
  const row: Row = permissionTable[permission]
  return roles.flatMap((role) => row[role] ?? [])
}

export function may(roles: readonly Role[], permission: Permission): boolean {
  return scopesOf(roles, permission).length > 0
}
