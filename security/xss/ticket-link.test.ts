import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askCustomer, makeTicketDoor, replyToCustomer, resolveTicket } from '../../domain/tickets/contract.ts'
import { answerMyTicket } from '../../domain/tickets/customer-contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { openTicket } from '../../test/tickets.ts'
import { type Guest, servedBy } from '../../test/visitor.ts'
import { comeAlive, pageWithCanary } from './canary.ts'
import { advice, hasChromium, launchChromium } from './chromium.ts'
import { payloads } from './payloads.ts'

let app: TestApp
let people: Cast
let browser: Browser
let customer: Guest & { talk: string }

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  people = await cast(app)
  customer = await servedBy(app, people, people.xiaowang)
  browser = await launchChromium()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const open = (said: string) =>
  openTicket(app, people.xiaowang, {
    conversationId: customer.talk,
    anonymousReason: '',
    channel: undefined,
    descriptionCustomer: said,
    take: true,
  })

async function addressOf(id: string): Promise<string> {
  const { url } = await people.xiaowang.call(makeTicketDoor, { id })
  return new URL(new URL(url).pathname, app.url).href
}

const viewport = { width: 390, height: 844 }

describe.skipIf(!hasChromium)(`a ticket behind its private link (${hasChromium ? 'Chromium' : advice})`, () => {
  test('on a phone without scripts a customer answers, disagrees and agrees', async () => {
    const { id } = await open('少了一只杯子')
    await people.xiaowang.call(askCustomer, { id, steps: '请说明颜色' })
    const page = await (await browser.newContext({ viewport, javaScriptEnabled: false })).newPage()
    await page.goto(await addressOf(id))
    await page.getByRole('heading', { name: '等您补充' }).waitFor()
    await page.getByLabel('您的补充').fill('白色')
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByRole('heading', { name: '处理中' }).waitFor()
    await people.xiaowang.call(resolveTicket, { id, result: '已补发', solution: '明天到' })
    await page.reload()
    await page.getByText('没有解决？告诉我们').click()
    await page.getByLabel('哪里没有解决').fill('款式不对')
    await page.getByRole('button', { name: '提交，请继续处理' }).click()
    await page.getByRole('heading', { name: '处理中' }).waitFor()
    await people.xiaowang.call(resolveTicket, { id, result: '换一只', solution: '明天到' })
    await page.reload()
    await page.getByRole('button', { name: '问题已解决' }).click()
    await page.getByRole('heading', { name: '已完成' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width)
  })

  test('what customer and house wrote stays text', async () => {
    const { page, alarms } = await pageWithCanary(browser, { url: app.url, pages: [] })
    for (let start = 0; start < payloads.length; start += 12) {
      const words = payloads
        .slice(start, start + 12)
        .join('\n')
        .slice(0, 4000)
      const { id } = await open(words)
      await people.xiaowang.call(replyToCustomer, { id, noteId: app.clock.newId(), body: words })
      await people.xiaowang.call(askCustomer, { id, steps: words.slice(0, 2000) })
      const address = await addressOf(id)
      await page.goto(address)
      expect(await page.evaluate(comeAlive), words).toEqual([])
      await customer.call(answerMyTicket, { id, noteId: app.clock.newId(), body: words })
      const told = { result: words.slice(0, 1000), solution: words.slice(0, 1000), customerNotes: words.slice(0, 1000) }
      await people.xiaowang.call(resolveTicket, { id, ...told })
      await page.goto(address)
      expect(await page.evaluate(comeAlive), words).toEqual([])
      expect(await page.locator('body').textContent()).toContain(words.slice(0, 20).trim())
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1280)
    }
    expect(alarms).toEqual([])
  })
})
