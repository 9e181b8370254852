import { expect, type Locator, type Page } from '@playwright/test'
import { customerAt } from './customer.ts'
import { test } from './stage.ts'

const once = (log: Locator, text: string) => expect(log.getByText(text, { exact: true })).toHaveCount(1)
const markPage = (page: Page) => page.evaluate(() => Object.assign(window, { isSamePage: true }))
const isMarked = (page: Page) => page.evaluate(() => 'isSamePage' in window)

/** Each text once, and in this order. */
async function inOrder(log: Locator, texts: string[]) {
  for (const text of texts) await once(log, text)
  const places = await log.evaluate((box, wanted) => wanted.map((text) => (box.textContent ?? '').indexOf(text)), texts)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
}

test('a server killed in the middle of a talk loses nothing and repeats nothing', async ({
  customer,
  agent,
  product,
}) => {
  const wang = await agent('王小雨')
  const guest = await customer()
  await guest.ask('请问发货了吗')
  await wang.accept()
  await wang.say('正在为您查询')
  await once(guest.log, '正在为您查询')
  await markPage(guest.page)
  await markPage(wang.page)

  await test.step('killed while the customer types and sends', async () => {
    await guest.input.pressSequentially('订单号是 M2026')
    await Promise.all([guest.input.press('Enter'), product.kill()])
    await guest.say('断线时客户写的话')
    await wang.reply.fill('断线时客服写的话')
    await wang.reply.press('Enter')
    await expect(wang.log.getByText('断线时客服写的话')).toBeVisible()
    await expect(guest.log.getByText('发送中')).toBeVisible()
    await expect(guest.chat.getByText('网络已断开，恢复后会自动发送')).toBeVisible()
    await expect(wang.page.getByText('连接已断开，正在重连')).toBeVisible()
  })

  await test.step('started again, both sides go on without a reload', async () => {
    await product.restart()
    const all = ['请问发货了吗', '订单号是 M2026', '断线时客户写的话', '断线时客服写的话']
    await expect(wang.log.getByText('断线时客户写的话')).toBeVisible({ timeout: 25_000 })
    await expect(guest.log.getByText('断线时客服写的话')).toBeVisible({ timeout: 25_000 })
    for (const log of [guest.log, wang.log]) for (const text of all) await once(log, text)
    await expect(guest.log.getByText('发送中')).toHaveCount(0)
    await guest.say('恢复后的第一句')
    await once(wang.log, '恢复后的第一句')
    await wang.say('好的，已经发出')
    await once(guest.log, '好的，已经发出')
    expect(await isMarked(guest.page)).toBe(true)
    expect(await isMarked(wang.page)).toBe(true)
  })

  await test.step('both sides tell the same story, also after a reload', async () => {
    const story = [
      '请问发货了吗',
      '正在为您查询',
      '订单号是 M2026',
      '断线时客户写的话',
      '恢复后的第一句',
      '好的，已经发出',
    ]
    await inOrder(wang.log, story)
    await inOrder(guest.log, story)
    await guest.page.reload()
    await guest.open()
    await inOrder(guest.log, story)
    await wang.page.reload()
    await inOrder(wang.log, story)
  })

  await test.step('a second tab of the same customer shows the same, and what either says', async () => {
    const second = customerAt(await guest.page.context().newPage())
    await second.page.goto(`${product.shop}/orders`)
    await second.open()
    await once(second.log, '好的，已经发出')
    await second.say('从另一个标签页说的')
    await once(wang.log, '从另一个标签页说的')
    await once(guest.log, '从另一个标签页说的')
    await wang.say('两个标签页都收到')
    await once(guest.log, '两个标签页都收到')
    await once(second.log, '两个标签页都收到')
  })
})

test('a browser that blocks storage in frames can talk all the same', async ({ customer, agent }) => {
  const wang = await agent('王小雨')
  const guest = await customer({ foreign: true })
  await guest.ask('隐私模式下的问题')
  await wang.accept()
  await wang.say('请讲，我在')
  await once(guest.log, '请讲，我在')
})
