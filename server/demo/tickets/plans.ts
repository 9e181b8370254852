import type { Urgency } from '../../../domain/tickets/urgency.ts'
import type { Row } from '../bulk.ts'
import type { DemoOrder } from '../customers.ts'
import { type Product, products } from '../products.ts'
import { arrivals } from '../schedule.ts'
import type { KnownCustomer, World } from '../talk.ts'
import type { CaseScript } from './script.ts'
import { hour, type Moment, minute } from './story.ts'

/** What is to be told: who has which case since when, and how far it has come. */
export type Plan = {
  script: CaseScript
  customer: KnownCustomer
  order: DemoOrder | undefined
  goods: Product
  conversation: (Row & { id: string }) | null
  createdAt: Date
  urgency: Urgency
  takesMs: number
  asks: boolean
  sends: boolean
  isMistake: boolean
  stop: Moment | null
}

type Source = {
  world: World
  cases: readonly CaseScript[]
  customers: readonly KnownCustomer[]
  conversations: readonly Row[]
  now: Date
}

/** One conversation in so many, and one caller beside so many, leaves a case behind. */
const ofConversations = 0.13
const ofCallers = 0.045

/** About four hundred cases in sixty days, oldest first; the newest are those that are open now. */
export function plansOf(source: Source): Plan[] {
  const past = [...fromConversations(source), ...fromCallers(source)]
  return [...past, ...openNow(source)].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

const usual: Record<string, [medianHours: number, sigma: number]> = {
  consult: [5, 0.8],
  request: [8, 0.7],
  suggestion: [10, 0.6],
  complaint: [0.85, 0.55],
}

type Start = Pick<Plan, 'script' | 'customer' | 'createdAt'> & { conversation?: Plan['conversation'] }

function pastPlan({ dice }: World, { script, customer, createdAt, conversation = null }: Start): Plan {
  const [median, sigma] = usual[script.category.split('.')[0] ?? ''] ?? [8, 0.7]
  return {
    ...{ script, customer, createdAt, conversation, ...thingOf(dice, script, customer, createdAt) },
    ...{ urgency: 'normal', takesMs: dice.lognormal(median, sigma) * hour },
    asks: script.ask !== undefined && dice.chance(0.55),
    sends: script.department !== undefined && dice.chance(0.72),
    isMistake: !script.category.startsWith('complaint.') && dice.chance(0.015),
    stop: null,
  }
}

function fromConversations({ world, cases, customers, conversations }: Source): Plan[] {
  const byId = new Map(customers.map((one) => [one.id, one]))
  return conversations.flatMap((row) => {
    const fits = cases.filter(({ category, locale }) => category === row.category && locale === row.locale)
    const customer = byId.get(row.customerId as string)
    if (fits.length === 0 || !customer || !world.dice.chance(ofConversations)) return []
    const createdAt = new Date((row.endedAt as Date).getTime() - 5000)
    const conversation = row as Row & { id: string }
    return [pastPlan(world, { script: world.dice.pick(fits), customer, createdAt, conversation })]
  })
}

function fromCallers({ world, cases, customers, now }: Source): Plan[] {
  const { dice } = world
  return arrivals(dice, now).flatMap((createdAt) => {
    if (!dice.chance(ofCallers)) return []
    const customer = dice.pick(customers)
    return [
      pastPlan(world, { script: scriptFor(dice, cases, (one) => one.locale === customer.locale), customer, createdAt }),
    ]
  })
}

type Dice = World['dice']

function scriptFor(dice: Dice, cases: readonly CaseScript[], fits: (one: CaseScript) => boolean): CaseScript {
  const found = cases.filter(fits)
  if (found.length === 0) throw new Error('no script fits')
  return dice.weighted(found, (one) => one.weight)
}

/** What it is about: something the customer ordered, or goods it can happen to. */
function thingOf(
  dice: Dice,
  { goods }: CaseScript,
  { orders }: KnownCustomer,
  at: Date,
): Pick<Plan, 'order' | 'goods'> {
  const fits = ({ key }: Product) => !goods || goods.includes(key)
  const order = orders.filter((one) => one.placedAt < at && fits(one.product)).at(-1)
  return { order, goods: order?.product ?? dice.pick(products.filter(fits)) }
}

type Open = { urgency: Urgency; stop: Moment; needs?: 'ask' | 'department'; ages: readonly number[] }

/** What is on the desks now, by its age in minutes: free, begun, waiting, near its limit, and past it. */
const open: readonly Open[] = [
  { urgency: 'normal', stop: 'assign', ages: [3, 14, 31, 55, 130] },
  { urgency: 'normal', stop: 'accept', ages: [9, 42, 95] },
  { urgency: 'normal', stop: 'reply', ages: [18, 70, 1422] },
  { urgency: 'normal', stop: 'resolve', ages: [200, 480, 900, 1260, 1385, 1418] },
  { urgency: 'normal', stop: 'answer', needs: 'ask', ages: [240, 400, 900, 1500, 2600] },
  { urgency: 'normal', stop: 'take', needs: 'department', ages: [60, 160, 240] },
  { urgency: 'normal', stop: 'return', needs: 'department', ages: [330, 540, 900, 1300, 1405] },
  { urgency: 'normal', stop: 'resolve', ages: [1442, 1475, 1530] },
  { urgency: 'normal', stop: 'settle', ages: [500, 1500, 2100] },
  { urgency: 'urgent', stop: 'accept', ages: [6] },
  { urgency: 'urgent', stop: 'reply', ages: [12, 105] },
  { urgency: 'urgent', stop: 'resolve', ages: [35, 70, 96, 111] },
  { urgency: 'urgent', stop: 'resolve', ages: [123, 165] },
  { urgency: 'critical', stop: 'reply', ages: [21] },
  { urgency: 'critical', stop: 'resolve', ages: [40, 102] },
]

function openNow({ world, cases, customers, now }: Source): Plan[] {
  const { dice } = world
  const fits = (one: CaseScript, { urgency, needs }: Open) =>
    one.locale === 'zh-CN' &&
    urgencyOf(one) === urgency &&
    (needs !== 'ask' || one.ask !== undefined) &&
    (needs !== 'department' || answering.includes(one.department?.key ?? ''))
  const local = customers.filter(({ locale }) => locale === 'zh-CN')
  return open.flatMap((kind) =>
    kind.ages.map((age, index) => {
      const script = scriptFor(dice, cases, (one) => fits(one, kind))
      // Who tries the shop finds cases of their own.
      const customer = index === 0 && kind.stop === 'answer' ? (local[0] as KnownCustomer) : dice.pick(local)
      const createdAt = new Date(now.getTime() - age * minute)
      const plan = pastPlan(world, { script, customer, createdAt })
      const sends = kind.needs === 'department' || (kind.stop === 'resolve' && plan.sends)
      const { stop, urgency } = kind
      return {
        ...plan,
        stop,
        urgency,
        takesMs: age * 0.7 * minute,
        asks: kind.needs === 'ask',
        sends,
        isMistake: false,
      }
    }),
  )
}

/** Departments of which somebody signs in. */
const answering = ['technical', 'logistics', 'aftersales', 'finance']
const safety = ['complaint.safety', 'complaint.attitude']
const urgencyOf = ({ category }: CaseScript): Urgency =>
  safety.includes(category)
    ? 'critical'
    : category.startsWith('complaint.') || category === 'request.cancel'
      ? 'urgent'
      : 'normal'
