import { expect, type Page } from '@playwright/test'

export type Customer = ReturnType<typeof customerAt>

/** The customer's side, by the names a screen reader says. */
export function customerAt(page: Page) {
  const chat = page.frameLocator('iframe[title="在线客服窗口"]')
  const log = chat.getByRole('log', { name: '会话内容' })
  const input = chat.getByRole('textbox', { name: '输入消息' })
  const say = async (text: string) => {
    await input.fill(text)
    await chat.getByRole('button', { name: '发送', exact: true }).click()
  }
  return {
    page,
    chat,
    log,
    input,
    say,
    launcher: page.getByRole('button', { name: '在线客服' }),
    async open() {
      await page.getByRole('button', { name: '在线客服' }).click()
      await expect(chat.getByRole('main')).toBeVisible()
    },
    /** Opens the chat and asks; the first line of a conversation. */
    async ask(text: string) {
      await this.open()
      await say(text)
      await expect(log.getByText(text)).toBeVisible()
    },
  }
}
