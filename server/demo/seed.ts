import { asSystem, type Ctx, type Tx, transact } from '../platform/context.ts'
import { seedContent } from '../scripts/actions.ts'
import { createCentre, createSite } from '../settings/actions.ts'
import { centre } from '../settings/queries.ts'
import { insertRows } from './bulk.ts'
import { callBack } from './callbacks.ts'
import { foundCompany, type Login, planShifts } from './company.ts'
import { demoContent } from './content.ts'
import { makeCustomers } from './customers.ts'
import { makeHistory } from './history.ts'
import { companyName } from './people.ts'
import { diceOf } from './random.ts'
import { keepCustomers } from './records.ts'
import { keepTickets } from './tickets/seed.ts'

/** Told once; `role` is the one the person is known by. */
export type DemoLogin = Login

const seed = 20_260_101
const wholeDay: [string, string][] = [['00:00', '24:00']]

/**
 * Fills an empty installation with the demo company: people, customers, orders and 60 days of history. All of it or
 * nothing; the same at every installation, but for passwords, keys and ids. `logins` are told once.
 */
export function seedDemo(ctx: Ctx, { shopOrigins }: { shopOrigins: string[] }): Promise<{ logins: DemoLogin[] }> {
  return transact(asSystem(ctx), (tx) => seedAll(tx, shopOrigins))
}

async function seedAll(tx: Tx, shopOrigins: string[]): Promise<{ logins: DemoLogin[] }> {
  const content = demoContent()
  const dice = diceOf(seed)
  const now = tx.clock.now()
  if (!(await centre(tx)))
    await createCentre(tx, { name: companyName, locale: 'zh-CN', timeZone: 'Asia/Shanghai', demo: true })
  await seedContent(tx)
  const { groups, agents, logins } = await foundCompany(tx, content)
  await planShifts(tx, agents)
  const { site } = await createSite(tx, siteWishes(groups.get('online_group') as string, shopOrigins))
  const shopOrigin = shopOrigins[0] ?? 'http://localhost'
  const customers = await keepCustomers(tx, { id: site.id, shopOrigin }, makeCustomers(dice, now))
  const world = { dice, content, siteId: site.id, brand: companyName, groups, agents }
  const history = makeHistory(world, customers, { now, newId: () => tx.clock.newId() })
  await insertRows(tx, 'conversation', history.conversations)
  await insertRows(tx, 'message', history.messages)
  await insertRows(tx, 'assignment', history.assignments)
  await insertRows(tx, 'survey', history.surveys)
  await insertRows(tx, 'event', history.events)
  const ofTickets = await keepTickets(tx, world, { ...history, customers })
  await callBack(tx, dice, [...history.surveys, ...ofTickets])
  return { logins }
}

function siteWishes(groupId: string, allowedOrigins: string[]): Parameters<typeof createSite>[1] {
  return {
    name: companyName,
    groupId,
    allowedOrigins,
    brand: companyName,
    locale: 'zh-CN',
    ratingScale: 'five',
    // Somebody who tries the demo at night is answered too.
    hours: {
      timeZone: 'Asia/Shanghai',
      week: { 1: wholeDay, 2: wholeDay, 3: wholeDay, 4: wholeDay, 5: wholeDay, 6: wholeDay, 7: wholeDay },
      holidays: [],
      makeUpDays: [],
    },
    questions: [
      { 'zh-CN': '我的快递到哪了？', 'zh-TW': '我的包裹到哪裡了？', en: 'Where is my parcel?' },
      { 'zh-CN': '怎么申请退货？', 'zh-TW': '要怎麼申請退貨？', en: 'How do I return something?' },
      { 'zh-CN': '如何开具发票？', 'zh-TW': '如何開立發票？', en: 'How do I get an invoice?' },
    ],
  }
}
