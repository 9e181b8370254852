import { expect } from '@playwright/test'
import { test } from './stage.ts'

test('a supervisor listens, whispers, joins and takes over', async ({ customer, agent }) => {
  const wang = await agent('王小雨')
  const guest = await customer()
  await guest.ask('我要投诉，退款拖了十天')
  await wang.accept()
  await wang.say('非常抱歉，我马上核实')
  const zhao = await agent('赵磊')

  await test.step('listening: every word, unseen by the customer', async () => {
    await zhao.list.getByRole('tab', { name: /^全部/ }).click()
    await zhao.row('访客').filter({ hasText: '非常抱歉' }).getByRole('link').click()
    await expect(zhao.log.getByText('我要投诉，退款拖了十天')).toBeVisible()
    await guest.say('我等了十天了')
    await expect(zhao.log.getByText('我等了十天了')).toBeVisible()
    await expect(zhao.talk.getByRole('textbox', { name: '回复', exact: true })).toHaveCount(0)
    await expect(guest.chat.getByText('赵磊')).toHaveCount(0)
    await expect(wang.talk.getByText('赵磊 也在查看')).toBeVisible()
  })

  await test.step('whispering: for the agent only', async () => {
    await zhao.talk.getByRole('tab', { name: '悄悄话' }).click()
    await zhao.talk.getByRole('textbox', { name: '悄悄话' }).fill('先道歉，再给准确时间')
    await zhao.talk.getByRole('button', { name: '发送', exact: true }).click()
    await expect(wang.log.getByText('先道歉，再给准确时间')).toBeVisible()
    await wang.say('今天 18 点前给您准确答复')
    await expect(guest.log.getByText('今天 18 点前给您准确答复')).toBeVisible()
    await expect(guest.log.getByText('先道歉')).toHaveCount(0)
  })

  await test.step('joining: beside the agent, and the customer is told', async () => {
    await zhao.talk.getByRole('button', { name: '更多操作' }).click()
    await zhao.page.getByRole('menuitem', { name: '加入' }).click()
    await expect(guest.log.getByText('赵磊加入了会话')).toBeVisible()
    await zhao.talk.getByRole('tab', { name: '回复' }).click()
    await zhao.say('我是主管赵磊，和小雨一起处理')
    await expect(guest.log.getByText('我是主管赵磊')).toBeVisible()
    await expect(wang.log.getByText('我是主管赵磊')).toBeVisible()
  })

  await test.step('taking over: the customer has one new person, the agent no longer replies', async () => {
    await zhao.talk.getByRole('button', { name: '更多操作' }).click()
    await zhao.page.getByRole('menuitem', { name: '接管' }).click()
    const dialog = zhao.page.getByRole('dialog', { name: '接管' })
    await dialog.getByRole('textbox', { name: '原因' }).fill('客户要求主管处理')
    await dialog.getByRole('button', { name: '接管' }).click()
    await expect(guest.chat.getByRole('main')).toContainText(`工号 ${zhao.login.staffNo}`)
    await expect(guest.log.getByText('继续为您服务')).toBeVisible()
    await expect(wang.reply).toHaveCount(0)
    await zhao.say('退款已加急，两小时内到账')
    await expect(guest.log.getByText('退款已加急，两小时内到账')).toBeVisible()
  })
})
