import { expect, type Page } from '@playwright/test'
import { test } from '../stage.ts'

const phone = { viewport: { width: 390, height: 844 } }
const ownHeaders = { 'x-requested-with': 'shouwen' }

/** Chosen from the menu of everything that can be done, or the one button that comes next. */
async function step(page: Page, name: string) {
  const primary = page.locator('.ticket-steps').getByRole('button', { name, exact: true })
  // The page follows the step before by a frame; what is not next then waits in the menu.
  const isNext = await primary.waitFor({ timeout: 2000 }).then(
    () => true,
    () => false,
  )
  if (isNext) return primary.click()
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name }).click()
}

async function complaintStep(page: Page, path: string, data: object = {}) {
  const answer = await page.request.post(new URL(path, page.url()).href, { data, headers: ownHeaders })
  expect(answer.status(), path).toBe(200)
  return answer.json()
}

test('a parcel that never came: from the chat to the archive, and nobody loses sight of it', async ({
  customer,
  agent,
}) => {
  const wang = await agent('王小雨')
  const guest = await customer()
  await guest.ask('快递显示签收，但我根本没收到，我要投诉')
  await wang.accept()
  await wang.say('非常抱歉给您添麻烦了，我马上为您登记')

  await test.step('a ticket in two presses: what was said comes along', async () => {
    await wang.page.getByRole('button', { name: '转工单' }).click()
    const form = wang.page.getByRole('dialog')
    await form.getByLabel('性质与问题类型').click()
    await wang.page.getByRole('menuitemcheckbox', { name: '投诉' }).hover()
    await wang.page.getByRole('menuitemcheckbox', { name: '物流服务' }).click()
    await expect(form.getByLabel('客户原话')).toHaveValue(/根本没收到/)
    await form.getByRole('button', { name: '创建工单' }).click()
    await expect(wang.log.getByText(/已创建工单 GD/)).toBeVisible()
    await expect(guest.log.getByText(/GD\d{12}/).first()).toBeVisible()
  })

  let path = ''
  await test.step('the department is asked, and answers from a phone', async () => {
    await wang.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: /工单$/ }).click()
    await wang.page
      .getByRole('row', { name: /根本没收到/ })
      .first()
      .getByRole('link')
      .first()
      .click()
    await expect(wang.page.getByRole('heading', { level: 1, name: /根本没收到/ })).toBeVisible()
    path = new URL(wang.page.url()).pathname
    await step(wang.page, '转部门')
    const form = wang.page.getByRole('dialog', { name: '转部门' })
    await expect(form.getByText('物流部')).toBeVisible()
    await form.getByLabel('请部门做什么').fill('请核实签收人与投递照片')
    await form.getByRole('button', { name: '转给部门' }).click()
    await expect(form).toBeHidden()
    const ma = await agent('马腾飞', { ...phone, path })
    await ma.page.getByRole('button', { name: '接手' }).click()
    await ma.page.getByRole('button', { name: '反馈结果' }).click()
    const answer = ma.page.getByRole('dialog', { name: '反馈结果' })
    await answer.getByLabel('部门结果').fill('误投到隔壁单元，已取回，今晚送达')
    await answer.getByRole('button', { name: '反馈结果' }).click()
    await expect(ma.page.getByText('误投到隔壁单元').first()).toBeVisible()
    await expect(ma.page.getByText(/1\d{10}/)).toHaveCount(0)
    await expect(wang.page.getByText('物流部 反馈了结果')).toBeVisible()
  })

  const { page } = wang
  const id = path.split('/').at(-1) as string
  await test.step('soothed first, a plan with an owner, and carried out', async () => {
    const { complaint } = await (
      await page.request.get(new URL(`/api/tickets/${id}/complaint`, page.url()).href)
    ).json()
    const at = `/api/complaints/${complaint.id}`
    await complaintStep(page, `${at}/soothe`, { how: 'message', words: '让您久等了，真的非常抱歉。' })
    await expect(guest.log.getByText('让您久等了，真的非常抱歉。')).toBeVisible()
    await complaintStep(page, `${at}/investigate`)
    const dueAt = new Date(Date.now() + 86_400_000).toISOString()
    const items = [{ body: '今晚送达并补偿优惠券', ownerId: complaint.firstHandler.id, dueAt }]
    const { complaint: planned } = await complaintStep(page, `${at}/plan`, { items })
    await complaintStep(page, `${at}/answer`, { accept: true, feedback: '可以接受' })
    await complaintStep(page, `${at}/execute`)
    await complaintStep(page, `${at}/items/done`, { itemId: planned.plan[0].id })
    await complaintStep(page, `${at}/resolve`)
  })

  const resolve = async () => {
    await step(page, '反馈结果')
    const form = page.getByRole('dialog', { name: '反馈结果' })
    await form.getByLabel('处理结果').fill('包裹已找回')
    await form.getByLabel('解决方案').fill('今晚送达，补偿 20 元优惠券')
    await form.getByRole('button', { name: '反馈给客户' }).click()
    await expect(form).toBeHidden()
  }
  await test.step('the result reaches the customer, who is not content', async () => {
    await resolve()
    await expect(guest.log.getByText('今晚送达，补偿 20 元优惠券')).toBeVisible()
    const [link] = /https?:\S+\/s\/[\w-]+/.exec((await guest.log.textContent()) ?? '') ?? []
    expect(link).toBeTruthy()
    const rating = await guest.page.context().newPage()
    await rating.goto(link as string)
    await rating.locator('input[name=score][value="2"]').check({ force: true })
    await rating.locator('button[value=rate]').click()
    await rating.close()
  })

  await test.step('called back within two hours: what was wrong, and what would be better', async () => {
    const { ticket } = await (await page.request.get(new URL(`/api/tickets/${id}`, page.url()).href)).json()
    const { name } = ticket.customer
    await page.goto(new URL('/callbacks', page.url()).href)
    await page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: '低分回访' }).click()
    const file = page.getByRole('dialog')
    await file.getByLabel('回访结果').fill('已致歉，客户要求今晚前送到')
    await file.getByLabel('客户的具体建议').fill('签收前先打电话')
    await file.getByRole('button', { name: '保存并结束回访' }).click()
    await expect(file.getByText('已回访').first()).toBeVisible()
  })

  await test.step('not what was promised: back to work, and resolved again', async () => {
    await page.goto(new URL(path, page.url()).href)
    await step(page, '客户有异议')
    const form = page.getByRole('dialog', { name: '客户有异议' })
    await form.getByLabel('客户不认可什么').fill('到现在还没有送到')
    await form.getByRole('button', { name: '客户有异议' }).click()
    await expect(page.getByText('客户有异议，重新处理')).toBeVisible()
    await resolve()
    await step(page, '确认关闭')
    await page.getByRole('dialog', { name: '确认关闭' }).getByRole('button', { name: '关闭工单' }).click()
    await expect(page.getByText('客户认可，工单关闭')).toBeVisible()
  })

  await test.step('no archive without a record; completed, it goes for good', async () => {
    const at = (rest: string) => new URL(`/api/${rest}`, page.url()).href
    const send = (data: object) => ({ data, headers: ownHeaders })
    const refused = await page.request.post(at(`tickets/${id}/archive`), send({}))
    expect(refused.status()).toBe(422)
    await expect(page.getByText(/归档前还要补全/)).toBeVisible()
    const { ticket } = await (await page.request.get(at(`tickets/${id}`))).json()
    expect(ticket.missing).toEqual(expect.arrayContaining(['revisit', 'when', 'why']))
    const { complaint } = await (await page.request.get(at(`tickets/${id}/complaint`))).json()
    const attempt = {
      attemptId: `01900000-0000-7000-8000-${String(Date.now()).slice(-12).padStart(12, '0')}`,
      channel: 'phone',
      outcome: 'reached',
      result: '客户满意',
    }
    expect((await page.request.post(at(`callbacks/${complaint.revisit.id}/attempts`), send(attempt))).status()).toBe(
      200,
    )
    const facts = {
      revision: ticket.revision,
      occurredAt: new Date(Date.now() - 3_600_000).toISOString(),
      cause: '派送员误投',
    }
    expect((await page.request.patch(at(`tickets/${id}`), send(facts))).status()).toBe(200)
    await expect(page.getByText(/归档前还要补全/)).toBeHidden()
    await step(page, '归档')
    await page.getByRole('dialog', { name: '归档' }).getByRole('button', { name: '归档' }).click()
    await expect(page.getByText('归档了工单')).toBeVisible()
    await expect(page.getByRole('button', { name: '更多操作' })).toHaveCount(0)
  })
})
