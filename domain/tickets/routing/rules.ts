import type { Locale } from '../../locale.ts'
import type { Urgency, UrgencyRaiser } from '../urgency.ts'
import type { natures, sentiments, stages, ticketChannels } from '../views.ts'

/** Lists name several, of which one has to fit; an empty list is whatever it is. */
export type RuleConditions = {
  urgencies: Urgency[]
  natures: (typeof natures)[number][]
  /** Keys of the classification tree; a nature stands for all below it. */
  categories: string[]
  stages: (typeof stages)[number][]
  channels: (typeof ticketChannels)[number][]
  customerLevels: string[]
  customerTags: string[]
  locales: Locale[]
  sentiments: (typeof sentiments)[number][]
  raisers: UrgencyRaiser[]
  /** One of them in the subject or in what the customer said. */
  words: string[]
}

/** `groupId` null: the group of the category. */
export type RuleTarget =
  | { to: 'group'; groupId: string | null }
  /** At once to whoever of the group is on shift, with the least to do, then idle longest. */
  | { to: 'least_load'; groupId: string | null }
  /** A senior agent of the group; `orSupervisor`: where there is none, the supervisor in charge. */
  | { to: 'seniors'; groupId: string | null; orSupervisor: boolean }
  | { to: 'supervisor' }
  | { to: 'department'; departmentId: string }
  | { to: 'person'; staffId: string }
  /** Who had the customer's last case of this category within seven days, when on shift. */
  | { to: 'last_contact' }

export type RoutingRule = {
  id: string
  name: string
  position: number
  active: boolean
  conditions: RuleConditions
  target: RuleTarget
}

/** What a rule looks at. */
export type RoutedCase = {
  urgency: string
  nature: string
  category: string
  stage: string
  channel: string
  customerLevel: string | null
  customerTags: readonly string[]
  locale: string
  sentiment: string
  raisers: readonly string[]
  subject: string
  words: string
}

export const anything: RuleConditions = {
  urgencies: [],
  natures: [],
  categories: [],
  stages: [],
  channels: [],
  customerLevels: [],
  customerTags: [],
  locales: [],
  sentiments: [],
  raisers: [],
  words: [],
}

const some = (wanted: readonly string[], found: string | null) =>
  wanted.length === 0 || (found !== null && wanted.includes(found))
const meets = (wanted: readonly string[], found: readonly string[]) =>
  wanted.length === 0 || wanted.some((one) => found.includes(one))
const within = (category: string, key: string) => category === key || category.startsWith(`${key}.`)
const folded = (text: string) => text.normalize('NFKC').toLowerCase()

/** Whether every condition holds (R26, R72). */
export function matchesRule(wanted: RuleConditions, found: RoutedCase): boolean {
  const text = wanted.words.length > 0 ? folded(`${found.subject}\n${found.words}`) : ''
  return (
    some(wanted.urgencies, found.urgency) &&
    some(wanted.natures, found.nature) &&
    (wanted.categories.length === 0 || wanted.categories.some((key) => within(found.category, key))) &&
    some(wanted.stages, found.stage) &&
    some(wanted.channels, found.channel) &&
    some(wanted.customerLevels, found.customerLevel) &&
    meets(wanted.customerTags, found.customerTags) &&
    some(wanted.locales, found.locale) &&
    some(wanted.sentiments, found.sentiment) &&
    meets(wanted.raisers, found.raisers) &&
    (wanted.words.length === 0 || wanted.words.some((word) => text.includes(folded(word))))
  )
}

/** The active rules whose conditions hold, in their order: the first whose target has somebody decides. */
export function rulesFor<Rule extends Pick<RoutingRule, 'active' | 'conditions'>>(
  rules: readonly Rule[],
  found: RoutedCase,
): Rule[] {
  return rules.filter(({ active, conditions }) => active && matchesRule(conditions, found))
}

/** Days in which a customer comes back to whom they spoke with (model 2.4, 4). */
export const lastContactDays = 7
