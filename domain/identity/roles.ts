import type { Localized } from '../locale.ts'

/** Roles of domain/model 2.5 with the extra roles trainer and PR. A person may hold several. */
export const roles = [
  'agent',
  'senior_agent',
  'supervisor',
  'department_contact',
  'quality_reviewer',
  'knowledge_manager',
  'management',
  'administrator',
  'privacy_officer',
  'trainer',
  'pr',
] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, Localized> = {
  agent: { 'zh-CN': '客服专员', 'zh-TW': '客服專員', en: 'Agent' },
  senior_agent: { 'zh-CN': '资深客服', 'zh-TW': '資深客服', en: 'Senior agent' },
  supervisor: { 'zh-CN': '主管', 'zh-TW': '主管', en: 'Supervisor' },
  department_contact: { 'zh-CN': '业务接口人', 'zh-TW': '業務窗口', en: 'Department contact' },
  quality_reviewer: { 'zh-CN': '质检', 'zh-TW': '品質稽核', en: 'Quality reviewer' },
  knowledge_manager: { 'zh-CN': '知识管理', 'zh-TW': '知識管理', en: 'Knowledge manager' },
  management: { 'zh-CN': '管理层', 'zh-TW': '管理階層', en: 'Management' },
  administrator: { 'zh-CN': '管理员', 'zh-TW': '系統管理員', en: 'Administrator' },
  privacy_officer: { 'zh-CN': '个人信息保护专员', 'zh-TW': '個資保護專員', en: 'Privacy officer' },
  trainer: { 'zh-CN': '培训师', 'zh-TW': '培訓講師', en: 'Trainer' },
  pr: { 'zh-CN': '公关', 'zh-TW': '公關', en: 'PR' },
}

/** Separation of duties: who manages accounts may not be who reads the audit log (domain/model 2.5, privacy 4.2). */
export function areCompatible(held: readonly Role[]): boolean {
  return !(held.includes('administrator') && held.includes('privacy_officer'))
}
