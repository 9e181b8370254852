import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCustomer } from '../../../../domain/customers/contract.ts'
import { createTicket, getTicket } from '../../../../domain/tickets/contract.ts'
import {
  cancelExport,
  type ExportView,
  exportTickets,
  getExport,
  listExports,
} from '../../../../domain/tickets/lists/export-contract.ts'
import { getRecord } from '../../../../domain/tickets/records/record-contract.ts'
import { startTestApp, type TestApp } from '../../../../test/app.ts'
import { type Cast, cast, type Person, signIn } from '../../../../test/cast.ts'
import { category } from '../../../../test/visitor.ts'
import { contextFor } from '../../../platform/context.ts'
import { removeExpired, writeExport } from './working.ts'

let app: TestApp
let people: Cast

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  await app.reset()
  people = await cast(app)
  await category(app)
})

async function open(person: Person, more: object = {}) {
  app.clock.advance(1)
  const { ticket } = await person.call(createTicket, {
    ticketId: app.clock.newId(),
    nature: 'complaint',
    channel: 'phone',
    subject: '=HYPERLINK("http://evil.test")',
    category: 'stock.left',
    stage: 'aftersales',
    descriptionCustomer: '快递三天没有更新',
    anonymousReason: '电话未留姓名',
    groupId: people.groupA,
    take: true,
    ...more,
  })
  return ticket
}

async function written(person: Person, more: object = {}): Promise<ExportView> {
  const asked = { format: 'csv', filter: { list: 'group' }, ...more } as const
  const { export: file } = await person.call(exportTickets, asked)
  await writeExport(app.platform, file.id)
  return (await person.call(getExport, { id: file.id })).export
}
const text = async (person: Person, { url }: ExportView) => {
  const answer = await person.get(url as string)
  expect(answer.status).toBe(200)
  return answer
}

