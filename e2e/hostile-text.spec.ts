import { expect } from '@playwright/test'
import { test } from './stage.ts'

const canary = 'window.__canary=1'
const name = `<img src=x onerror="${canary}">林`
const title = `</title><script>${canary}</script>好物`
const fileName = `"><svg onload=${canary}>说明.txt`
const markup = `<script>${canary}</script><img src=x onerror=${canary}><a href="javascript:${canary}">点我</a> {{constructor.constructor('${canary}')()}}`
const rightToLeft = '\u202Egnp.gpj\u202C مرحبا \u2066abc\u2069'
const longWord = `长${'x'.repeat(9_998)}尾`

test('whatever a customer writes is shown as written, and nothing of it runs', async ({ customer, agent }) => {
  const guest = await customer()
  await guest.page.evaluate((hostile) => {
    document.title = hostile
  }, title)
  await guest.open()
  const { chat } = guest

  await test.step('as a name and a left message', async () => {
    await chat.getByRole('textbox', { name: '称呼' }).fill(name)
    await chat.getByRole('textbox', { name: '电话或邮箱' }).fill('13800138000')
    await chat.getByRole('textbox', { name: '留言内容' }).fill(markup)
    await chat.getByRole('checkbox').check()
    await chat.getByRole('button', { name: '提交留言' }).click()
    await expect(guest.log.getByText(markup, { exact: true })).toBeVisible()
  })

  await test.step('as text from right to left, as one word of 10,000 characters, as a file name', async () => {
    for (const text of [rightToLeft, longWord]) {
      await guest.say(text)
      await expect(guest.log.getByText(text, { exact: true })).toBeVisible()
    }
    await guest.say(`${longWord}太长`)
    await expect(chat.getByRole('alert')).toContainText('10000')
    await guest.input.fill('')
    await chat
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: fileName, mimeType: 'text/plain', buffer: Buffer.from('说明书') })
    await chat.getByRole('button', { name: '发送', exact: true }).click()
    await expect(guest.log.getByRole('link', { name: /说明/ })).toBeVisible()
  })

  const wang = await agent('王小雨')
  await test.step('the agent reads every character of it', async () => {
    await wang.list.getByRole('tab', { name: /^排队/ }).click()
    await wang.row(name).getByRole('button', { name: '接入' }).click()
    await expect(wang.talk.getByRole('heading', { name })).toBeVisible()
    for (const text of [markup, rightToLeft, longWord])
      await expect(wang.log.getByText(text, { exact: true })).toHaveCount(1)
    await expect(wang.log.getByRole('link', { name: /svg.*说明/ })).toBeVisible()
    await expect(wang.page.getByRole('complementary').getByText(title)).toBeVisible()
    await expect(wang.log.getByRole('link', { name: '点我' })).toHaveCount(0)
  })

  await test.step('nothing ran, nothing pushed the page wide', async () => {
    for (const { page } of [wang, guest]) {
      for (const frame of page.frames()) {
        expect(await frame.evaluate(() => '__canary' in window)).toBe(false)
        expect(await frame.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      }
    }
    expect(await wang.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBeLessThanOrEqual(0)
    expect(await guest.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBeLessThanOrEqual(0)
  })
})
