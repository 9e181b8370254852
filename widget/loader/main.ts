import { type Locale, locales } from '../../domain/locale.ts'
import { chooseLocale } from '../choose-locale.ts'
import type { ToHost } from '../protocol.ts'
import { createEvents } from './events.ts'
import { createLauncher } from './launcher.ts'
import { createLink } from './link.ts'
import { recall, remember } from './memory.ts'
import { currentPage, watchPages } from './pages.ts'

declare global {
  interface Window {
    Shouwen?: unknown
  }
}

function start(script: HTMLScriptElement, site: string) {
  const origin = new URL(script.src).origin
  const remembered = recall(site)
  const events = createEvents()
  let locale = chooseLocale(script.dataset.locale, document.documentElement.lang, navigator.languages)
  let open = false
  let isReady = false
  const launcher = createLauncher(() => show(!open), mount)
  const link = createLink(launcher.frame, origin, hear)
  launcher.name(locale)
  launcher.paint(remembered ?? { colour: '#0F766E', ink: '#fff', position: 'right' })

  function mount() {
    if (!launcher.frame.src) launcher.mountFrame(`${origin}/widget/frame?${new URLSearchParams({ site, locale })}`)
  }

  function show(next: boolean) {
    if (next === open) return
    open = next
    if (open) mount()
    launcher.show(open)
    link.mention({ type: 'shown', shown: open })
    if (open) launcher.frame.focus()
    else launcher.button.focus()
    events.emit(open ? 'open' : 'close')
  }

  function hear(message: ToHost) {
    if (message.type === 'loaded') {
      link.mention({ type: 'hello', page: currentPage(), shown: open, resume: !!remembered?.returning })
    } else if (message.type === 'ready') {
      launcher.paint(message)
      remember(site, message)
      if (!isReady) events.emit('ready')
      isReady = true
    } else if (message.type === 'unread') {
      launcher.count(message.count, locale)
      events.emit('unread', message.count)
    } else if (message.type === 'close') show(false)
    else if (message.type === 'message') events.emit('message', message.detail)
    else events.emit('rated', { score: message.score })
  }

  watchPages((page) => link.mention({ type: 'page', page }))
  // An earlier visitor may have unread replies: the window wakes in the background once the page is done loading.
  if (remembered?.returning) setTimeout(mount, 500)

  return { events, link, show, toggle: () => show(!open), setLocale }

  function setLocale(wanted: Locale) {
    if (!locales.includes(wanted)) return
    locale = wanted
    launcher.name(locale)
    link.tell({ type: 'locale', locale })
  }
}

function apiOf({ events, link, show, toggle, setLocale }: ReturnType<typeof start>) {
  return {
    on: events.on,
    off: events.off,
    open: () => show(true),
    close: () => show(false),
    toggle,
    /** Short-lived HS256 token from the shop's own server: who the signed-in customer is. */
    identify: (token: string) => link.tell({ type: 'identify', token }),
    setOrder: (order: { orderNo: string }) =>
      link.tell({ type: 'order', orderNo: String(order?.orderNo ?? '').slice(0, 60) }),
    setLocale,
  }
}

/** Calls made before this file arrived: `(window.Shouwen ||= []).push(['identify', token])`; `push` goes on working after it. */
function takeOver(api: ReturnType<typeof apiOf>) {
  const early = window.Shouwen
  const push = ([name, ...given]: [keyof typeof api, ...unknown[]]) =>
    (api[name] as ((...args: unknown[]) => void) | undefined)?.(...given)
  window.Shouwen = { ...api, push }
  if (Array.isArray(early)) for (const call of early) push(call)
}

const script = (document.currentScript ?? document.querySelector('script[data-site]')) as HTMLScriptElement | null
const site = script?.dataset.site
if (script && site && !document.querySelector('shouwen-widget')) {
  const begin = () => takeOver(apiOf(start(script, site)))
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin)
}
