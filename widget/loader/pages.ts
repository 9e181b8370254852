import type { Page } from '../protocol.ts'

export const currentPage = (): Page => ({
  url: location.href.slice(0, 2000),
  title: document.title.slice(0, 300),
  ...(document.referrer && { referrer: document.referrer.slice(0, 2000) }),
})

/** Tells of every page change, also inside single-page shops. The title often follows the address, so both settle first. */
export function watchPages(changed: (page: Page) => void) {
  let last = location.href + document.title
  let timer: ReturnType<typeof setTimeout>
  const settle = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const now = location.href + document.title
      if (now !== last) changed(currentPage())
      last = now
    }, 300)
  }
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name]
    history[name] = (...given) => {
      original.apply(history, given)
      settle()
    }
  }
  addEventListener('popstate', settle)
  addEventListener('hashchange', settle)
  new MutationObserver(settle).observe(document.head, { subtree: true, childList: true, characterData: true })
}
