import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import type { Callers } from './callers.ts'

export type ListSubjects = { tickets: string[]; views: string[]; bulks: string[]; exports: string[] }

/** Tickets that agent and supervisor stand to in different ways, and what each of them keeps: a view, a change of many, an export. */
export async function insertListSubjects(app: TestApp, people: Cast, who: Callers): Promise<ListSubjects> {
  const { agent, supervisor } = who
  const owners = [agent.id, supervisor.id, people.xiaoli.id, people.zhang.id]
  const tickets: string[] = []
  for (const [index, owner] of owners.entries())
    tickets.push(await insertTicket(app, { owner, groupId: index === 3 ? people.groupB : people.groupA }))
  const kept = await Promise.all(
    [agent.id, supervisor.id, people.zhang.id].map((owner) => insertKept(app, owner, tickets)),
  )
  const all = (key: keyof (typeof kept)[number]) => kept.map((one) => one[key])
  return { tickets, views: all('view'), bulks: all('bulk'), exports: all('file') }
}

async function insertTicket(app: TestApp, { owner, groupId }: { owner: string; groupId: string }): Promise<string> {
  const { db, clock } = app.platform
  const [id, at] = [clock.newId(), clock.now()]
  await db
    .insertInto('ticket')
    .values({
      ...{ id, no: `GD-${id}`, state: 'in_progress', subject: '快递没到', nature: 'complaint', category: 'stock.left' },
      ...{ stage: 'aftersales', urgency: 'normal', channel: 'phone', locale: 'zh-CN', descriptionCustomer: '没到' },
      ...{ groupId, assigneeId: owner, firstResponsibleId: owner, createdBy: owner, createdAt: at, lastActivityAt: at },
    })
    .execute()
  return id
}

async function insertKept(app: TestApp, staffId: string, tickets: readonly string[]) {
  const { db, clock, files } = app.platform
  const [view, bulk, file, at] = [clock.newId(), clock.newId(), clock.newId(), clock.now()]
  const mine = { staffId, createdAt: at, filter: '{}' }
  await db
    .insertInto('ticketView')
    .values({ id: view, name: '我的', shared: false, ...mine })
    .execute()
  const action = JSON.stringify({ kind: 'tags', add: ['a'], remove: [] })
  const times = { askedAt: at, movedAt: at, finishedAt: at }
  await db
    .insertInto('bulkChange')
    .values({ id: bulk, staffId, action, state: 'done', total: 1, done: 1, ...times })
    .execute()
  const item = { bulkId: bulk, position: 1, ticketId: tickets[0] as string, state: 'done' }
  await db
    .insertInto('bulkItem')
    .values({ ...item, before: '{"tags":[]}', after: '{"tags":[]}' })
    .execute()
  const storageKey = `exports/${file}`
  const written = { state: 'done', size: 1, storageKey, expiresAt: new Date(at.getTime() + 86_400_000) }
  await db
    .insertInto('exportFile')
    .values({
      ...{
        id: file,
        staffId,
        format: 'csv',
        sheet: 'list',
        filter: '{}',
        columns: '[]',
        locale: 'zh-CN',
        name: 'a.csv',
      },
      ...times,
      ...written,
    })
    .execute()
  await files.put(storageKey, Buffer.from('a'))
  return { view, bulk, file }
}
