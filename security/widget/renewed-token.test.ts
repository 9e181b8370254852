import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptConversation, postMessage } from '../../domain/conversations/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { atDesk } from '../../test/live.ts'
import { identityToken } from '../world/callers.ts'
import { advice, hasChromium, launchChromium } from '../xss/chromium.ts'
import { changeSite, openPages, withLoader } from './shop.ts'

let app: TestApp
let people: Cast
let browser: Browser
let shop: Awaited<ReturnType<typeof openPages>>

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  people = await cast(app)
  shop = await openPages({ '/': withLoader(app, people) })
  await changeSite(app, people, { allowedOrigins: [shop.origin] })
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await app?.close()
})

const chatOf = (page: Page) => page.frameLocator('shouwen-widget iframe')

const conversations = () => app.platform.db.selectFrom('conversation').select('id').execute()

async function openTab(page: Page): Promise<void> {
  page.setDefaultTimeout(15_000)
  await page.goto(shop.origin)
  await page.locator('shouwen-widget button').click()
  await chatOf(page).locator('textarea[enterkeyhint]').waitFor()
}

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : `: ${advice}`}`, () => {
  test('whom the shop signs in in one tab goes on in the other one, with the same talk', {
    timeout: 60_000,
  }, async () => {
    const agent = await atDesk(app, people.xiaowang)
    const context = await browser.newContext({ locale: 'zh-CN' })
    const [first, second] = [await context.newPage(), await context.newPage()]
    await openTab(first)
    await chatOf(first).locator('textarea[enterkeyhint]').fill('还在吗')
    await chatOf(first).locator('textarea[enterkeyhint]').press('Enter')
    await chatOf(first).getByText('还在吗').first().waitFor()
    await expect.poll(conversations).toHaveLength(1)
    const [{ id } = { id: '' }] = await conversations()
    await people.xiaowang.call(acceptConversation, { id })

    await openTab(second)
    await chatOf(second).getByText('还在吗').first().waitFor()
    await second.evaluate(
      (token) => (window as unknown as { Shouwen: { identify(token: string): void } }).Shouwen.identify(token),
      await identityToken(people.site.key, 'u-7'),
    )
    await expect
      .poll(async () =>
        (await app.platform.db.selectFrom('visitor').select('identified').execute()).map((one) => one.identified),
      )
      .toEqual([true])

    // The first tab's line spoke for the old token; it comes back with the new one, and is still the same visitor.
    await people.xiaowang.call(postMessage, { id, messageId: app.clock.newId(), body: '林女士您好' })
    for (const page of [first, second]) await chatOf(page).getByText('林女士您好').first().waitFor()
    await chatOf(first).locator('textarea[enterkeyhint]').fill('是我')
    await chatOf(first).locator('textarea[enterkeyhint]').press('Enter')
    await chatOf(second).getByText('是我').first().waitFor()
    expect(await app.platform.db.selectFrom('visitor').select('id').execute()).toHaveLength(1)
    expect(await conversations()).toHaveLength(1)
    await agent.close()
    await context.close()
  })
})
