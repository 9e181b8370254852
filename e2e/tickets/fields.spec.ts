import { expect, type Page } from '@playwright/test'
import { test } from '../stage.ts'

async function choose(page: Page, label: string, option: string) {
  await page.getByRole('dialog').getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click()
}

type Field = { name: string; key: string; kind?: string; choices?: string; required: string }

async function addField(page: Page, { name, key, kind, choices, required }: Field) {
  await page.getByRole('button', { name: '新增字段' }).click()
  const form = page.getByRole('dialog')
  for (const language of ['简体中文', '繁體中文', 'English']) await form.getByLabel(new RegExp(language)).fill(name)
  await form.getByLabel('键').fill(key)
  if (kind) await choose(page, '类型', kind)
  if (choices) {
    await form.getByLabel('选项').fill(choices)
    await page.keyboard.press('Enter')
  }
  await choose(page, '必填', required)
  // The other natures are used by the other journeys.
  await choose(page, '用于', '建议')
  await form.getByRole('button', { name: /^保\s*存$/ }).click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}

test('fields of the industry: asked for when the ticket is opened, filled in on its page, needed for the result', async ({
  agent,
}) => {
  const admin = await agent('吴凡', { path: '/settings/ticket-fields' })
  await addField(admin.page, { name: '门店编号', key: 'shop_no', required: '创建时必填' })
  await addField(admin.page, {
    ...{ name: '采纳情况', key: 'adopted', kind: '单选', choices: '采纳，不采纳，', required: '解决时必填' },
  })
  await addField(admin.page, { name: '预计节省', key: 'saving', kind: '数字', required: '不必填' })

  const { page } = await agent('王小雨', { path: '/tickets?new=1' })
  await test.step('a ticket without the number is not opened', async () => {
    const form = page.getByRole('dialog')
    await form.getByLabel('匿名原因').fill('电话里没有留名')
    await expect(form.getByLabel('门店编号')).toBeHidden()
    await form.getByLabel('性质与问题类型').click()
    await page.getByRole('menuitemcheckbox', { name: '建议' }).hover()
    await page.getByRole('menuitemcheckbox').last().click()
    await form.getByLabel('标题').fill('希望门店延长营业时间')
    await form.getByLabel('客户原话').fill('下班后赶不上')
    await form.getByRole('button', { name: '创建工单' }).click()
    await expect(form.getByText('请填写“门店编号”')).toBeVisible()
    await form.getByLabel('门店编号').fill('SH-021')
    await form.getByRole('button', { name: '创建工单' }).click()
    await expect(page.getByRole('heading', { level: 1, name: '希望门店延长营业时间' })).toBeVisible()
  })

  const shop = page.locator('[data-field="fields.shop_no"]')
  await test.step('on the page: changed in place, Escape takes it back', async () => {
    const box = shop.getByRole('textbox', { name: '门店编号' })
    await expect(box).toHaveValue('SH-021')
    await box.fill('SH-022')
    await box.press('Enter')
    await expect(shop.getByText('已保存')).toBeVisible()
    await box.fill('X')
    await box.press('Escape')
    await expect(box).toHaveValue('SH-022')
    const saving = page.locator('[data-field="fields.saving"]')
    await saving.getByLabel('预计节省').fill('12.5')
    await saving.getByLabel('预计节省').press('Enter')
    await expect(saving.getByText('已保存')).toBeVisible()
  })

  await test.step('no result before what it needs', async () => {
    const path = `/api${new URL(page.url()).pathname}/resolve`
    const data = { result: '已转达', solution: '转达运营', customerNotes: '一周内答复', toldBy: 'phone' }
    const send = () =>
      page.request.post(new URL(path, page.url()).href, { data, headers: { 'x-requested-with': 'shouwen' } })
    const refused = await send()
    expect(refused.status()).toBe(422)
    expect((await refused.json()).error.message).toBe('反馈结果前必须填写：采纳情况')
    const adopted = page.locator('[data-field="fields.adopted"]')
    await expect(adopted.getByText('反馈结果前必填')).toBeVisible()
    await adopted.getByRole('combobox').click()
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option-content')
      .getByText('采纳', { exact: true })
      .click()
    await expect(adopted.getByText('已保存')).toBeVisible()
    expect((await send()).status()).toBe(200)
  })
})
