import { expect, type Frame, type Page } from '@playwright/test'
import type { Agent } from './agent.ts'
import { test } from './stage.ts'

const desktop = { width: 1440, height: 900 }
const devices = {
  desktop: { ...desktop, colorScheme: 'light' },
  phone: { width: 390, height: 844, colorScheme: 'dark' },
} as const
type Device = keyof typeof devices

/** A key that found no text (`list.empty.mine`), or a text that found no value (`{{name}}`). */
const untranslated = /\{\{|\b[a-z]+[a-zA-Z]*(?:\.[a-z][a-zA-Z_]*)+\b/g
/** Names of hosts and files are no keys. */
const isName = (found: string) => /\.(example|js|json|png|txt|html)$/.test(found)

const places = [
  { locale: 'zh-CN', launcher: '在线客服', wall: '现场', first: '常见问题' },
  { locale: 'zh-TW', launcher: '線上客服', wall: '現場', first: '常見問題' },
  { locale: 'en', launcher: 'Live chat', wall: 'Floor', first: 'Common questions' },
] as const

async function isTranslated(frame: Frame) {
  const text = await frame.evaluate(() => {
    const labels = [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((one) =>
      ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) ?? ''),
    )
    const words: string[] = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      const isCode = walk.currentNode.parentElement?.closest('code, pre, script, style')
      if (!isCode) words.push(walk.currentNode.textContent ?? '')
    }
    return [document.title, ...words, ...labels].join('\n')
  })
  expect.soft((text.match(untranslated) ?? []).filter((found) => !isName(found))).toEqual([])
}

/** As a picture on a desktop and on a phone in the dark: every word translated, nothing wider than the screen. */
async function isFit(page: Page, screen: string, on: readonly Device[] = ['desktop', 'phone']) {
  for (const of of on) {
    const { colorScheme, ...size } = devices[of]
    await page.setViewportSize(size)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const frame of page.frames()) {
      await isTranslated(frame)
      const tooWide = () => frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      await expect.soft.poll(tooWide, `${screen} on a ${of}`).toBeLessThanOrEqual(0)
    }
    await page.screenshot({ path: test.info().outputPath(`${screen}-${of}.png`), animations: 'disabled' })
  }
  await page.setViewportSize(desktop)
}

for (const { locale, launcher, wall, first } of places) {
  test(`the widget and the console speak ${locale}, on a desktop and on a phone in the dark`, async ({
    customer,
    agent,
    product,
  }) => {
    test.slow()
    const wang = await agent('王小雨')
    const { page } = await customer({ path: `/?lang=${locale}`, viewport: desktop })
    const chat = page.frameLocator('shouwen-widget iframe')

    await test.step('the widget', async () => {
      await page.getByRole('button', { name: launcher }).click()
      await expect(chat.getByRole('heading', { name: first })).toBeVisible()
      await isFit(page, 'widget-first')
      await chat.locator('.questions button').first().click()
      await wang.accept()
      await wang.say('您好，我是王小雨，马上帮您查询。')
      await expect(chat.getByText('马上帮您查询')).toBeVisible()
      await isFit(page, 'widget-talk')
    })

    await test.step('an agent', async () => {
      await wang.speak(locale)
      await expect(wang.page.getByRole('log').getByText('马上帮您查询')).toBeVisible()
      await isFit(wang.page, 'inbox', ['desktop'])
      await isFit(wang.page, 'customer', ['phone'])
      await wang.page.getByRole('complementary').getByRole('button').last().click()
      await isFit(wang.page, 'talk', ['phone'])
      await wang.page.goto(`${product.console}/inbox`)
      await wang.page.getByRole('tablist').first().waitFor()
      await isFit(wang.page, 'list', ['phone'])
      await wang.page.goto(`${product.console}/scripts`)
      await wang.page.getByRole('main').getByRole('heading').first().waitFor()
      await isFit(wang.page, 'scripts')
      await wang.speak('zh-CN')
    })

    await test.step('the widget after the end', async () => {
      await wang.leave()
      await expect(chat.getByRole('radiogroup')).toBeVisible()
      await isFit(page, 'widget-rating')
    })

    await test.step('a supervisor', async () => {
      const zhao = await agent('赵磊', { path: '/wall', viewport: desktop })
      await zhao.speak(locale)
      await expect(zhao.page.getByRole('heading', { name: wall, level: 1 })).toBeVisible()
      await isFit(zhao.page, 'wall')
      await zhao.speak('zh-CN')
    })

    await test.step('an administrator', async () => {
      const wu = await agent('吴凡', { path: '/staff', viewport: desktop })
      await wu.speak(locale)
      await allOf(wu, product.console)
      await wu.speak('zh-CN')
    })

    await test.step('who is not signed in yet', async () => {
      const stranger = await page.context().browser()?.newPage({ locale, viewport: desktop })
      await stranger?.goto(product.console)
      await stranger?.getByRole('textbox').first().waitFor()
      if (stranger) await isFit(stranger, 'sign-in')
      await stranger?.close()
    })
  })
}

async function allOf({ page }: Agent, origin: string) {
  await expect(page.getByText('陈静')).toBeVisible()
  await isFit(page, 'staff')
  await page.goto(`${origin}/settings/sites`)
  await page.getByRole('link', { name: /明德商城/ }).click()
  await page.getByRole('switch').first().waitFor()
  await isFit(page, 'settings-site')
  await page.goto(`${origin}/settings/categories`)
  await page.getByRole('main').getByRole('button').nth(3).waitFor()
  await isFit(page, 'settings-categories')
  await page.goto(`${origin}/settings/service-levels`)
  await page.getByRole('listitem').nth(12).waitFor()
  await isFit(page, 'settings-service-levels')
}
