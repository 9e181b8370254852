import { type Browser, type BrowserContextOptions, test as base, type Page } from '@playwright/test'
import { type Agent, agentAt, signIn } from './agent.ts'
import { type Customer, customerAt } from './customer.ts'
import { type Login, type Product, startProduct } from './start-product.ts'

type Look = BrowserContextOptions & { path?: string; foreign?: boolean }
type Session = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>
type Stage = {
  /** A colleague at a console of their own, online, signed in at an earlier journey or now. */
  agent(name: string, look?: Look): Promise<Agent>
  /** A stranger in the shop with a browser of their own; the chat is still closed. */
  customer(look?: Look): Promise<Customer>
}
type Building = { product: Product; logins: Login[]; sessions: Map<string, Session> }

/** One running demo company for all journeys of a worker; people leave and talks end with each journey. */
export const test = base.extend<Stage, Building>({
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      const product = await startProduct()
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  logins: [async ({ product }, use) => use(await product.logins()), { scope: 'worker' }],
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => use(new Map()),
    { scope: 'worker' },
  ],
  agent: async ({ browser, product, logins, sessions }, use) => {
    const present: Agent[] = []
    await use(async (name, look = {}) => {
      const known = sessions.get(name)
      const page = await pageOf(browser, { ...look, ...(known && { storageState: known }) })
      const login = logins.find((one) => one.name === name)
      if (!login) throw new Error(`nobody is called ${name}`)
      const agent = agentAt(page, { login, origin: product.console })
      present.push(agent)
      if (known) await agent.arrive(look.path)
      else await signIn(page, { login, origin: product.console, path: look.path })
      sessions.set(name, await page.context().storageState())
      return agent
    })
    for (const agent of present) await agent.leave()
    await Promise.all(present.map(({ page }) => page.context().close()))
  },
  customer: async ({ browser, product }, use) => {
    const present: Customer[] = []
    await use(async (look = {}) => {
      const customer = customerAt(await pageOf(browser, look))
      present.push(customer)
      await customer.page.goto((look.foreign ? product.foreignShop : product.shop) + (look.path ?? '/'))
      return customer
    })
    await Promise.all(present.map(({ page }) => page.context().close()))
  },
})

async function pageOf(browser: Browser, { path: _, foreign: __, ...look }: Look): Promise<Page> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...look })
  return context.newPage()
}
