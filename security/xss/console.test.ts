import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { comeAlive, pageWithCanary } from './canary.ts'
import { advice, hasChromium, launchChromium } from './chromium.ts'
import { hostileTalks, type Talk } from './hostile.ts'
import { payloads } from './payloads.ts'

let app: TestApp
let people: Cast
let browser: Browser
let talks: Talk[]

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  people = await cast(app)
  await app.platform.db.updateTable('staff').set({ capacity: 50 }).where('id', '=', people.li.id).execute()
  await people.li.signIn()
  talks = await hostileTalks(app, people)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const seat = () => ({ url: app.url, cookie: people.li.cookies() })

test.runIf(process.env.CI === 'true')(`a browser is there: ${advice}`, () => expect(hasChromium).toBe(true))

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : `: ${advice}`}`, () => {
  test('the canary sings where a payload does run, and markup is seen', async () => {
    const { page, alarms } = await pageWithCanary(browser, seat())
    await page.setContent('<img src=x onerror=canary()><a href="javascript:canary()">x</a>')
    await expect.poll(() => alarms).toContain('the canary sang')
    expect((await page.evaluate(comeAlive)).length).toBe(2)
    await page.context().close()
  })

  test(`none of ${payloads.length} payloads that a customer types runs in the console`, {
    timeout: 180_000,
  }, async () => {
    const { page, alarms } = await pageWithCanary(browser, seat())
    const shown = new Set<string>()
    const look = async (where: string) => {
      expect(await page.evaluate(comeAlive), where).toEqual([])
      expect(alarms, where).toEqual([])
      const text = await page.evaluate(() => document.body.textContent ?? '')
      for (const payload of payloads) if (text.includes(payload)) shown.add(payload)
    }
    await page.goto(`${app.url}/inbox`)
    await page.getByRole('listitem').first().waitFor()
    await look('the list')
    for (const talk of talks) await readTalk(page, talk, look)
    await page.getByPlaceholder('搜索消息').fill('zqxss')
    await page.getByText('zqxss').first().waitFor()
    await look('search')
    await page.getByRole('button', { name: /通知/ }).first().click()
    await page.waitForTimeout(300)
    await look('notices')
    expect(shown.size / payloads.length, 'share of the payloads that were on the screen').toBeGreaterThan(0.8)
    await page.context().close()
  })
})

/** Talk and notes, scrolled back to their beginning, and every tab beside them. */
async function readTalk(page: Page, { id, payload }: Talk, look: (where: string) => Promise<void>): Promise<void> {
  await page.goto(`${app.url}/inbox/${id}`)
  await page.getByRole('log').waitFor()
  await page.getByText(payload.slice(0, 20).trim(), { exact: false }).first().waitFor()
  for (const tab of await page.getByRole('complementary').getByRole('tab').all()) {
    await tab.click()
    await look(`a tab beside ${payload}`)
  }
  for (let turn = 0; turn < 3; turn++) {
    await page.getByRole('log').evaluate((log) => {
      for (let at: Element | null = log; at; at = at.parentElement) at.scrollTop = 0
    })
    await page.waitForTimeout(50)
  }
  const talk = page.getByRole('region', { name: '会话', exact: true })
  for (const tab of await talk.getByRole('tab').all()) await tab.click()
  await look(payload)
}
