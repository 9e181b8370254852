import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { startBareWidget } from './harness/bare-widget.ts'
import { openDesk } from './harness/desk.ts'
import { type Emit, interleaved, rounded } from './harness/figure.ts'
import { freePort, startProduct, withFolder } from './harness/process.ts'

export const title = 'the customer’s window: bytes of the first load, and time from click to text field on a slow phone'

/** First loads of others in kB, as published: Chatwoot, Papercups, Crisp. Ours is held against the smallest. */
const published = { Chatwoot: 170, Papercups: 131, Crisp: 232 }
/** Chromium's "Slow 4G" and a processor slowed four times. */
const slow4g = { offline: false, latency: 562, downloadThroughput: 180_000, uploadThroughput: 84_375 }
const slowdown = 4
/** The frame asks for a process of its own; in one with the page, both are slowed down alike. */
const args = ['--no-sandbox', '--disable-gpu', '--disable-features=OriginIsolationHeader']

/** performance.md `widget`: loader <= 3 kB, all <= 25 kB gzip; ready <= 1.3x the bare window. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args })
  const bare = await startBareWidget()
  try {
    await withFolder(async (folder) => {
      const shopPort = await freePort()
      const product = await startProduct(folder, ['--demo', '--shop-port', String(shopPort)])
      const shop = await untilEmbedded(`http://127.0.0.1:${shopPort}/`)
      const origin = new URL(product.url).origin
      try {
        const closed = await sizesOfFirstLoad(browser, { shop, origin })
        const desk = await openDesk(origin, folder)
        emitSizes(emit, { open: await sizesOfFirstLoad(browser, { shop, origin }), closed })
        const ready = await interleaved(
          tiny ? 1 : 5,
          () => timeToField(browser, shop, 'shouwen-widget button'),
          () => timeToField(browser, bare.url, 'button'),
        )
        emit({
          figure: 'click to text field',
          unit: 'ms',
          ...ready,
          note: 'slow 4G, CPU 4x slower; target ratio <= 1.3',
        })
        desk.close()
      } finally {
        await product.stop()
      }
    })
  } finally {
    bare.stop()
    await browser.close()
  }
}

type Sizes = { loader: number; all: number; files: number }

function emitSizes(emit: Emit, { open, closed }: { open: Sizes; closed: Sizes }): void {
  const baseline = Math.min(...Object.values(published))
  const others = Object.entries(published).map(([name, size]) => `${name} ${size}`)
  emit({ figure: 'loader', unit: 'kB', value: rounded(open.loader / 1000), n: 1, note: 'gzip; target <= 3' })
  for (const [figure, { all, files }] of Object.entries({ 'first load': open, 'first load, nobody there': closed })) {
    const value = rounded(all / 1000)
    const note = `gzip, ${files} files; target <= 25; published: ${others.join(', ')}`
    emit({ figure, unit: 'kB', value, baseline, ratio: rounded(value / baseline), n: 1, note })
  }
}

/** Everything the window fetches of its program until it stands; while nobody is there, the form to leave a message too. */
async function sizesOfFirstLoad(browser: Browser, { shop, origin }: { shop: string; origin: string }): Promise<Sizes> {
  const urls = new Set<string>()
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  page.on('request', (request) => {
    const isFile = ['script', 'stylesheet', 'document', 'other'].includes(request.resourceType())
    if (isFile && request.url().startsWith(origin)) urls.add(request.url())
  })
  await openWindow(page, shop, 'shouwen-widget button')
  await page.waitForLoadState('networkidle')
  await context.close()
  const sizes = new Map(await Promise.all([...urls].map(async (url) => [url, await gzipSize(url)] as const)))
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  return { loader: sizes.get(`${origin}/widget.js`) ?? 0, all, files: sizes.size }
}

/** Bytes of the body as sent; fetch would only show them unpacked. */
async function gzipSize(url: string): Promise<number> {
  const [response] = await once(get(url, { headers: { 'accept-encoding': 'gzip' } }), 'response')
  let size = 0
  for await (const chunk of response) size += chunk.length
  return size
}

async function openWindow(page: Page, url: string, button: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' })
  await page.locator(button).dispatchEvent('click')
  await page.frameLocator('iframe').locator('textarea').waitFor()
}

/** Each time a browser that has never seen the page; the page itself is there before the click. */
async function timeToField(browser: Browser, url: string, button: string): Promise<number> {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'networkidle' })
  await slowDown(context, page)
  const began = performance.now()
  await page.locator(button).dispatchEvent('click')
  await page.frameLocator('iframe').locator('textarea').waitFor()
  const milliseconds = performance.now() - began
  await context.close()
  return milliseconds
}

async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', slow4g)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
}

/** The demo company is laid after the server answers; its shop embeds the window from then on. */
async function untilEmbedded(url: string): Promise<string> {
  for (let round = 0; round < 600; round++) {
    const html = await fetch(url)
      .then((reply) => reply.text())
      .catch(() => '')
    if (html.includes('/widget.js')) return url
    await pause(100)
  }
  throw new Error(`${url} did not embed the window within a minute`)
}
