import type { Role } from '../../domain/identity/roles.ts'
import type { Locale } from '../../domain/locale.ts'

/** The company's name, and the name of its site and shop. */
export const companyName = '明德商城'

export type Desk = {
  key: string
  name: string
  roles: readonly Role[]
  locale?: Locale
  department?: string
  /** Leads the department. */
  head?: true
  groups: readonly string[]
  /** Conversations at once; nobody else takes customers. */
  capacity?: number
}

/** Everybody who talks with customers queues here first. */
export const onlineGroup = {
  key: 'online_group',
  name: { 'zh-CN': '在线客服组', 'zh-TW': '線上客服組', en: 'Online service group' },
}

/** Sixteen people, every role of domain/model 2.5. The first role of a person is the one they are known by. */
export const desks: readonly Desk[] = [
  {
    key: 'xiaowang',
    name: '王小雨',
    roles: ['agent'],
    groups: ['online_group', 'aftersales_group', 'presales_group'],
    capacity: 5,
  },
  {
    key: 'lisiqi',
    name: '李思琪',
    roles: ['agent'],
    groups: ['online_group', 'presales_group', 'vox_group'],
    capacity: 5,
  },
  {
    key: 'zhangwei',
    name: '张伟',
    roles: ['agent'],
    groups: ['online_group', 'logistics_group', 'tech_group'],
    capacity: 6,
  },
  {
    key: 'chenjing',
    name: '陈静',
    roles: ['senior_agent'],
    groups: ['online_group', 'complaint_group', 'aftersales_group', 'logistics_group'],
    capacity: 6,
  },
  {
    key: 'linjiahui',
    name: '林佳慧',
    roles: ['senior_agent'],
    locale: 'zh-TW',
    groups: ['online_group', 'complaint_group', 'tech_group', 'presales_group'],
    capacity: 6,
  },
  {
    key: 'zhaolei',
    name: '赵磊',
    roles: ['supervisor'],
    groups: [
      'online_group',
      'presales_group',
      'aftersales_group',
      'logistics_group',
      'tech_group',
      'complaint_group',
      'vox_group',
    ],
    capacity: 3,
  },
  { key: 'hezhiqiang', name: '何志强', roles: ['department_contact'], department: 'technical', head: true, groups: [] },
  { key: 'gaolei', name: '高磊', roles: ['department_contact'], department: 'technical', groups: [] },
  { key: 'matengfei', name: '马腾飞', roles: ['department_contact'], department: 'logistics', head: true, groups: [] },
  { key: 'xuwenjing', name: '许文静', roles: ['department_contact'], department: 'aftersales', head: true, groups: [] },
  { key: 'qianmin', name: '钱敏', roles: ['department_contact'], department: 'finance', head: true, groups: [] },
  { key: 'qinxue', name: '秦雪', roles: ['quality_reviewer'], department: 'quality', groups: [] },
  { key: 'sunyue', name: '孙悦', roles: ['knowledge_manager', 'trainer'], department: 'operations', groups: [] },
  { key: 'zhoujianguo', name: '周建国', roles: ['management', 'pr'], department: 'pr', groups: [] },
  { key: 'wufan', name: '吴凡', roles: ['administrator'], groups: [] },
  { key: 'zhengmin', name: '郑敏', roles: ['privacy_officer'], department: 'privacy', groups: ['privacy_group'] },
]

export const mailDomain = 'mingde.example'
