import { expect } from '@playwright/test'
import { test } from './stage.ts'

test('nobody is there: a message is left, found by the next agent and answered', async ({ customer, agent }) => {
  const guest = await customer()
  await guest.open()
  const { chat } = guest

  await test.step('the window says so and asks how to be reached; nothing goes without consent', async () => {
    await expect(chat.getByRole('heading', { name: '给我们留言' })).toBeVisible()
    // The window of 380 x 640 shows the whole form, what is agreed to and the button, without scrolling.
    await expect(chat.getByRole('checkbox')).toBeInViewport({ ratio: 1 })
    await expect(chat.getByText('同意将以上信息')).toBeInViewport({ ratio: 1 })
    await expect(chat.getByRole('button', { name: '提交留言' })).toBeInViewport({ ratio: 1 })
    await chat.getByRole('textbox', { name: '称呼' }).fill('林女士')
    await chat.getByRole('textbox', { name: '电话或邮箱' }).fill('lin@mail.example')
    await chat.getByRole('textbox', { name: '留言内容' }).fill('跑鞋尺码偏小，想换大一码')
    await chat.getByRole('button', { name: '提交留言' }).click()
    await expect(chat.getByRole('alert')).toContainText('勾选同意')
    await chat.getByRole('checkbox').check()
    await chat.getByRole('button', { name: '提交留言' }).click()
    await expect(guest.log.getByText('跑鞋尺码偏小，想换大一码')).toBeVisible()
    await expect(guest.log.getByText('留言已收到')).toBeVisible()
  })

  await test.step('the agent who signs in finds it, marked as a message', async () => {
    const wang = await agent('王小雨')
    await wang.list.getByRole('tab', { name: /^排队/ }).click()
    await expect(wang.row('跑鞋尺码偏小').getByText('留言')).toBeVisible()
    await expect(wang.row('跑鞋尺码偏小')).toContainText('林女士')
    await wang.row('跑鞋尺码偏小').getByRole('button', { name: '接入' }).click()
    await wang.say('林女士您好，已为您登记换货')
    await expect(guest.log.getByText('林女士您好，已为您登记换货')).toBeVisible()
  })
})
