import { once } from 'node:events'
import { createServer } from 'node:http'
import type { SiteSettings } from '../../domain/settings/site.ts'
import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'

/** Pages of one origin, by path; everything else is an empty page. */
export async function openPages(pages: Record<string, string>) {
  const server = createServer((request, response) => {
    const body = pages[request.url?.split('?')[0] ?? ''] ?? ''
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><meta charset=utf-8>${body}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export async function changeSite(app: TestApp, people: Cast, change: Partial<SiteSettings>): Promise<void> {
  const settings = JSON.stringify({ ...people.site.settings, ...change })
  await app.platform.db.updateTable('site').set({ settings }).where('id', '=', people.site.id).execute()
  app.platform.hints.publish({ topic: 'settings.changed' })
}

/** As a shop embeds the widget. */
export const withLoader = (app: TestApp, people: Cast) =>
  `<title>shop</title><script src="${app.url}/widget.js" data-site="${people.site.key}" data-locale="zh-CN" async></script>`

/** The window alone, in a page that speaks to it without the loader. */
export const withFrame = (app: TestApp, people: Cast) =>
  `<title>hostile</title><iframe id="window" style="width:380px;height:640px" src="${app.url}/widget/frame?site=${people.site.key}&locale=zh-CN"></iframe>`
