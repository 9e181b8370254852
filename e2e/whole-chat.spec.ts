import { expect, type Locator } from '@playwright/test'
import { copyPicture } from './picture.ts'
import { test } from './stage.ts'

const isDrawn = (picture: Locator) =>
  expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true)

test('a customer and an agent talk, from the welcome to the rating and the record', async ({ customer, agent }) => {
  const wang = await agent('王小雨')
  const guest = await customer()
  const question = `我的玻璃杯收到时碎了 ${Date.now()}`

  await test.step('the customer asks and is welcomed within 10 s', async () => {
    await guest.open()
    const askedAt = Date.now()
    await guest.say(question)
    await expect(guest.log.getByText('欢迎')).toBeVisible({ timeout: 10_000 })
    expect(Date.now() - askedAt).toBeLessThan(10_000)
  })

  await test.step('the agent sees it without refreshing, accepts and greets while the countdown runs', async () => {
    await wang.accept()
    await expect(wang.log.getByText(question)).toBeVisible()
    await expect(wang.talk.getByTitle('问候剩余时间')).toBeVisible()
    await wang.say('您好，我是王小雨，请问有什么可以帮您？')
    await expect(wang.talk.getByTitle('问候剩余时间')).toHaveCount(0)
  })

  await test.step('the customer sees who serves them, by name and staff number', async () => {
    await expect(guest.chat.getByRole('main')).toContainText('王小雨')
    await expect(guest.chat.getByRole('main')).toContainText(`工号 ${wang.login.staffNo}`)
    await expect(guest.log.getByText('您好，我是王小雨')).toBeVisible()
  })

  await test.step('each sees the other typing, and that the words were read', async () => {
    await guest.input.pressSequentially('订单')
    await expect(wang.log.getByText('正在输入')).toBeVisible()
    await guest.say('订单是今天早上签收的')
    await expect(wang.log.getByText('订单是今天早上签收的')).toBeVisible()
    await expect(guest.log.getByText('已读')).toBeVisible()
    await wang.reply.pressSequentially('请')
    await expect(guest.log.getByText('王小雨正在输入')).toBeVisible()
    await wang.say('请拍一张照片给我看看')
    await expect(guest.log.getByText('请拍一张照片给我看看')).toBeVisible()
    await expect(wang.log.getByText('已读').last()).toBeVisible()
  })

  await test.step('a pasted picture arrives on both sides', async () => {
    await copyPicture(guest.page, { colour: '#b45309', width: 320, height: 200 })
    await guest.input.press('Control+V')
    await expect(guest.chat.getByRole('img', { name: 'image.png' })).toBeVisible()
    await guest.chat.getByRole('button', { name: '发送', exact: true }).click()
    await expect(guest.log.getByRole('button', { name: /^图片/ })).toHaveCount(1)
    await isDrawn(wang.log.getByRole('img', { name: 'image.png' }))

    await copyPicture(wang.page, { colour: '#0f766e', width: 240, height: 240 })
    await wang.reply.press('Control+V')
    await wang.talk.getByRole('button', { name: '发送', exact: true }).click()
    await expect(guest.log.getByRole('button', { name: /^图片/ })).toHaveCount(2)
    await isDrawn(guest.log.getByRole('button', { name: /^图片/ }).nth(1).locator('img'))
  })

  await test.step('what colleagues note stays among them; a script fills itself in', async () => {
    await wang.talk.getByRole('tab', { name: '内部备注' }).click()
    await wang.talk.getByRole('textbox', { name: '内部备注' }).fill('包装太薄，第三单了')
    await wang.talk.getByRole('button', { name: '发送', exact: true }).click()
    await expect(wang.log.getByText('包装太薄，第三单了')).toBeVisible()
    await wang.talk.getByRole('tab', { name: '回复' }).click()
    await wang.reply.fill('/')
    await wang.talk.getByRole('option').first().click()
    await expect(wang.reply).not.toHaveValue('/')
    await expect(wang.reply).not.toHaveValue(/\{\w+\}/)
    await wang.say('已经为您登记补发')
    await expect(guest.log.getByText('已经为您登记补发')).toBeVisible()
    await expect(guest.log.getByText('包装太薄')).toHaveCount(0)
  })

  await test.step('the agent ends, the customer rates', async () => {
    await wang.talk.getByRole('button', { name: '结束会话' }).click()
    const rating = guest.chat.getByRole('radiogroup', { name: '满意度评分' })
    await expect(rating.getByRole('radio')).toHaveCount(5)
    await rating.getByRole('radio', { name: '5 分' }).check()
    await guest.chat.getByRole('textbox', { name: '想说的话' }).fill('很快就解决了')
    await guest.chat.getByRole('button', { name: '提交评价' }).click()
    await expect(guest.chat.getByText('感谢您的评价')).toBeVisible()
    await expect(wang.log.getByText('客户评价：5 分')).toBeVisible()
  })

  await test.step('the agent writes the record and finds the conversation again', async () => {
    await wang.talk.getByRole('button', { name: '小结' }).click()
    const record = wang.page.getByRole('dialog', { name: '会话小结' })
    await record.getByRole('combobox', { name: '问题分类' }).fill('产品质量')
    await wang.page.getByRole('menuitemcheckbox', { name: /产品质量/ }).click()
    await record.getByRole('textbox', { name: '处理结果' }).fill('玻璃杯破损，已登记补发。')
    await record.getByRole('button', { name: '保存小结' }).click()
    await expect(record).toBeHidden()
    await wang.list.getByRole('tab', { name: '已结束' }).click()
    await expect(wang.row('已经为您登记补发').first()).toBeVisible()
    await wang.list.getByRole('textbox', { name: '搜索消息' }).fill(question)
    await expect(wang.list.getByRole('list', { name: '搜索结果' }).getByRole('listitem')).toHaveCount(1)
  })
})
