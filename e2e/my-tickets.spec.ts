import AxeBuilder from '@axe-core/playwright'
import { expect } from '@playwright/test'
import { test } from './stage.ts'

/** The agent's screens have a journey of their own; here a ticket is simply there. */
const headers = { 'x-requested-with': 'shouwen' }

test('a customer follows a ticket in the window: asked, answered over a broken line, not settled, settled', async ({
  customer,
  agent,
}) => {
  const guest = await customer({ reducedMotion: 'reduce' })
  const wang = await agent('王小雨')
  await guest.ask('收到的茶具少了一只杯子')
  await wang.accept()
  const post = async (path: string, data: object) => {
    const reply = await wang.page.request.post(new URL(path, wang.page.url()).href, { data, headers })
    expect(reply.ok(), await reply.text()).toBe(true)
  }
  const id = uuidv7()
  const conversationId = new URL(wang.page.url()).pathname.split('/').at(-1)
  const about = { subject: '茶具缺一只杯子', descriptionCustomer: '少了一只杯子', category: 'suggestion.praise' }
  await post('/api/tickets', { ticketId: id, nature: 'request', conversationId, take: true, ...about })
  const { chat } = guest

  await chat.getByRole('button', { name: /已创建工单/ }).click()
  await expect(chat.getByRole('heading', { name: /^工单 GD/ })).toBeFocused()
  await expect(chat.getByRole('status').getByText('处理中')).toBeVisible()
  await post(`/api/tickets/${id}/ask-customer`, { steps: '请告诉我们杯子的颜色' })
  await expect(chat.getByText('请告诉我们杯子的颜色').first()).toBeVisible()

  await guest.page.context().setOffline(true)
  await chat.getByLabel('您的补充').fill('白色的')
  await chat.getByRole('button', { name: '发送' }).click()
  await expect(chat.getByText('发送中，网络恢复后会自动完成')).toBeVisible()
  await guest.page.context().setOffline(false)
  await expect(chat.getByText('处理中').first()).toBeVisible()
  await expect(chat.getByText('白色的')).toHaveCount(1)

  await post(`/api/tickets/${id}/resolve`, { result: '已补发', solution: '明天送到' })
  await chat.getByRole('button', { name: '没有解决？告诉我们' }).click()
  await chat.getByLabel('哪里没有解决').fill('款式不对')
  const { violations } = await new AxeBuilder({ page: guest.page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])
  await chat.getByRole('button', { name: '提交，请继续处理' }).click()
  await expect(chat.getByText('正在处理，有结果会马上告诉您。')).toBeVisible()
  await post(`/api/tickets/${id}/resolve`, { result: '换了一只', solution: '明天送到' })
  await chat.getByRole('button', { name: '问题已解决' }).click()
  await expect(chat.getByText('感谢您的反馈。')).toBeVisible()
  await guest.page.keyboard.press('Escape')
  await expect(guest.log).toBeVisible()
})

function uuidv7(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
}
