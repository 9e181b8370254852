import { expect } from '@playwright/test'
import { test } from './stage.ts'

test('the customer ends the talk and rates it with one of three words', async ({ customer, agent }) => {
  const admin = await agent('吴凡', { path: '/settings/sites' })
  const setScale = async (scale: string) => {
    await admin.page.getByText(scale, { exact: true }).click()
    await admin.page.getByRole('button', { name: '保存' }).click()
    await expect(admin.page.getByText('已保存')).toBeVisible()
  }
  await admin.page.getByRole('link', { name: /明德商城/ }).click()
  await setScale('满意 / 一般 / 不满意')

  const wang = await agent('王小雨')
  const guest = await customer()
  await guest.ask('手表表带能换吗')
  await wang.accept()
  await wang.say('可以，支持 20 毫米表带')

  await test.step('ending is asked back once, and can be taken back', async () => {
    await guest.chat.getByRole('button', { name: '结束会话' }).click()
    const question = guest.chat.getByRole('alertdialog', { name: '要结束这次会话吗？' })
    await question.getByRole('button', { name: '继续聊天' }).click()
    await expect(question).toBeHidden()
    await guest.chat.getByRole('button', { name: '结束会话' }).click()
    await question.getByRole('button', { name: '结束会话' }).click()
    await expect(guest.log.getByText('您结束了会话')).toBeVisible()
    await expect(wang.log.getByText('客户结束会话')).toBeVisible()
  })

  await test.step('three words, one answer, changed once', async () => {
    const rating = guest.chat.getByRole('radiogroup', { name: '满意度评分' })
    await expect(rating.getByRole('radio')).toHaveCount(3)
    await rating.getByRole('radio', { name: '一般' }).check({ force: true })
    await guest.chat.getByRole('button', { name: '提交评价' }).click()
    await expect(guest.chat.getByText('您的评分：一般')).toBeVisible()
    await guest.chat.getByRole('button', { name: '修改评价' }).click()
    await rating.getByRole('radio', { name: '满意', exact: true }).check({ force: true })
    await guest.chat.getByRole('button', { name: '提交评价' }).click()
    await expect(guest.chat.getByText('您的评分：满意')).toBeVisible()
    await expect(wang.page.getByRole('complementary').getByText('5 分')).toBeVisible()
  })
  await setScale('五星')
})
