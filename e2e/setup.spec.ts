import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect } from '@playwright/test'
import { customerAt } from './customer.ts'
import { test } from './stage.ts'
import { startProduct } from './start-product.ts'

/** A page of somebody who has never heard of us, with one line of code in it. */
async function openShop() {
  let code = ''
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><html lang="zh-CN"><title>晨光文具</title><h1>晨光文具</h1>${code}`)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    embed: (line: string) => {
      code = line
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('the first visit: one link, one administrator, and an empty centre that serves its first customer', async ({
  page,
  browser,
}) => {
  const product = await startProduct({ demo: false })
  const shop = await openShop()
  await expect.poll(() => product.setupLink()).not.toBeNull()
  const link = product.setupLink() ?? ''

  await test.step('without the link nobody gets in', async () => {
    await page.goto(`${product.console}/setup`)
    await expect(page.getByText('请使用一次性设置链接')).toBeVisible()
  })

  await test.step('three short pages', async () => {
    await page.goto(link)
    await page.reload()
    await page.getByLabel('客服中心名称').fill('晨光文具客服')
    await expect(page.getByText('Asia/Shanghai')).toBeVisible()
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('姓名').fill('高文')
    await page.getByLabel('邮箱').fill('gaowen@chenguang.example')
    await page.getByLabel('工号').fill('A01')
    await page.getByLabel('密码', { exact: true }).fill('wenju-2026-Kaidian')
    await page.getByLabel('再输入一次').fill('wenju-2026-Kaidian')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByRole('radio', { name: /空白/ }).check()
    await page.getByRole('button', { name: '完成设置' }).click()
    await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '会话' })).toBeVisible()
  })

  await test.step('the link does not work twice', async () => {
    const later = await (await browser.newContext()).newPage()
    await later.goto(link)
    await expect(later.getByText('已经设置好了')).toBeVisible()
    await later.goto(product.console)
    await later.getByLabel('邮箱', { exact: true }).fill('gaowen@chenguang.example')
    await later.getByLabel('密码', { exact: true }).fill('wenju-2026-Kaidian')
    await later.getByRole('button', { name: '登录' }).click()
    await expect(later.getByRole('navigation', { name: '主导航' })).toBeVisible()
    await later.context().close()
  })

  await test.step('one line of code for one allowed page', async () => {
    await page.goto(`${product.console}/settings/sites`)
    await page.getByRole('link', { name: /晨光文具客服/ }).click()
    await page.getByLabel('允许嵌入的网址').fill(shop.origin)
    await page.getByLabel('允许嵌入的网址').press('Enter')
    await page.getByRole('button', { name: '保存' }).click()
    await expect(page.getByText('已保存')).toBeVisible()
    shop.embed((await page.getByText('<script').textContent()) ?? '')
  })

  await test.step('the first customer is served', async () => {
    await page.goto(`${product.console}/inbox`)
    const guest = customerAt(await (await browser.newContext({ locale: 'zh-CN' })).newPage())
    await guest.page.goto(shop.origin)
    await guest.ask('有红色的钢笔吗')
    await page.getByRole('button', { name: '接入' }).click()
    await page.getByRole('textbox', { name: '回复', exact: true }).fill('有的，今天就能发')
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await expect(guest.log.getByText('有的，今天就能发')).toBeVisible()
    await expect(guest.chat.getByRole('main')).toContainText('工号 A01')
    await guest.page.context().close()
  })
  shop.close()
  await product.stop()
})
