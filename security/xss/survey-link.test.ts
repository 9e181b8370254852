import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contextFor, transact } from '../../server/platform/context.ts'
import { inviteToRate, surveyLinkOf } from '../../server/surveys/actions.ts'
import { surveyOf } from '../../server/surveys/queries.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { insertConversation } from '../../test/conversation.ts'
import { comeAlive, pageWithCanary } from './canary.ts'
import { advice, hasChromium, launchChromium } from './chromium.ts'
import { payloads } from './payloads.ts'

type Subject = { type: 'conversation'; id: string }
let app: TestApp
let people: Cast
let browser: Browser

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  people = await cast(app)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const system = () => contextFor(app.platform, { kind: 'system' })

/** A service somebody is asked about, and the private address that was sent to them. */
async function asked(): Promise<{ subject: Subject; address: string }> {
  const { id, customerId } = await insertConversation(app, people, { state: 'wrap_up' })
  const subject: Subject = { type: 'conversation', id }
  const about = { staffId: people.xiaowang.id, groupId: people.groupA, channel: 'web_chat', category: null }
  const link = await transact(system(), async (tx) => {
    const made = await inviteToRate(tx, { subject, customerId, ...about, scale: 'five' })
    return surveyLinkOf(tx, made?.id ?? '')
  })
  return { subject, address: new URL(new URL(link).pathname, app.url).href }
}

const viewport = { width: 390, height: 844 }

describe.skipIf(!hasChromium)(`the page behind a private link (${hasChromium ? 'Chromium' : advice})`, () => {
  test('on a phone without scripts a customer rates, and changes their mind', async () => {
    const { subject, address } = await asked()
    const page = await (await browser.newContext({ viewport, javaScriptEnabled: false })).newPage()
    await page.goto(address)
    await page.getByText('不满意', { exact: true }).click()
    await page.getByLabel('想说的话（选填）').fill('等了很久')
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByRole('heading', { name: '感谢您的评价' }).waitFor()
    expect(await surveyOf(system(), subject)).toMatchObject({ score: 2, comment: '等了很久' })
    await page.getByRole('link', { name: '修改评价' }).click()
    await page.getByText('满意', { exact: true }).click()
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByRole('heading', { name: '感谢您的评价' }).waitFor()
    expect(await surveyOf(system(), subject)).toMatchObject({ score: 4 })
    expect(new URL(page.url()).search).toBe('')
  })

  test('nothing reaches beyond the right edge, and every choice is large enough for a thumb', async () => {
    const { address } = await asked()
    const page = await (await browser.newContext({ viewport })).newPage()
    await page.goto(address)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width)
    for (const label of await page.locator('fieldset label').all()) {
      const box = await label.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44)
    }
  })

  test('what a customer wrote, what a site is called and who served stay text', async () => {
    const { db } = app.platform
    const settings = { ...people.site.settings, brand: payloads.join(' ').slice(0, 4000) }
    await db
      .updateTable('site')
      .set({ settings: JSON.stringify(settings) })
      .where('id', '=', people.site.id)
      .execute()
    await db
      .updateTable('staff')
      .set({ name: payloads.join(' ').slice(0, 4000) })
      .where('id', '=', people.xiaowang.id)
      .execute()
    const { page, alarms } = await pageWithCanary(browser, { url: app.url, pages: [] })
    for (let start = 0; start < payloads.length; start += 10) {
      const { subject, address } = await asked()
      const comment = payloads
        .slice(start, start + 10)
        .join('\n')
        .slice(0, 1000)
      await db.updateTable('survey').set({ comment }).where('subjectId', '=', subject.id).execute()
      await page.goto(address)
      expect(await page.evaluate(comeAlive), comment).toEqual([])
      expect(await page.locator('textarea').inputValue()).toBe(comment.replaceAll(/\r\n?/g, '\n'))
    }
    expect(alarms).toEqual([])
  })
})
