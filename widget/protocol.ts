import { type Locale, locales } from '../domain/locale.ts'

/** What the shop's page and the chat window say to each other by postMessage. Both sides check origin and shape by hand. */
export type Page = { url: string; title: string; referrer?: string }
/** The launcher's colours (`ink` reads well on `colour`) and side. */
export type Look = { colour: string; ink: string; position: 'left' | 'right' }

export type ToFrame =
  | { type: 'hello'; page: Page; shown: boolean; resume: boolean }
  | { type: 'shown'; shown: boolean }
  | { type: 'page'; page: Page }
  | { type: 'identify'; token: string }
  | { type: 'order'; orderNo: string }
  | { type: 'locale'; locale: Locale }

export type MessageDetail = {
  id: string
  from: 'customer' | 'agent' | 'system'
  kind: string
  body: string
  at: string
}
export type ToHost =
  /** The window's program runs and waits for `hello`. */
  | { type: 'loaded' }
  | ({ type: 'ready'; returning: boolean } & Look)
  | { type: 'unread'; count: number }
  | { type: 'close' }
  | { type: 'message'; detail: MessageDetail }
  | { type: 'rated'; detail: { score: number } }

const mark = 'shouwen'
export const envelope = <M extends ToFrame | ToHost>(message: M) => ({ [mark]: 1, ...message })

type Shape = Record<string, unknown>
const isShape = (value: unknown): value is Shape => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, max: number): value is string => typeof value === 'string' && value.length <= max
const isColour = (value: unknown) => isText(value, 7) && /^#[0-9a-f]{6}$/i.test(value)
const isPage = (value: unknown): value is Page =>
  isShape(value) &&
  isText(value.url, 2000) &&
  isText(value.title, 300) &&
  (value.referrer === undefined || isText(value.referrer, 2000))

type Checks = Record<string, (m: Shape) => boolean>

function opened(data: unknown, checks: Checks): Shape | null {
  if (!isShape(data) || data[mark] !== 1 || typeof data.type !== 'string') return null
  return Object.hasOwn(checks, data.type) && checks[data.type]?.(data) ? data : null
}

const frameChecks: Checks = {
  hello: (m) => isPage(m.page) && typeof m.shown === 'boolean' && typeof m.resume === 'boolean',
  shown: (m) => typeof m.shown === 'boolean',
  page: (m) => isPage(m.page),
  identify: (m) => isText(m.token, 4000) && m.token !== '',
  order: (m) => isText(m.orderNo, 60),
  locale: (m) => (locales as readonly unknown[]).includes(m.locale),
}
const hostChecks: Checks = {
  loaded: () => true,
  ready: (m) => isColour(m.colour) && isColour(m.ink) && (m.position === 'left' || m.position === 'right'),
  unread: (m) => Number.isInteger(m.count),
  close: () => true,
  message: (m) => isShape(m.detail),
  rated: (m) => isShape(m.detail),
}

export const toFrame = (data: unknown) => opened(data, frameChecks) as ToFrame | null
export const toHost = (data: unknown) => opened(data, hostChecks) as ToHost | null
