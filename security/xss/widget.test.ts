import type { Browser, FrameLocator, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as desk from '../../domain/conversations/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { atDesk } from '../../test/live.ts'
import { changeSite, openPages, withLoader } from '../widget/shop.ts'
import { comeAlive, pageWithCanary } from './canary.ts'
import { advice, hasChromium, launchChromium } from './chromium.ts'
import { hostileAnswers, hostileHouse, hostileScript, payload } from './house.ts'
import { payloads } from './payloads.ts'

let app: TestApp
let people: Cast
let browser: Browser
let shop: Awaited<ReturnType<typeof openPages>>

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  people = await cast(app)
  shop = await openPages({
    '/': withLoader(app, people),
    '/alive': '<iframe src=/inside></iframe>',
    '/inside': '<img src=/x onerror=canary()>',
  })
  await hostileHouse({ app, people })
  await openTo(shop.origin)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await app?.close()
})

/** The site as it stands, with this page's origin allowed to embed it. */
async function openTo(origin: string, change: object = {}): Promise<void> {
  const row = await app.platform.db
    .selectFrom('site')
    .select('settings')
    .where('id', '=', people.site.id)
    .executeTakeFirstOrThrow()
  await changeSite(app, people, { ...(row.settings as object), allowedOrigins: [origin], ...change })
}

type Visit = { page: Page; chat: FrameLocator; look(where: string): Promise<string> }

async function visit(): Promise<Visit> {
  const { page, alarms } = await pageWithCanary(browser, { url: app.url, pages: [shop.origin] })
  const look = async (where: string) => {
    const texts: string[] = []
    for (const frame of page.frames()) {
      expect(await frame.evaluate(comeAlive), where).toEqual([])
      texts.push(await frame.evaluate(() => document.body.textContent ?? ''))
    }
    expect(alarms, where).toEqual([])
    return texts.join('\n')
  }
  page.setDefaultTimeout(10_000)
  await page.goto(shop.origin)
  await page.locator('shouwen-widget button').click()
  const chat = page.frameLocator('shouwen-widget iframe')
  await chat.getByRole('main').waitFor()
  return { page, chat, look }
}

const isSomebodyThere = async () =>
  (await app.platform.db.selectFrom('presence').select('staffId').where('connected', '=', true).execute()).length > 0
const conversation = async () =>
  (await app.platform.db.selectFrom('conversation').select('id').orderBy('startedAt', 'desc').executeTakeFirst())?.id ??
  ''
const share = (text: string) => payloads.filter((one) => text.includes(one)).length / payloads.length

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : `: ${advice}`}`, () => {
  test('the canary is heard from inside a frame', async () => {
    const { page, alarms } = await pageWithCanary(browser, { url: app.url, pages: [shop.origin] })
    await page.goto(`${shop.origin}/alive`)
    await expect.poll(() => alarms).toContain('the canary sang')
    expect(await page.frames()[1]?.evaluate(comeAlive)).toHaveLength(1)
    await page.context().close()
  })

  test(`none of ${payloads.length} payloads of the house runs in the customer's window`, {
    timeout: 180_000,
  }, async () => {
    const agent = await atDesk(app, people.xiaowang)
    await people.li.signIn()
    const { page, chat, look } = await visit()
    await chat.getByRole('button', { name: payload(13) }).waitFor()
    expect(await look('greeting and questions')).toContain(payload(7))
    await chat.getByRole('button', { name: payload(13) }).click()
    await chat.getByRole('combobox').waitFor()
    expect(await look('the questions before the talk')).toContain(payload(31))
    await chat.locator('button[type=submit]').click()
    await chat.getByText(payload(11)).waitFor()
    await look('the welcome')

    const id = await conversation()
    await people.xiaowang.call(desk.acceptConversation, { id })
    await hostileAnswers({ app, people }, id)
    await chat.getByText('the supervisor too').first().waitFor()
    await expect.poll(async () => share(await look('the talk')), { timeout: 20_000 }).toBeGreaterThan(0.97)
    await chat.locator('.row.theirs .more').first().click()
    await look('the menu of a message')
    await chat.getByRole('button', { name: '引用' }).first().click()
    await look('a quote in the composer')

    await people.li.call(desk.endConversation, { id })
    await chat.getByRole('radio').first().waitFor()
    await look('the invitation to rate')

    await page.reload()
    await page.locator('shouwen-widget button').click()
    await chat.getByText('the supervisor too').first().waitFor()
    await look('after a reload')
    await agent.close()
    await page.context().close()
  })

  test('nor does a script that the knowledge manager wrote, nor the page when nobody is there', async () => {
    await hostileScript({ app, people })
    await openTo(shop.origin, {
      welcome: { 'zh-CN': '', 'zh-TW': '', en: '' },
      prechat: { ...people.site.settings.prechat },
    })
    const agent = await atDesk(app, people.xiaoli)
    const first = await visit()
    await first.chat.getByRole('textbox').fill('zqxss <img src=x onerror=canary()>')
    await first.chat.getByRole('textbox').press('Enter')
    await first.chat.getByText(payload(40)).waitFor()
    await first.look('the welcome of the house')
    await first.page.context().close()
    await agent.close()
    await expect.poll(isSomebodyThere).toBe(false)
    const never = { ...people.site.settings.hours, week: {} }
    await openTo(shop.origin, { hours: never })
    const second = await visit()
    await second.chat.getByRole('checkbox').waitFor()
    await second.look('the form for a message')
    await second.page.context().close()
  })
})
