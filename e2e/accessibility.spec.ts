import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { test } from './stage.ts'

const calm = { reducedMotion: 'reduce' } as const

/** Colours half way through a fade are nobody's choice: what is judged is what stays. */
async function isAtRest(page: Page) {
  for (const frame of page.frames()) {
    await expect
      .poll(() =>
        frame.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length),
      )
      .toBe(0)
  }
}

/** What axe-core calls serious or critical, light and dark, with the frames of the page. */
async function isAccessible(page: Page, screen: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, ...calm })
    await isAtRest(page)
    const { violations } = await new AxeBuilder({ page }).analyze()
    const grave = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
    expect.soft(grave, `${screen}, ${colorScheme}`).toEqual([])
  }
}

test('every screen of the widget can be used by everybody', async ({ customer, agent }) => {
  test.slow()
  const absent = await customer(calm)
  await absent.open()
  await expect(absent.chat.getByRole('heading', { name: '给我们留言' })).toBeVisible()
  await isAccessible(absent.page, 'leaving a message')

  const wang = await agent('王小雨')
  const guest = await customer(calm)
  await guest.open()
  await expect(guest.chat.getByRole('heading', { name: '常见问题' })).toBeVisible()
  await isAccessible(guest.page, 'first screen')
  await guest.say('想问问茶叶的保质期 https://tea.example/faq')
  await wang.accept()
  await wang.say('您好，龙井建议 18 个月内饮用')
  await guest.chat.getByRole('button', { name: '表情' }).click()
  await isAccessible(guest.page, 'conversation with emoji')
  await guest.page.keyboard.press('Escape')
  await guest.chat.getByRole('button', { name: '结束会话' }).click()
  await isAccessible(guest.page, 'asking before the end')
  await guest.chat.getByRole('alertdialog').getByRole('button', { name: '结束会话' }).click()
  await guest.chat.getByRole('radio', { name: '4 分' }).check({ force: true })
  await isAccessible(guest.page, 'rating')
  await guest.chat.getByRole('button', { name: '提交评价' }).click()
  await expect(guest.chat.getByText('感谢您的评价')).toBeVisible()
  await isAccessible(guest.page, 'rated')
})

test('every screen of an agent can be used by everybody', async ({ page, product, customer, agent }) => {
  test.slow()
  await page.goto(product.console)
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
  await isAccessible(page, 'sign-in')

  const wang = await agent('王小雨', calm)
  const guest = await customer()
  await guest.ask('请问可以开专票吗')
  await expect(wang.page.getByRole('button', { name: '接入' })).toBeVisible()
  await isAccessible(wang.page, 'an offer')
  await wang.accept()
  await wang.say('可以，请把抬头和税号发给我')
  await wang.talk.getByRole('tab', { name: '内部备注' }).click()
  await wang.talk.getByRole('textbox', { name: '内部备注' }).fill('老客户')
  await wang.talk.getByRole('button', { name: '发送', exact: true }).click()
  await wang.talk.getByRole('tab', { name: '回复' }).click()
  await wang.reply.fill('/')
  await expect(wang.talk.getByRole('option').first()).toBeVisible()
  await isAccessible(wang.page, 'inbox with scripts')
  await wang.reply.fill('')
  await wang.talk.getByRole('button', { name: '小结' }).click()
  await isAccessible(wang.page, 'record')
  await wang.page.keyboard.press('Escape')
  await wang.page.goto(`${product.console}/scripts`)
  await expect(wang.page.getByRole('link', { name: '话术' })).toHaveAttribute('aria-current', 'page')
  await isAccessible(wang.page, 'scripts')
})

test('every screen of a supervisor and an administrator can be used by everybody', async ({ product, agent }) => {
  test.slow()
  const zhao = await agent('赵磊', { ...calm, path: '/wall' })
  await expect(zhao.page.getByRole('heading', { name: '现场' })).toBeVisible()
  await isAccessible(zhao.page, 'wall')
  const wu = await agent('吴凡', { ...calm, path: '/staff' })
  await expect(wu.page.getByText('陈静')).toBeVisible()
  await isAccessible(wu.page, 'staff')
  await wu.page.goto(`${product.console}/settings/sites`)
  await wu.page.getByRole('link', { name: /明德商城/ }).click()
  await expect(wu.page.getByLabel('站点名称')).toBeVisible()
  await isAccessible(wu.page, 'settings of a site')
  await wu.page.goto(`${product.console}/settings/categories`)
  await expect(wu.page.getByText('产品功能与规格')).toBeVisible()
  await isAccessible(wu.page, 'categories')
  await wu.page.goto(`${product.console}/settings/service-levels`)
  await expect(wu.page.getByText('30分钟内')).toBeVisible()
  await isAccessible(wu.page, 'service levels')
  await wu.page.goto(`${product.console}/settings/calendars`)
  await wu.page.getByRole('button', { name: /中国大陆工作日/ }).click()
  await expect(wu.page.getByText('国庆节')).toBeVisible()
  await isAccessible(wu.page, 'a working calendar')
})

test('every screen of tickets can be used by everybody', async ({ agent }) => {
  test.slow()
  const { page } = await agent('王小雨', { ...calm, path: '/tickets?new=1' })
  const form = page.getByRole('dialog')
  await form.getByLabel('匿名原因').fill('电话里没有留名')
  await form.getByLabel('性质与问题类型').click()
  await page.getByRole('menuitemcheckbox', { name: '咨询' }).hover()
  await page.getByRole('menuitemcheckbox', { name: '物流查询' }).click()
  await form.getByLabel('标题').fill('快递显示签收但没有收到')
  await form.getByLabel('客户原话').fill('家里没有人收到')
  await isAccessible(page, 'a new ticket')
  await form.getByRole('button', { name: '创建工单' }).click()
  await expect(page.getByRole('heading', { name: '快递显示签收但没有收到' })).toBeVisible()
  await isAccessible(page, 'ticket')
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: '改紧急程度' }).click()
  await page.getByLabel('涉及安全').check()
  await isAccessible(page, 'urgency of a ticket')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: '工单' }).click()
  await expect(page.getByRole('row', { name: /快递显示签收/ })).toBeVisible()
  await page
    .getByRole('row', { name: /快递显示签收/ })
    .getByRole('checkbox')
    .check()
  await isAccessible(page, 'list of tickets')
})

test('every screen of what is owed can be used by everybody', async ({ product, agent }) => {
  test.slow()
  const zhao = await agent('赵磊', { ...calm, path: '/escalations' })
  const screens = [
    ['escalations', '督办'],
    ['complaints', '投诉'],
    ['callbacks', '回访'],
    ['commitments', '承诺'],
    ['shift-check', '下班检查'],
    ['satisfaction', '满意度'],
    ['shifts', '班次'],
  ] as const
  for (const [path, heading] of screens) {
    await zhao.page.goto(`${product.console}/${path}`)
    await expect(zhao.page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await isAccessible(zhao.page, path)
  }
})
