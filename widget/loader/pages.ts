import type { Page } from '../protocol.ts'

export const currentPage = (): Page => ({
  url: location.href.slice(0, 2000),
  title: document.title.slice(0, 300),
  referrer: document.referrer.slice(0, 2000),
})

/** Tells of page changes inside single-page shops too. Looks once a second: patching the shop's `history` is not ours to do. */
export function watchPages(changed: (page: Page) => void) {
  let last = location.href
  setInterval(() => {
    if (location.href !== last) changed(currentPage())
    last = location.href
  }, 1000)
}