describe('an export', () => {
  it('writes a view with the columns of the screen, formulas defused, for who asked', async () => {
    const { xiaowang, li } = people
    const ticket = await open(xiaowang)
    const columns = [{ key: 'no' }, { key: 'subject', width: 300 }, { key: 'state' }, { key: 'firstResponsible' }]
    const file = await written(li, { columns })
    expect(file).toMatchObject({
      state: 'done',
      rows: 1,
      total: 1,
      cut: false,
      name: expect.stringMatching(/^工单列表 .*\.csv$/),
    })
    const { body, headers } = await text(li, file)
    expect(body).toBe(
      `\uFEFF工单号,标题,状态,首问责任人\r\n${ticket.no},"'=HYPERLINK(""http://evil.test"")",处理中,1001 小王\r\n`.replace(
        '\uFEFF',
        '',
      ),
    )
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  it('is nobody else’s, and nothing for agents', async () => {
    const { xiaowang, li, boss, chen } = people
    await open(xiaowang)
    const file = await written(li)
    for (const path of [`/api/exports/${file.id}`, `/api/exports/${file.id}/file`])
      expect((await boss.get(path)).status).toBe(404)
    for (const person of [xiaowang, chen]) {
      expect((await person.get(file.url as string)).status).toBe(403)
      expect(await person.refusal(exportTickets, { format: 'csv', filter: {} })).toBe('not_allowed')
    }
    expect((await boss.call(listExports)).items).toEqual([])
  })

  it('holds what its reader may see, masked as on their screen', async () => {
    const { xiaowang, zhang, li, boss } = people
    const made = { customerId: app.clock.newId(), name: '王小明' }
    const { id: customerId, no } = (await xiaowang.call(createCustomer, made)).customer
    await open(xiaowang, { customerId, anonymousReason: '' })
    await open(zhang, { groupId: people.groupB })
    const columns = [{ key: 'customer' }]
    const ours = await written(li, { filter: { list: 'all' }, columns })
    expect((await text(li, ours)).body).toBe(`客户\r\n${no} 王小明\r\n`)
    const all = await written(boss, { filter: { list: 'all' }, columns })
    expect((await text(boss, all)).body).toBe(`客户\r\n\r\n${no} 王*明\r\n`)
  })

  it('leaves its trace: asked, written, fetched', async () => {
    const { xiaowang, li } = people
    await open(xiaowang)
    const file = await written(li)
    await text(li, file)
    const events = await app.platform.db
      .selectFrom('event')
      .select(['kind', 'actorId', 'payload'])
      .where('subjectId', '=', file.id)
      .orderBy('id')
      .execute()
    expect(events.map(({ kind }) => kind)).toEqual(['export_file.asked', 'export_file.written', 'export_file.fetched'])
    expect(events[2]).toMatchObject({ actorId: li.id, payload: { rows: 1 } })
    const notices = await app.platform.db.selectFrom('notice').select('kind').where('staffId', '=', li.id).execute()
    expect(notices).toContainEqual({ kind: 'export_ready' })
  })

  it('is gone after 24 hours, file and row', async () => {
    const { xiaowang, li } = people
    await open(xiaowang)
    const file = await written(li)
    const path = join(app.filesPath, 'exports', file.id)
    expect(existsSync(path)).toBe(true)
    app.clock.advance(24 * 3600 + 1)
    expect((await (await signIn(app, 'li')).get(file.url as string)).status).toBe(404)
    await removeExpired(contextFor(app.platform, { kind: 'system' }))
    expect(existsSync(path)).toBe(false)
    expect(await app.platform.db.selectFrom('exportFile').select('id').execute()).toEqual([])
  })

  it('stops when it is cancelled, and when the right is gone before it runs', async () => {
    const { li } = people
    const first = await li.call(exportTickets, { format: 'csv', filter: {} })
    await li.call(cancelExport, { id: first.export.id })
    await writeExport(app.platform, first.export.id)
    expect((await li.call(getExport, { id: first.export.id })).export).toMatchObject({ state: 'cancelled', url: null })
    const second = await li.call(exportTickets, { format: 'csv', filter: {} })
    await app.platform.db
      .updateTable('staff')
      .set({ roles: ['agent'] })
      .where('id', '=', li.id)
      .execute()
    await writeExport(app.platform, second.export.id)
    const row = await app.platform.db
      .selectFrom('exportFile')
      .select('state')
      .where('id', '=', second.export.id)
      .executeTakeFirst()
    expect(row?.state).toBe('failed')
  })

  it('lets nobody ask for more than two at a time', async () => {
    const { li } = people
    for (const _turn of [1, 2]) await li.call(exportTickets, { format: 'csv', filter: {} })
    expect(await li.refusal(exportTickets, { format: 'csv', filter: {} })).toBe('too_many_requests')
  })

  it('writes more than a page, in the order of the list, as a workbook too', async () => {
    const { xiaowang, li } = people
    const { no } = await open(xiaowang)
    const copied =
      sql.raw(`state, subject, nature, category, stage, urgency, channel, locale, description_customer, group_id,
      first_responsible_id, created_at, last_activity_at`)
    await sql`insert into ticket (id, no, ${copied})
      select gen_random_uuid(), no || '-' || n, ${copied} from ticket, generate_series(1, 1200) n`.execute(
      app.platform.db,
    )
    const file = await written(li, { format: 'xlsx', columns: [{ key: 'no' }] })
    expect(file).toMatchObject({ rows: 1201, total: 1201 })
    const bytes = Buffer.from(
      await (await fetch(new URL(file.url as string, app.url), { headers: { cookie: li.cookies() } })).arrayBuffer(),
    )
    expect(bytes.length).toBe(file.size)
    const cells = sheetOf(bytes)
    expect(cells.match(/<row>/g)).toHaveLength(1202)
    for (const one of [no, `${no}-1`, `${no}-1200`]) expect(cells).toContain(`>${one}</t>`)
  })

  it('writes a record form for each ticket of a view', async () => {
    const { xiaowang, li } = people
    const { no } = await open(xiaowang)
    const file = await written(li, { sheet: 'feedback' })
    const { body } = await text(li, file)
    expect(body).toMatch(/^反馈编号,反馈渠道,登记人,登记时间,反馈人,联系方式,涉及人员,发生时间/)
    expect(body).toContain(`${no},电话,1001 小王,`)
  })
})

/** The sheet is the last entry, right before the directory. */
function sheetOf(zip: Buffer): string {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  return inflateRawSync(zip.subarray(zip.indexOf(name) + name.length)).toString()
}

describe('a record form', () => {
  it('has the fields of the SOP, filled from the ticket, contact masked', async () => {
    const { xiaowang } = people
    const { id, no } = await open(xiaowang, { orderNo: '20231027005', demand: '尽快送达', wantedBy: null })
    const { record } = await xiaowang.call(getRecord, { id, form: 'consult' })
    expect(record).toMatchObject({ title: '客户咨询记录表', centre: '明德商城客服中心', no })
    expect(record.fields.map(({ label }) => label)).toEqual([
      ...[
        '客户ID',
        '咨询渠道',
        '接入时间',
        '客服工号',
        '问题类型',
        '问题描述',
        '处理过程',
        '处理结果',
        '客户满意度',
        '工单状态',
      ],
    ])
    const value = (key: string) => record.fields.find((field) => field.key === key)?.value
    expect(value('staffNo')).toBe('1001')
    expect(value('startedAt')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    expect(value('problemType')).toMatch(/^售后-/)
    const complaint = (await xiaowang.call(getRecord, { id, form: 'complaint' })).record
    expect(complaint.fields.map(({ label }) => label)).toEqual([
      ...[
        '客户姓名',
        '联系方式',
        '投诉时间',
        '投诉事由',
        '涉及订单号',
        '初级处理人',
        '升级时间',
        '升级原因',
        '主管处理方案',
      ],
      ...['客户反馈', '关闭时间'],
    ])
  })

  it('is read by who may see the ticket, and not by who only answers for a department', async () => {
    const { xiaowang, xiaoli, he } = people
    const { id } = await open(xiaowang, { departmentId: people.department })
    expect(await xiaoli.refusal(getRecord, { id, form: 'consult' })).toBe('not_found')
    await he.call(getTicket, { id })
    expect(await he.refusal(getRecord, { id, form: 'consult' })).toBe('not_allowed')
    const file = await xiaowang.get(`/api/tickets/${id}/records/consult/file`)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toContain('spreadsheetml')
    expect((await xiaowang.get(`/api/tickets/${id}/records/other`)).status).toBe(404)
  })
})
