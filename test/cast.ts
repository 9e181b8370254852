import { hash } from '@node-rs/argon2'
import { signIn as signInEndpoint } from '../domain/identity/contract.ts'
import type { Role } from '../domain/identity/roles.ts'
import type { SiteSettings } from '../domain/settings/site.ts'
import type { TestApp } from './app.ts'
import { type Http, openHttp } from './http.ts'

export const password = 'Long-enough-7'
const passwordHash = hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })

type Part = { name: string; roles: Role[]; group?: 'a' | 'b'; department?: boolean }

/** Everybody the tests speak of. Group A serves before the sale, group B after it. */
const parts = {
  xiaowang: { name: '小王', roles: ['agent'], group: 'a' },
  xiaoli: { name: '小李', roles: ['agent'], group: 'a' },
  chen: { name: '陈静', roles: ['senior_agent'], group: 'a' },
  zhang: { name: '张强', roles: ['agent'], group: 'b' },
  li: { name: '李主管', roles: ['supervisor'], group: 'a' },
  he: { name: '何工', roles: ['department_contact'], department: true },
  qin: { name: '秦质检', roles: ['quality_reviewer'] },
  zhou: { name: '周知', roles: ['knowledge_manager'] },
  admin: { name: '管理员', roles: ['administrator'] },
  boss: { name: '总经理', roles: ['management'] },
  officer: { name: '法务', roles: ['privacy_officer'] },
} as const satisfies Record<string, Part>
export type PartName = keyof typeof parts

export type Person = Http & {
  id: string
  name: string
  staffNo: string
  email: string
  password: string
  /** Signs in now; otherwise the first request does. */
  signIn(): Promise<void>
}
export type Cast = Record<PartName, Person> & {
  groupA: string
  groupB: string
  department: string
  site: { id: string; key: string; origin: string; settings: SiteSettings }
}

/** 明德商城客服中心 with its people, two groups, a department and one site that http://shop.test embeds. */
export async function cast(app: TestApp): Promise<Cast> {
  const { db, clock } = app.platform
  await db
    .insertInto('centre')
    .values({ name: '明德商城客服中心', locale: 'zh-CN', timeZone: 'Asia/Shanghai', setUpAt: clock.now() })
    .execute()
  const groupA = await insertGroup(app, 'presale', '售前客服组', '售前客服組', 'Pre-sale')
  const groupB = await insertGroup(app, 'aftersale', '售后客服组', '售後客服組', 'After-sale')
  const department = clock.newId()
  const name = JSON.stringify({ 'zh-CN': '技术部', 'zh-TW': '技術部', en: 'Technical' })
  await db.insertInto('department').values({ id: department, key: 'technical', name }).execute()
  const site = await insertSite(app, groupA)
  const people: Partial<Record<PartName, Person>> = {}
  const places = { a: groupA, b: groupB, department }
  let number = 1001
  for (const key of Object.keys(parts) as PartName[]) {
    people[key] = await insertPerson(app, { key, staffNo: String(number++), places })
  }
  return { ...(people as Record<PartName, Person>), groupA, groupB, department, site }
}

/** A browser signed in as this e-mail's owner, for more than one desk of the same person. */
export async function signIn(app: TestApp, who: PartName | { email: string; password: string }): Promise<Http> {
  const http = openHttp(app)
  const credentials = typeof who === 'string' ? { email: `${who}@mingde.test`, password } : who
  await http.call(signInEndpoint, { email: credentials.email, password: credentials.password })
  return http
}

async function insertGroup(app: TestApp, key: string, ...[cn, tw, en]: string[]): Promise<string> {
  const id = app.clock.newId()
  const name = JSON.stringify({ 'zh-CN': cn, 'zh-TW': tw, en })
  await app.platform.db.insertInto('staffGroup').values({ id, key, name }).execute()
  return id
}

type Entry = { key: PartName; staffNo: string; places: { a: string; b: string; department: string } }

async function insertPerson(app: TestApp, { key, staffNo, places }: Entry): Promise<Person> {
  const { name, roles, group, department }: Part = parts[key]
  const { db, clock } = app.platform
  const id = clock.newId()
  const email = `${key}@mingde.test`
  const departmentId = department ? places.department : null
  const hashed = { passwordHash: await passwordHash, passwordChangedAt: clock.now() }
  await db
    .insertInto('staff')
    .values({ id, staffNo, name, email, roles: [...roles], departmentId, ...hashed })
    .execute()
  if (group) await db.insertInto('groupMember').values({ groupId: places[group], staffId: id }).execute()
  return { id, name, staffNo, email, password, ...lazyHttp(app, email) }
}

function lazyHttp(app: TestApp, email: string): Http & { signIn(): Promise<void> } {
  let signedIn: Promise<void> | undefined
  const come = () => {
    signedIn ??= signIn(app, { email, password }).then((http) => browser.setCookies(http.cookies()))
    return signedIn
  }
  const browser: Http = openHttp(app, come)
  return { ...browser, signIn: come }
}

const everyLanguage = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })
const wholeDay: [string, string][] = [['00:00', '24:00']]

async function insertSite(app: TestApp, groupId: string): Promise<Cast['site']> {
  const { clock, db, sealer } = app.platform
  const id = clock.newId()
  const key = `shop-${id}`
  const origin = 'http://shop.test'
  const settings: SiteSettings = {
    name: '明德商城',
    groupId,
    allowedOrigins: [origin],
    locale: 'zh-CN',
    brand: '明德商城',
    colour: '#0f766e',
    position: 'right',
    welcome: everyLanguage('您好，欢迎光临明德商城，客服在线时间为每天全天。'),
    greeting: everyLanguage('有什么可以帮您？'),
    questions: [],
    hours: {
      timeZone: 'Asia/Shanghai',
      week: { 1: wholeDay, 2: wholeDay, 3: wholeDay, 4: wholeDay, 5: wholeDay, 6: wholeDay, 7: wholeDay },
      holidays: [],
      makeUpDays: [],
    },
    prechat: { enabled: false, fields: [], consent: everyLanguage('') },
    ratingScale: 'five',
    agentGraceSeconds: 60,
    idleMinutes: 30,
  }
  const identitySecret = sealer.seal('a-secret-of-the-shop-32-bytes-or-more', `site.identity_secret:${id}`)
  await db
    .insertInto('site')
    .values({ id, key, groupId, identitySecret, settings: JSON.stringify(settings) })
    .execute()
  return { id, key, origin, settings }
}
