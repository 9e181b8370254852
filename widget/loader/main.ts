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
  const toggle = () => show(!open)
  const launcher = createLauncher(toggle, () => `${origin}/widget/frame?${new URLSearchParams({ site, locale })}`)
  const link = createLink(launcher.frame, origin, hear)
  launcher.name(locale)
  launcher.paint(remembered ?? { colour: '#0F766E', ink: '#fff', position: 'right' })
  watchPages((page) => link.mention({ type: 'page', page }))
  // An earlier visitor may have unread replies: the window wakes in the background once the page is done loading.
  if (remembered?.returning) setTimeout(launcher.mount, 500)

  function show(next: boolean) {
    if (next === open) return
    open = next
    if (open) launcher.mount()
    launcher.show(open)
    link.mention({ type: 'shown', shown: open })
    events.emit(open ? 'open' : 'close')
  }

  function hear(message: ToHost) {
    if (message.type === 'loaded') {
      launcher.loaded()
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
    else events.emit(message.type, message.detail)
  }

  function setLocale(wanted: Locale) {
    if (!locales.includes(wanted)) return
    locale = wanted
    launcher.name(locale)
    link.tell({ type: 'locale', locale })
  }

  return api({ ...events, show, toggle, setLocale, tell: link.tell })
}

type Inside = Pick<ReturnType<typeof createEvents>, 'on' | 'off'> &
  Pick<ReturnType<typeof createLink>, 'tell'> & {
    show(open: boolean): void
    toggle(): void
    setLocale(locale: Locale): void
  }

/** `window.Shouwen`. */
function api({ on, off, show, toggle, setLocale, tell }: Inside) {
  return {
    on,
    off,
    open: () => show(true),
    close: () => show(false),
    toggle,
    /** Short-lived HS256 token from the shop's own server: who the signed-in customer is. */
    identify: (token: string) => tell({ type: 'identify', token }),
    setOrder: (order: { orderNo: string }) => tell({ type: 'order', orderNo: `${order.orderNo}`.slice(0, 60) }),
    setLocale,
  }
}

/** Calls made before this file arrived: `(window.Shouwen ||= []).push(['identify', token])`; `push` goes on working after it. */
function takeOver(made: ReturnType<typeof api>) {
  const early = window.Shouwen
  const push = ([name, ...given]: [keyof typeof made, ...unknown[]]) =>
    (made[name] as ((...args: unknown[]) => void) | undefined)?.(...given)
  window.Shouwen = { ...made, push }
  if (Array.isArray(early)) early.forEach(push)
}

const script = (document.currentScript ?? document.querySelector('script[data-site]')) as HTMLScriptElement | null
const site = script?.dataset.site
if (script && site && !document.querySelector('shouwen-widget')) {
  const begin = () => takeOver(start(script, site))
  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin)
}
