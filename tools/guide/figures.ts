import { maxUploadBytes } from '../../domain/attachments/contract.ts'
import { clockSeconds } from '../../domain/clocks/kinds.ts'
import { messageBody } from '../../domain/conversations/contract.ts'
import { recallSeconds, reopenHours } from '../../domain/conversations/lifecycle.ts'
import { revealSeconds } from '../../domain/customers/contract.ts'
import { passwordMaxLength, passwordMinLength } from '../../domain/identity/password-rules.ts'
import { lockoutMinutes, sessionHours, sessionIdleMinutes } from '../../domain/identity/session.ts'
import { beatSeconds, reconnectSpreadMs, silenceSeconds } from '../../domain/live/timing.ts'
import { ringSeconds } from '../../domain/notifications/preferences.ts'
import { metrics } from '../../domain/reports/metrics.ts'
import { wallFigures } from '../../domain/reports/wall.ts'
import { maxEditRatio } from '../../domain/scripts/edit-ratio.ts'
import { longestMinutes } from '../../domain/shifts/times.ts'
import { changeHours, inviteDays } from '../../domain/surveys/rules.ts'
import { prose, sourceOf } from './page.ts'

const units: Record<string, [unit: string, factor: number]> = {
  ms: ['s', 0.001],
  毫秒: ['s', 0.001],
  s: ['s', 1],
  秒: ['s', 1],
  minute: ['s', 60],
  minutes: ['s', 60],
  分钟: ['s', 60],
  分鐘: ['s', 60],
  h: ['s', 3600],
  hour: ['s', 3600],
  hours: ['s', 3600],
  小时: ['s', 3600],
  小時: ['s', 3600],
  days: ['s', 86_400],
  天: ['s', 86_400],
  characters: ['characters', 1],
  字符: ['characters', 1],
  字元: ['characters', 1],
  字: ['characters', 1],
  MB: ['MB', 1],
  kB: ['kB', 1],
  '%': ['%', 1],
}
const longestFirst = Object.keys(units).sort((one, other) => other.length - one.length)
const figure = new RegExp(`(\\d[\\d,.]*)\\s*[个個]?(${longestFirst.join('|')})(?![a-z])`, 'gi')

/** "20 MB" -> "20MB", "2 分钟" -> "120s": what a text says in numbers, in one spelling for all languages. */
export function figuresIn(text: string): string[] {
  return [...text.matchAll(figure)].map(([, amount = '', word = '']) => {
    const [unit, factor] = units[word] ?? units[word.toLowerCase()] ?? ['?', Number.NaN]
    return `${Number(amount.replaceAll(',', '')) * factor}${unit}`
  })
}

// The messages of errors are compared with their own file.
export const figuresOf = (page: string) => figuresIn(prose(page).replaceAll(/^\| `\w+` \| \d{3} \|.*$/gm, '')).sort()

/** A number that the server keeps for itself: `const linkHours = 24`. */
export function kept(path: string, name: string): number {
  const found = new RegExp(`const ${name} = ([\\d_ *.]+)`).exec(sourceOf(path))?.[1]
  if (!found) throw new Error(`${path} has no number ${name}`)
  return found
    .replaceAll('_', '')
    .split('*')
    .reduce((product, part) => product * Number(part), 1)
}

function found(path: string, pattern: RegExp): number {
  return Number(pattern.exec(sourceOf(path))?.[1] ?? Number.NaN)
}

const hour = 3600
const day = 24 * hour
const identity = 'server/settings/access.ts'
const targets = wallFigures.map((name) => metrics[name])

const seconds: Record<string, number> = {
  ...clockSeconds,
  recall: recallSeconds,
  reopen: reopenHours * hour,
  sessionIdle: sessionIdleMinutes * 60,
  session: sessionHours * hour,
  lockout: lockoutMinutes * 60,
  invitation: inviteDays * day,
  changeOfRating: changeHours * hour,
  ring: ringSeconds('message'),
  ringOffer: ringSeconds('offered'),
  longestShift: longestMinutes * 60,
  reveal: revealSeconds,
  beat: beatSeconds,
  silence: silenceSeconds,
  comingBack: reconnectSpreadMs / 1000,
  atLeastBeforeComingBack: found('console/live.ts', /retryIn\((\d+) \+ Math/) / 1000,
  link: kept('server/identity/administration/password-links.ts', 'linkHours') * hour,
  unboundUpload: kept('server/attachments/actions.ts', 'unboundHours') * hour,
  identityAhead: kept(identity, 'maxAheadSeconds'),
  nearLimit: kept('server/reports/wall-queries.ts', 'nearMs') / 1000,
  endedSession: kept('server/conversations/live/sockets.ts', 'checkMs') / 1000,
  hello: kept('server/platform/live/line.ts', 'helloMs') / 1000,
  knownAgent: found('server/routing/queries.ts', /interval '(\d+) days'/) * day,
  demoHistory: found('console/i18n/locales/en/setup.json', /(\d+) days of history/) * day,
  ...Object.fromEntries(targets.map((one, at) => [`target${at}`, one.unit === 'seconds' ? Number(one.target) : 0])),
}
const characters: Record<string, number> = {
  message: longestMessage(),
  shortestPassword: passwordMinLength,
  longestPassword: passwordMaxLength,
  externalId: found(identity, /sub: shown\((\d+)\)/),
  name: found(identity, /name: shown\((\d+)\)/),
  level: found(identity, /level: shown\((\d+)\)/),
  orderNo: found('widget/loader/main.ts', /orderNo\}`\.slice\(0, (\d+)\)/),
}

function longestMessage(): number {
  const limit = 10_000
  if (!messageBody.safeParse('x'.repeat(limit)).success || messageBody.safeParse('x'.repeat(limit + 1)).success)
    throw new Error('the length of a message has changed')
  return limit
}

/** Every number with a unit that the guide may say. */
export const known = new Set([
  ...Object.values(seconds).map((value) => `${value}s`),
  ...Object.values(characters).map((value) => `${value}characters`),
  `${maxUploadBytes / 1024 / 1024}MB`,
  `${kept('server/platform/http.ts', 'jsonLimit') / 1024 / 1024}MB`,
  `${kept('server/platform/live/hub.ts', 'maxFrame') / 1024}kB`,
  `${maxEditRatio * 100}%`,
  ...targets.map((one) => `${Number(one.target) * 100}%`),
  // Of nothing there is no share; and the interval of small samples (domain/reports/statistics.ts).
  '0%',
  '95%',
])

const secondsText = (name: string) => `${seconds[name]}s`

/** The limits of the agents' page, in the order of its table. */
export const agentLimits = [
  'auto_welcome',
  'agent_greet',
  'turn_response',
  'offer',
  'customer_idle',
  'customer_idle_close',
  'agent_grace',
  'queue_limit',
  'wrap_up',
  'reopen',
  'recall',
  'invitation',
  'changeOfRating',
].map(secondsText)

/** The rules of the administrators' page, in the order of its table; attempts have no unit. */
export const securityRules = [
  secondsText('sessionIdle'),
  secondsText('session'),
  undefined,
  secondsText('lockout'),
  `${passwordMinLength}characters`,
  `${passwordMaxLength}characters`,
  secondsText('link'),
  secondsText('endedSession'),
  secondsText('unboundUpload'),
]
