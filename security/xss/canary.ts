import type { Browser, Page } from '@playwright/test'

/** `pages`: further origins that may be asked, such as the shop around the customer's window. */
type Seat = { url: string; cookie?: string; pages?: readonly string[] }

/** A page with the canary in it and in every frame of it; everything that must not happen is collected. */
export async function pageWithCanary(
  browser: Browser,
  { url, cookie, pages = [] }: Seat,
): Promise<{ page: Page; alarms: string[] }> {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const [name = '', value = ''] = cookie?.split('=') ?? []
  if (cookie) await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  const alarms: string[] = []
  await page.exposeFunction('canary', () => alarms.push('the canary sang'))
  await page.exposeFunction('reportViolation', (what: string) => alarms.push(`the policy had to stop ${what}`))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { reportViolation } = window as unknown as { reportViolation(what: string): void }
      reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`)
    })
  })
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => alarms.push('a dialog opened')))
  page.on('popup', () => alarms.push('a window opened'))
  page.on('request', (request) => {
    if (![url, ...pages].some((own) => request.url().startsWith(own)) && !/^(data|blob):/.test(request.url()))
      alarms.push(`asked for ${request.url()}`)
  })
  return { page, alarms }
}

/** Elements and links that text became although it must stay text. */
export const comeAlive = () => {
  const found: string[] = []
  for (const element of document.querySelectorAll('*')) {
    const { localName } = element
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`<${localName} ${name}=${value}>`)
      if (
        /^(href|src|action|formaction|xlink:href)$/.test(name) &&
        /^[\s\0-\x20]*(javascript|vbscript|data:text)/i.test(value)
      )
        found.push(`<${localName} ${name}=${value}>`)
    }
    if (
      /^(object|embed|base|portal|marquee|math)$/.test(localName) ||
      (localName === 'iframe' && element.hasAttribute('srcdoc'))
    )
      found.push(`<${localName}>`)
  }
  return found
}
