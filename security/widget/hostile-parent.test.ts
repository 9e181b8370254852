import { randomInt } from 'node:crypto'
import type { Browser, Frame, Page } from '@playwright/test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptConversation, postMessage } from '../../domain/conversations/contract.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { atDesk } from '../../test/live.ts'
import { comeAlive, pageWithCanary } from '../xss/canary.ts'
import { advice, hasChromium, launchChromium } from '../xss/chromium.ts'
import { hostileMessages } from './messages.ts'
import { changeSite, openPages, withFrame, withLoader } from './shop.ts'

// Threat T8: a compromised or copied embedding page.
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
const count = Math.max(400, Number(process.env.FUZZ_RUNS ?? 20) * 5)
let app: TestApp
let people: Cast
let browser: Browser
let shop: Awaited<ReturnType<typeof openPages>>
let evil: Awaited<ReturnType<typeof openPages>>

beforeAll(async () => {
  if (!hasChromium) return
  app = await startTestApp()
  browser = await launchChromium()
}, 120_000)
beforeEach(async () => {
  if (!hasChromium) return
  await app.reset()
  people = await cast(app)
  evil = await openPages({ '/embeds': withFrame(app, people), '/sibling': '<title>sibling</title>' })
  const hostile = withFrame(app, people)
  shop = await openPages({
    '/': withLoader(app, people),
    '/hostile': hostile,
    '/with-stranger': `${hostile}<iframe id="stranger" src="${evil.origin}/sibling"></iframe>`,
  })
  await changeSite(app, people, { allowedOrigins: [shop.origin] })
  return async () => {
    await shop.close()
    await evil.close()
  }
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function open(path: string) {
  const { page, alarms } = await pageWithCanary(browser, { url: app.url, pages: [shop.origin, evil.origin] })
  page.setDefaultTimeout(15_000)
  page.on('request', (request) => {
    const isOfWindow = request.frame().url().includes('/widget/frame')
    if (isOfWindow && !/^(data|blob):/.test(request.url()) && !request.url().startsWith(app.url))
      alarms.push(`the window asked ${request.url()}`)
  })
  await page.addInitScript(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    addEventListener('message', ({ data, source }) => {
      if (source !== window) heard.push(data)
    })
  })
  await page.goto(path)
  return { page, alarms }
}
const heardBy = (frame: Frame | Page) => frame.evaluate(() => (window as unknown as { heard: unknown[] }).heard)
const windowOf = (page: Page) => page.frames().find((frame) => frame.url().includes('/widget/frame')) as Frame
const hello = { shouwen: 1, type: 'hello', page: { url: 'http://shop.test/', title: 'A' }, shown: true, resume: false }

/** What the page's parent says to the window, one message after the other. */
const say = (page: Page, messages: readonly unknown[]) =>
  page.evaluate((all) => {
    const { contentWindow } = document.querySelector('#window') as HTMLIFrameElement
    for (const one of all) contentWindow?.postMessage(one, '*')
  }, messages)

async function until(check: () => Promise<boolean>): Promise<void> {
  await expect.poll(check, { timeout: 15_000 }).toBe(true)
}
const hasLoaded = (page: Page) => until(async () => JSON.stringify(await heardBy(page)).includes('"loaded"'))

/** A customer writes, an agent reads and answers: the window is as good as ever. */
async function stillWorks(page: Page): Promise<void> {
  const agent = await atDesk(app, people.xiaowang)
  const chat = page.frameLocator('iframe >> nth=0')
  const words = chat.locator('textarea[enterkeyhint]')
  await words.fill('还在吗')
  await words.press('Enter')
  await until(async () => (await storedBodies()).includes('还在吗'))
  const { id } = await app.platform.db.selectFrom('conversation').select('id').executeTakeFirstOrThrow()
  await people.xiaowang.call(acceptConversation, { id })
  await people.xiaowang.call(postMessage, { id, messageId: app.clock.newId(), body: '在的，请说' })
  await chat.getByText('在的，请说').first().waitFor()
  await agent.close()
}
const storedBodies = async () =>
  (await app.platform.db.selectFrom('message').select('body').execute()).map(({ body }) => body)

/** What nobody but the customer may make: a talk, a word, a contact, a customer, somebody known. */
async function made(): Promise<Record<string, number>> {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from conversation)::int as conversations, (select count(*) from message)::int as messages,
      (select count(*) from customer_contact)::int as contacts, (select count(*) from customer_identity)::int as identities,
      (select count(*) from visitor where identified)::int as known, (select count(*) from survey)::int as ratings,
      (select count(*) from attachment)::int as files`.execute(app.platform.db)
  return rows[0] ?? {}
}
const nothing = { conversations: 0, messages: 0, contacts: 0, identities: 0, known: 0, ratings: 0, files: 0 }

describe.skipIf(!hasChromium)(`in Chromium${hasChromium ? '' : `: ${advice}`}`, () => {
  test(`seed ${seed}: ${count} messages of a hostile page run nothing, make nothing, take nothing`, {
    timeout: 300_000,
  }, async () => {
    const { page, alarms } = await open(`${shop.origin}/hostile`)
    await hasLoaded(page)
    await say(page, [hello])
    await windowOf(page).waitForSelector('textarea')
    for (let from = 0; from < count; from += 100) {
      const messages = fc.sample(hostileMessages, { numRuns: Math.min(100, count - from), seed: seed + from })
      await say(page, messages)
      await page.waitForTimeout(20)
    }
    await sayWhatNoJsonHolds(page)
    await say(page, [
      { shouwen: 1, type: 'locale', locale: 'zh-CN' },
      { ...hello, shown: true },
    ])
    await windowOf(page).waitForSelector('textarea')
    expect(await windowOf(page).evaluate(comeAlive)).toEqual([])
    expect(alarms).toEqual([])
    expect(await made()).toEqual(nothing)
    const token = await windowOf(page).evaluate(() => Object.values(localStorage).join())
    expect(token.length).toBeGreaterThan(40)
    expect(JSON.stringify(await heardBy(page))).not.toContain(token)
    await stillWorks(page)
    await page.context().close()
  })

  test('a flood of 20,000 messages leaves a window that works', { timeout: 120_000 }, async () => {
    const { page, alarms } = await open(`${shop.origin}/hostile`)
    await hasLoaded(page)
    await say(page, [hello])
    await windowOf(page).waitForSelector('textarea')
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector('#window') as HTMLIFrameElement
      const kinds = [
        (n: number) => ({ shouwen: 1, type: 'page', page: { url: `http://shop.test/${n}`, title: 'x'.repeat(300) } }),
        (n: number) => ({ shouwen: 1, type: 'order', orderNo: `D${n}` }),
        (n: number) => ({ shouwen: 1, type: 'shown', shown: n % 2 === 0 }),
        (n: number) => ({ shouwen: 1, type: `none-${n}`, deep: [[[n]]] }),
      ]
      for (let n = 0; n < 20_000; n++) contentWindow?.postMessage(kinds[n % kinds.length]?.(n), '*')
    })
    await say(page, [{ ...hello, type: 'shown', shown: true }])
    await stillWorks(page)
    expect(alarms).toEqual([])
    expect(await app.platform.db.selectFrom('visitor').select('id').execute()).toHaveLength(1)
    await page.context().close()
  })

  test('only the page around it is heard, and hears: not a frame beside it', async () => {
    const { page } = await open(`${shop.origin}/with-stranger`)
    await hasLoaded(page)
    const stranger = page.frames().find((frame) => frame.url().startsWith(evil.origin)) as Frame
    await stranger.evaluate((message) => {
      for (let n = 0; n < 50; n++) parent.frames[0]?.postMessage(message, '*')
    }, hello)
    await page.waitForTimeout(300)
    // Nothing it said began a visit.
    expect(await app.platform.db.selectFrom('visitor').select('id').execute()).toEqual([])
    await say(page, [hello])
    await stillWorks(page)
    expect(await heardBy(stranger)).toEqual([])
    expect(JSON.stringify(await heardBy(page))).toContain('还在吗')
    await page.context().close()
  })

  test('a page that is not on the list shows no window, and opened by itself the window obeys nobody', async () => {
    const { page } = await open(`${evil.origin}/embeds`)
    await page.waitForTimeout(500)
    expect(await heardBy(page)).toEqual([])
    const frame = page.frames()[1]
    expect(await frame?.evaluate(() => document.querySelector('textarea')).catch(() => null)).toBeNull()
    await page.evaluate((url) => {
      const opened = window.open(url, '_blank')
      setInterval(
        () =>
          opened?.postMessage(
            { shouwen: 1, type: 'hello', page: { url: 'x', title: '' }, shown: true, resume: true },
            '*',
          ),
        20,
      )
    }, `${app.url}/widget/frame?site=${people.site.key}&locale=zh-CN`)
    await page.waitForTimeout(1500)
    expect(await heardBy(page)).toEqual([])
    expect(await app.platform.db.selectFrom('visitor').select('id').execute()).toEqual([])
    await page.context().close()
  })

  test('the shop’s page believes only the window it made: forged answers move nothing', async () => {
    const { page, alarms } = await open(shop.origin)
    await page.locator('shouwen-widget button').waitFor()
    await page.evaluate(() => {
      const events: unknown[] = []
      const { Shouwen } = window as unknown as { Shouwen: { on(name: string, hear: (detail: unknown) => void): void } }
      for (const name of ['ready', 'open', 'close', 'message', 'unread', 'rated'])
        Shouwen.on(name, (detail) => events.push([name, detail]))
      Object.assign(window, { events })
      for (const type of ['ready', 'unread', 'close', 'message', 'rated', 'loaded'])
        window.postMessage(
          {
            shouwen: 1,
            type,
            count: 9,
            returning: true,
            colour: '#ff0000',
            ink: '#ff0000',
            position: 'left',
            detail: { body: 'forged' },
          },
          '*',
        )
    })
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => (window as unknown as { events: unknown[] }).events)).toEqual([])
    expect(await page.locator('shouwen-widget').evaluate((host) => host.hasAttribute('left'))).toBe(false)
    expect(alarms).toEqual([])
    await page.context().close()
  })
})

/** Values that only a page can send: circles, buffers, dates, maps, errors, objects that look like others. */
async function sayWhatNoJsonHolds(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { contentWindow } = document.querySelector('#window') as HTMLIFrameElement
    const circle: Record<string, unknown> = { shouwen: 1, type: 'page' }
    circle.page = circle
    const values = [
      circle,
      new Map([['shouwen', 1]]),
      new Date(),
      new Error('x'),
      new ArrayBuffer(1e6),
      new Uint8Array(10),
      /x/g,
      1n,
      Number.NaN,
      undefined,
      { shouwen: 1, type: 'identify', token: new String('x') },
      { shouwen: 1, type: 'page', page: new Map() },
      { shouwen: 1, type: Object('hello') },
      { shouwen: 1, type: 'order', orderNo: 'x'.repeat(5e6) },
      new Blob(['x']),
    ]
    for (const one of values) contentWindow?.postMessage(one, '*')
    contentWindow?.postMessage({ shouwen: 1, type: 'order', orderNo: 'x' }, '*', [new MessageChannel().port1])
  })
}
