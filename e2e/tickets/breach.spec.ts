import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, expect, type Page } from '@playwright/test'
import { startMovedTime } from '../../test/moved-time.ts'
import { signIn } from '../agent.ts'
import { test } from '../stage.ts'
import { type Product, startProduct } from '../start-product.ts'

async function deskOf(
  browser: Browser,
  product: Product,
  { name, path }: { name: string; path: string },
): Promise<Page> {
  const login = (await product.logins()).find((one) => one.name === name)
  if (!login) throw new Error(`nobody is called ${name}`)
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  await signIn(page, { login, origin: product.console, path })
  return page
}

test('a limit that breaks: reminded, escalated, one level up, explained within the hour, read', async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouwen-moved-'))
  const time = await startMovedTime(folder)
  const product = await startProduct({ databaseUrl: time.url })
  try {
    const wang = await deskOf(browser, product, { name: '王小雨', path: '/tickets?new=1' })
    const subject = '充电器冒烟后不敢再用'
    await test.step('an urgent case by phone: to be answered within two hours', async () => {
      const form = wang.getByRole('dialog')
      await form.getByLabel('匿名原因').fill('电话里没有留名')
      await form.getByLabel('性质与问题类型').click()
      await wang.getByRole('menuitemcheckbox', { name: '申请' }).hover()
      await wang.getByRole('menuitemcheckbox').last().click()
      await form.getByLabel('标题').fill(subject)
      await form.getByLabel('客户原话').fill('用了两天就冒烟')
      await form.getByText('紧急', { exact: true }).click()
      await form.getByRole('button', { name: '创建工单' }).click()
      await expect(wang.getByRole('heading', { name: subject })).toBeVisible()
    })

    await test.step('before the limit: a reminder', async () => {
      await time.pass(65)
      await expect(wang.getByText(/时限将到/).first()).toBeVisible({ timeout: 15_000 })
    })

    const zhao = await deskOf(browser, product, { name: '赵磊', path: '/escalations' })
    const card = zhao.getByRole('listitem').filter({ hasText: subject }).first()
    await test.step('past it: the supervisor in charge is called', async () => {
      await time.pass(60)
      await expect(wang.getByText(/首次响应超时|处理完成超时/).first()).toBeVisible({ timeout: 15_000 })
      await zhao.reload()
      await expect(card).toContainText('已超时')
      await expect(card).toContainText('主管')
    })

    await test.step('nobody answers for a quarter of an hour: the level above', async () => {
      await time.pass(16)
      await expect(wang.getByText('升级无人受理，转到上一级').first()).toBeVisible({ timeout: 15_000 })
      await zhao.reload()
      await expect(card).toContainText(/部门负责人|管理层/)
      await card.getByRole('button', { name: '确认' }).click()
      await expect(card).toContainText('已确认')
    })

    await test.step('the agent explains within the hour, the supervisor reads it', async () => {
      await wang.goto(`${product.console}/escalations?view=owed`)
      const owed = wang.getByRole('listitem').filter({ hasText: subject }).first()
      await owed.getByRole('button', { name: '填写说明' }).click()
      const form = wang.getByRole('dialog')
      await form.getByLabel('超时原因').fill('等候品控检测结果')
      await form.getByLabel('补救计划').fill('今天换新并上门取回')
      await form.getByLabel('预计完成时间').fill(inHours(30))
      await form.getByLabel('同时告知客户并致歉').uncheck()
      await form.getByRole('button', { name: '提交说明' }).click()
      await expect(form).toBeHidden()
      await zhao.goto(`${product.console}/escalations?view=unread`)
      const unread = zhao.getByRole('listitem').filter({ hasText: subject }).first()
      await expect(unread).toContainText('等候品控检测结果')
      await unread.getByRole('button', { name: '已阅' }).click()
      await expect(zhao.getByText('等候品控检测结果')).toHaveCount(0)
    })
  } finally {
    await product.stop()
    await time.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

/** As a field for date and time takes it. */
function inHours(hours: number): string {
  const at = new Date(Date.now() + (hours + 8) * 3_600_000)
  return at.toISOString().slice(0, 16)
}
