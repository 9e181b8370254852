import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addNote, sendToDepartment } from '../../domain/tickets/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'
import { comeAlive, pageWithCanary } from './canary.ts'
import { advice, hasChromium, launchChromium } from './chromium.ts'
import { payloads } from './payloads.ts'

let app: TestApp
let people: Cast
let browser: Browser

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  people = await cast(app)
  await people.li.signIn()
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const oneLine = (text: string, length: number) => text.replace(/\s+/g, ' ').trim().slice(0, length)
const perTicket = 24

/** Every word of a complaint's ticket is hostile: the customer's, ours, the department's, the shop's own fields. */
async function hostileTicket(turn: number): Promise<string> {
  const own = payloads.slice(turn, turn + perTicket)
  const all = own.join('\n').slice(0, 4000)
  const one = (at: number, length: number) => oneLine(own[at % own.length] ?? 'x', length)
  const { id } = await openTicket(app, people.xiaowang, {
    nature: 'complaint',
    subject: `${turn} ${one(0, 180)}`,
    descriptionCustomer: all,
    descriptionVerified: all,
    initialSuggestion: all,
    demand: one(1, 2000),
    orderNo: one(2, 80),
    product: one(3, 200),
    store: one(4, 200),
    peopleInvolved: one(5, 200),
    tags: [one(6, 30), one(7, 30)],
    fields: { serial: one(8, 200) },
    checks: [one(9, 200)],
    groupId: people.groupA,
    take: true,
  })
  for (const kind of ['process', 'internal', 'supplement'] as const)
    await people.xiaowang.call(addNote, { id, noteId: app.clock.newId(), kind, body: all })
  await people.xiaowang.call(sendToDepartment, { id, departmentId: people.department, request: all })
  await drained(id)
  await hostileComplaint(id, own)
  return id
}

async function hostileComplaint(ticketId: string, [first = '', ...more]: string[]): Promise<void> {
  const { db } = app.platform
  const words = more.join('\n').slice(0, 2000)
  const { id } = await db
    .updateTable('complaint')
    .set({
      state: 'executing',
      soothing: words,
      soothedHow: 'call',
      customerFeedback: words,
      compensationAmount: '10',
      compensationNote: first,
      compensationBy: people.li.id,
      rootCause: words,
      retrainingCourse: first,
    })
    .where('ticketId', '=', ticketId)
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('complaintPlanItem')
    .values({
      id: app.clock.newId(),
      complaintId: id,
      position: 1,
      body: first,
      ownerId: people.li.id,
      dueAt: app.clock.now(),
    })
    .execute()
}

/** Complaints come by a reaction to the ticket. */
const drained = (id: string) =>
  expect
    .poll(() => app.platform.db.selectFrom('complaint').select('id').where('ticketId', '=', id).execute())
    .toHaveLength(1)

async function shopsOwnField(): Promise<void> {
  const label = JSON.stringify({ 'zh-CN': payloads[0], 'zh-TW': payloads[0], en: payloads[0] })
  await app.platform.db
    .insertInto('ticketField')
    .values({ id: app.clock.newId(), key: 'serial', label, kind: 'text' })
    .execute()
}

async function look(page: Page, alarms: string[], { path, shows }: { path: string; shows: string }): Promise<string> {
  await page.goto(`${app.url}${path}`)
  await page.getByText(shows, { exact: false }).first().waitFor({ state: 'attached' })
  for (const tab of await page.getByRole('tab').all()) await tab.click()
  await page.waitForTimeout(200)
  expect(await page.evaluate(comeAlive), path).toEqual([])
  expect(alarms, path).toEqual([])
  return page.evaluate(() => document.body.textContent ?? '')
}

describe.skipIf(!hasChromium)(`tickets and complaints in the console (${hasChromium ? 'Chromium' : advice})`, () => {
  test('nothing that anybody types runs in the lists, on the page or in the sheet', { timeout: 180_000 }, async () => {
    await shopsOwnField()
    const ids: string[] = []
    for (let turn = 0; turn < payloads.length; turn += perTicket) ids.push(await hostileTicket(turn))
    const { page, alarms } = await pageWithCanary(browser, { url: app.url, cookie: people.li.cookies() })
    let shown = ''
    for (const path of ['/tickets', '/complaints']) shown += await look(page, alarms, { path, shows: 'canary' })
    for (const id of ids) shown += await look(page, alarms, { path: `/tickets/${id}`, shows: 'canary' })
    const seen = payloads.filter((payload) => shown.includes(oneLine(payload, 25)))
    expect(seen.length / payloads.length, 'share of the payloads that were on the screen').toBeGreaterThan(0.5)
  })
})
