import type { Role } from '../../domain/identity/roles.ts'
import type { Localized } from '../../domain/locale.ts'
import type { Times } from '../../domain/shifts/times.ts'
import { employ } from '../identity/actions.ts'
import type { Tx } from '../platform/context.ts'
import { newToken } from '../platform/crypto.ts'
import { setDay, setPattern } from '../shifts/actions.ts'
import { localDay, onDuty, wallTimeOf } from '../shifts/queries.ts'
import { insertRows } from './bulk.ts'
import type { DemoContent } from './content.ts'
import { type Desk, desks, mailDomain, onlineGroup } from './people.ts'
import { agentsAlready, highestStaffNo } from './queries.ts'
import type { DemoAgent } from './talk.ts'

export type Login = { name: string; role: Role; staffNo: string; email: string; password: string }
export type Company = { groups: Map<string, string>; agents: DemoAgent[]; logins: Login[] }

/** Departments, groups and sixteen people with passwords nobody knows yet. */
export async function foundCompany(tx: Tx, content: DemoContent): Promise<Company> {
  const { classification } = content
  const earlier = await agentsAlready(tx)
  const departments = await insertNamed(tx, 'department', classification.departments)
  const groups = await insertNamed(tx, 'staffGroup', [onlineGroup, ...classification.groups])
  const firstNo = Math.max(1000, await highestStaffNo(tx)) + 1
  const people = []
  for (const [index, desk] of desks.entries())
    people.push(await seat(tx, desk, { staffNo: String(firstNo + index), departments, groups }))
  const members = earlier.flatMap((staffId) => [...groups.values()].map((groupId) => ({ groupId, staffId })))
  await insertRows(tx, 'groupMember', members)
  const takesCustomers = (one: Desk) =>
    one.roles.some((role) => role === 'agent' || role === 'senior_agent' || role === 'supervisor')
  return {
    groups,
    agents: people
      .filter(({ desk }) => takesCustomers(desk))
      .map(({ desk, id, login }) => ({ id, name: desk.name, staffNo: login.staffNo, groups: desk.groups })),
    logins: people.map(({ login }) => login),
  }
}

async function insertNamed(
  tx: Tx,
  table: 'department' | 'staffGroup',
  list: readonly { key: string; name: Localized }[],
): Promise<Map<string, string>> {
  const rows = list.map(({ key, name }) => ({ id: tx.clock.newId(), key, name }))
  await insertRows(tx, table, rows)
  const noun = table === 'department' ? 'department' : 'group'
  for (const { id } of rows) tx.record({ subject: { type: noun, id }, kind: `${noun}.created` })
  return new Map(rows.map(({ key, id }) => [key, id]))
}

type Places = { staffNo: string; departments: Map<string, string>; groups: Map<string, string> }

async function seat(tx: Tx, desk: Desk, { staffNo, departments, groups }: Places) {
  const email = `${desk.key}@${mailDomain}`
  const password = newPassword()
  const id = await employ(tx, {
    name: desk.name,
    email,
    staffNo,
    roles: [...desk.roles],
    departmentId: (desk.department && departments.get(desk.department)) || null,
    departmentHead: desk.head ?? false,
    capacity: desk.capacity ?? 5,
    locale: desk.locale ?? 'zh-CN',
    password,
    groupIds: desk.groups.flatMap((key) => groups.get(key) ?? []),
  })
  const login: Login = { name: desk.name, role: desk.roles[0] as Role, staffNo, email, password }
  return { desk, id, login }
}

/** 18 random characters with every class a password policy may ask for. */
function newPassword(): string {
  return `${newToken().replaceAll(/[-_]/g, '').slice(0, 15)}-Q7`
}

const hours: readonly Times[] = [
  { from: '08:00', until: '16:00' },
  { from: '10:00', until: '19:00' },
  { from: '16:00', until: '00:00' },
  { from: '12:00', until: '20:00' },
]
const daysOff = [7, 6, 3, 2]
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Early, middle and late through the week, one day off each; whoever tries the demo at night finds everybody on duty too. */
export async function planShifts(tx: Tx, agents: readonly DemoAgent[]): Promise<void> {
  for (const [index, agent] of agents.entries()) {
    const times = hours[index % hours.length] as Times
    const off = daysOff[index % daysOff.length]
    const days = everyDay.filter((weekday) => weekday !== off).map((weekday) => ({ weekday, ...times }))
    await setPattern(tx, agent.id, days)
  }
  const now = tx.clock.now()
  const working = new Set(await onDuty(tx, { at: now }))
  const today = await localDay(tx, now)
  const times = aroundNow(await wallTimeOf(tx, now))
  for (const { id } of agents) if (!working.has(id)) await setDay(tx, id, { day: today, times: [times] })
}

/** From two hours ago, not before midnight, for eight hours. */
function aroundNow(wallTime: string): Times {
  const start = Math.max(0, Number(wallTime.slice(0, 2)) - 2)
  const hour = (value: number) => `${String(value % 24).padStart(2, '0')}:00`
  return { from: hour(start), until: hour(start + 8) }
}
