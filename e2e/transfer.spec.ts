import { expect } from '@playwright/test'
import { test } from './stage.ts'

test('an agent hands a customer on, who need not explain again', async ({ customer, agent }) => {
  const wang = await agent('王小雨')
  const guest = await customer()
  await guest.ask('塔扇遥控器配对不上')
  await wang.accept()
  await wang.say('我请熟悉塔扇的同事来帮您')
  const li = await agent('李思琪')

  await test.step('the agent chooses a colleague and says why', async () => {
    await wang.talk.getByRole('button', { name: '转接' }).click()
    const dialog = wang.page.getByRole('dialog', { name: '转接会话' })
    await dialog.getByRole('combobox', { name: '转给' }).fill('李思琪')
    await dialog.getByRole('combobox', { name: '转给' }).press('Enter')
    await dialog.getByRole('textbox', { name: '原因' }).fill('需要产品专家')
    await dialog.getByRole('button', { name: '确认转接' }).click()
    await expect(dialog).toBeHidden()
    await expect(guest.log.getByText('正在为您转接', { exact: true })).toBeVisible()
  })

  await test.step('the colleague accepts and reads everything said before', async () => {
    await li.accept()
    await expect(li.log.getByText('塔扇遥控器配对不上')).toBeVisible()
    await expect(li.log.getByText('我请熟悉塔扇的同事来帮您')).toBeVisible()
    await expect(li.talk.getByText('首问责任人 王小雨')).toBeVisible()
    await li.say('请长按电源键三秒')
  })

  await test.step('the customer sees the new name and number', async () => {
    await expect(guest.chat.getByRole('main')).toContainText('李思琪')
    await expect(guest.chat.getByRole('main')).toContainText(`工号 ${li.login.staffNo}`)
    await expect(guest.log.getByText('请长按电源键三秒')).toBeVisible()
    await expect(wang.row('塔扇')).toHaveCount(0)
  })
})

test('an agent hands a customer to another group', async ({ customer, agent }) => {
  const wang = await agent('王小雨')
  const guest = await customer()
  await guest.ask('包裹三天没有动静')
  await wang.accept()
  const zhang = await agent('张伟')
  await wang.talk.getByRole('button', { name: '转接' }).click()
  const dialog = wang.page.getByRole('dialog', { name: '转接会话' })
  await dialog.getByRole('combobox', { name: '转给' }).fill('物流')
  await dialog.getByRole('combobox', { name: '转给' }).press('Enter')
  await dialog.getByRole('textbox', { name: '原因' }).fill('查物流')
  await dialog.getByRole('button', { name: '确认转接' }).click()
  await zhang.accept()
  await zhang.say('我来查一下包裹')
  await expect(guest.log.getByText('我来查一下包裹')).toBeVisible()
})
