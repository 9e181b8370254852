import type { Locale } from '../../domain/locale.ts'
import type { Look } from '../protocol.ts'
import { launcherCss } from './launcher.css.ts'

const words: Record<Locale, [button: string, frame: string, unread: string]> = {
  'zh-CN': ['在线客服', '在线客服窗口', '条未读消息'],
  'zh-TW': ['線上客服', '線上客服視窗', '則未讀訊息'],
  en: ['Live chat', 'Live chat window', 'unread'],
}
const svgNamespace = 'http://www.w3.org/2000/svg'

function icon(className: string, path: string) {
  const svg = document.createElementNS(svgNamespace, 'svg')
  const line = document.createElementNS(svgNamespace, 'path')
  svg.setAttribute('class', className)
  svg.setAttribute('viewBox', '0 0 24 24')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

/** A window that has not come up by then met a line or a server that was down: it is fetched again. */
const patienceMs = 8000

/** Button and window frame, in a shadow root of the shop's page. The window is made only when asked for. */
export function createLauncher(onToggle: () => void, frameUrl: () => string) {
  const host = document.createElement('shouwen-widget')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(launcherCss)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  const badge = document.createElement('b')
  const unread = document.createElement('i')
  const frame = document.createElement('iframe')
  button.type = 'button'
  badge.ariaHidden = 'true'
  unread.id = 'unread'
  button.setAttribute('aria-describedby', unread.id)
  button.append(
    icon(
      'c',
      'M21 11.5c0 4.1-4 7.5-9 7.5-1.2 0-2.3-.2-3.4-.5L4 20l1.2-3.6A6.9 6.9 0 0 1 3 11.5C3 7.4 7 4 12 4s9 3.4 9 7.5zM8 11.5h.01M12 11.5h.01M16 11.5h.01',
    ),
    icon('d', 'M6 9.5l6 6 6-6'),
    badge,
    unread,
  )
  button.onclick = onToggle
  // A pointer on its way to the button is the time to begin loading.
  button.onpointerenter = button.onfocus = mount
  root.append(button)
  document.body.append(host)

  let loading: ReturnType<typeof setInterval>
  function mount() {
    if (frame.src) return
    // A page that hides its address must still name its origin: the window speaks to that one alone.
    frame.referrerPolicy = 'origin'
    const load = () => {
      frame.src = frameUrl()
    }
    load()
    root.append(frame)
    loading = setInterval(load, patienceMs)
  }

  return {
    frame,
    mount,
    loaded: () => clearInterval(loading),
    show(open: boolean) {
      host.toggleAttribute('open', open)
      button.ariaExpanded = `${open}`
      const target = open ? frame : button
      target.focus()
    },
    paint({ colour, ink, position }: Look) {
      host.style.setProperty('--c', colour)
      host.style.setProperty('--i', ink)
      host.toggleAttribute('left', position === 'left')
    },
    count(count: number, locale: Locale) {
      badge.textContent = count > 99 ? '99+' : count ? String(count) : ''
      unread.textContent = count ? `${count} ${words[locale][2]}` : ''
    },
    name(locale: Locale) {
      host.lang = locale
      button.ariaLabel = words[locale][0]
      frame.title = words[locale][1]
    },
  }
}
