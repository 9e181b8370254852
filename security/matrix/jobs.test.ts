import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobsOf } from '../../server/jobs.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'

/** Whom a job serves, and whose data it may touch: a new job needs its line here and its test below. */
const rows: Record<string, string> = {
  'attachments.discard-unbound': 'system: removes uploads that no message carried within a day; tells nobody',
  'identity.sweep_sessions': 'system: removes sessions that ran out; tells nobody',
  'notifications.forget-old': 'system: removes notices of a quarter ago and the log of a month ago; tells nobody',
  'push.send': 'one person: the unread notice of somebody who still works here, to the browsers of that person alone',
  'tickets.bulk':
    'one person: tickets that who asked may change, by the rights they have at that moment; tells them alone',
  'tickets.export': 'one person: tickets that who asked may see, masked as on their screen; the file is theirs alone',
  'tickets.sweep': 'system: folds counters, takes up work that stands still, removes expired files; tells nobody',
  'shift_checks.open':
    'one person: the list of what is open on their own name, before their shift ends; tells them alone',
  'surveys.expire': 'system: closes invitations that nobody answered in 7 days; tells nobody',
}
let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
  people = await cast(app)
})
afterAll(() => app.close())

const job = (name: string) => {
  const found = jobsOf(app.platform).find((one) => one.name === name)
  if (!found) throw new Error(`no job ${name}`)
  return found
}

test('every job has its row', () => {
  expect(
    jobsOf(app.platform)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(rows).sort())
})

/** A browser at an inside address: a push that is tried is refused on its way out and forgotten; one that is not tried stays. */
async function pushTo(staffId: string, { read = false } = {}): Promise<'tried' | 'not tried'> {
  const { db, clock } = app.platform
  const endpoint = `https://127.0.0.1/${clock.newId()}`
  const id = clock.newId()
  await db.insertInto('pushSubscription').values({ endpoint, staffId, p256dh: 'k', auth: 'a' }).execute()
  await db
    .insertInto('notice')
    .values({ id, staffId, kind: 'message', at: clock.now(), readAt: read ? clock.now() : null })
    .execute()
  await job('push.send')
    .run({ noticeId: id })
    .catch(() => {})
  const left = await db
    .selectFrom('pushSubscription')
    .select('endpoint')
    .where('endpoint', '=', endpoint)
    .executeTakeFirst()
  return left ? 'not tried' : 'tried'
}

test('a push never goes to the disabled, nor for what was read (threats T7)', async () => {
  await app.platform.db
    .updateTable('staff')
    .set({ disabledAt: app.clock.now() })
    .where('id', '=', people.zhang.id)
    .execute()
  expect(await pushTo(people.zhang.id)).toBe('not tried')
  expect(await pushTo(people.xiaoli.id, { read: true })).toBe('not tried')
})

test('a mention tells who may read the note, and nobody else', async () => {
  const { db, clock } = app.platform
  const { guest } = await import('../../test/visitor.ts')
  const customer = await guest(app, people)
  const { id } = await customer.start()
  await people.xiaowang.post(`/api/conversations/${id}/accept`, {})
  const everybody = [
    people.xiaoli,
    people.chen,
    people.li,
    people.he,
    people.boss,
    people.officer,
    people.admin,
    people.zhang,
  ]
  const mentions = [...everybody.map((person) => person.id), clock.newId()]
  const note = { messageId: clock.newId(), stream: 'note', body: '不给外人看', mentions }
  expect((await people.xiaowang.post(`/api/conversations/${id}/messages`, note)).status).toBe(200)
  const told = await db
    .selectFrom('notice')
    .select('staffId')
    .where('kind', '=', 'mention')
    .where('subjectId', '=', id)
    .execute()
  expect(told.map(({ staffId }) => staffId).sort()).toEqual([people.chen.id, people.li.id].sort())
})
