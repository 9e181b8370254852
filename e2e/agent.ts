import { expect, type Page } from '@playwright/test'
import type { Login } from './start-product.ts'

export type Agent = ReturnType<typeof agentAt>
type Desk = { login: Login; origin: string; path?: string | undefined }

const ownHeaders = { 'x-requested-with': 'shouwen' }

/** The console's side, by the names a screen reader says. */
export function agentAt(page: Page, { login, origin }: Desk) {
  const talk = page.getByRole('region', { name: '会话', exact: true })
  const list = page.getByRole('region', { name: '会话列表' })
  const reply = talk.getByRole('textbox', { name: '回复', exact: true })
  return {
    page,
    login,
    talk,
    list,
    reply,
    log: talk.getByRole('log', { name: '消息' }),
    row: (text: string) => list.getByRole('listitem').filter({ hasText: text }),
    async arrive(path = '/inbox') {
      await page.request.put(`${origin}/api/presence`, { data: { state: 'online' }, headers: ownHeaders })
      await page.goto(origin + path)
      await isThere(page, origin)
    },
    /** Takes the one customer who waits and lands in the conversation. */
    async accept() {
      await page.getByRole('button', { name: '接入' }).click()
      await expect(reply).toBeVisible()
    },
    async say(text: string) {
      await reply.fill(text)
      await talk.getByRole('button', { name: '发送', exact: true }).click()
      await expect(talk.getByRole('log').getByText(text)).toBeVisible()
    },
    /** Reads the console in another language from now on. */
    async speak(locale: string) {
      await page.request.patch(`${origin}/api/me`, { data: { locale }, headers: ownHeaders })
      await page.reload()
    },
    /** Goes off duty with nothing left in hand, so that the next journey begins with an empty desk. */
    async leave() {
      const headers = ownHeaders
      await page.request.put(`${origin}/api/presence`, { data: { state: 'offline' }, headers })
      const mine = await page.request.get(`${origin}/api/conversations?list=mine`)
      const { items = [] } = mine.ok() ? await mine.json() : {}
      for (const { id } of items)
        await page.request.post(`${origin}/api/conversations/${id}/end`, { data: {}, headers })
    },
  }
}

export async function signIn(page: Page, { login, origin, path = '/' }: Desk) {
  await page.goto(origin + path)
  await page.getByLabel('邮箱', { exact: true }).fill(login.email)
  await page.getByLabel('密码', { exact: true }).fill(login.password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeVisible()
  await isThere(page, origin)
}

/** Customers are told that somebody is there from the moment the console is connected. */
async function isThere(page: Page, origin: string) {
  const isConnected = async () => (await (await page.request.get(`${origin}/api/session`)).json()).presence?.connected
  await expect.poll(isConnected).toBe(true)
}
