import { type Contact, readContact } from '../../domain/customers/contact.ts'
import type { CustomerLevel } from '../../domain/customers/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { type OrderState, orderStates, type Product, products } from './products.ts'
import type { Dice } from './random.ts'

export type DemoOrder = {
  orderNo: string
  state: OrderState
  product: Product
  quantity: number
  amount: number
  placedAt: Date
  items: { name: string; quantity: number; price: number }[]
}
export type DemoCustomer = {
  externalId: string
  name: string
  locale: Locale
  level: CustomerLevel
  tags: string[]
  contacts: Contact[]
  orders: DemoOrder[]
  createdAt: Date
}

const total = 200
const dayMs = 86_400_000

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹']
const given =
  '小明 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 欣怡 子涵 浩然 雨桐 梓萱 思远 嘉怡 俊熙 诗涵 宇轩 晓东 建华 文博'.split(
    ' ',
  )
const taiwanSurnames = [...'陳林黃張李王吳劉蔡楊許鄭謝郭洪']
const taiwanGiven = '怡君 雅婷 志豪 家豪 淑芬 俊傑 欣妤 承恩 品妍 宗翰 佳穎 冠廷 詩涵 柏翰'.split(' ')
const latinNames = [
  'Emma Wilson',
  'Daniel Kim',
  'Sofia Rossi',
  'Lucas Martin',
  'Aisha Khan',
  'Oliver Brown',
  'Hana Sato',
  'Maria Garcia',
]

const levels: readonly [CustomerLevel, number][] = [
  ['standard', 62],
  ['silver', 22],
  ['gold', 12],
  ['vip', 4],
]

/** Two hundred customers of the shop; the first one is whom the demo shop signs in. */
export function makeCustomers(dice: Dice, now: Date): DemoCustomer[] {
  return Array.from({ length: total }, (_, index) =>
    index === 0 ? wangXiaoming(dice, now) : makeCustomer(dice, now, index),
  )
}

function wangXiaoming(dice: Dice, now: Date): DemoCustomer {
  const customer = makeCustomer(dice, now, 0)
  const orders = [2, 9, 31].map((daysAgo, index) =>
    makeOrder(dice, {
      placedAt: new Date(now.getTime() - daysAgo * dayMs - dice.whole(0, dayMs / 3)),
      now,
      serial: index + 1,
      product: products[index * 2] as Product,
    }),
  )
  return {
    ...customer,
    name: '王小明',
    locale: 'zh-CN',
    level: 'gold',
    tags: ['老客户'],
    contacts: [readContact('19900001234')],
    orders,
  }
}

function makeCustomer(dice: Dice, now: Date, index: number): DemoCustomer {
  const locale = dice.weighted<Locale>(['zh-CN', 'zh-TW', 'en'], (one) => ({ 'zh-CN': 81, 'zh-TW': 15, en: 4 })[one])
  const createdAt = new Date(now.getTime() - dice.whole(62, 700) * dayMs - dice.whole(0, dayMs))
  const orders = Array.from({ length: orderCount(dice) }, (_, serial) => {
    const placedAt = new Date(now.getTime() - dice.exponential(40) * dayMs - dice.whole(1, dayMs))
    return makeOrder(dice, { placedAt, now, serial: index * 10 + serial + 1, product: dice.pick(products) })
  })
  return {
    externalId: `U${100_001 + index}`,
    name: nameFor(dice, locale),
    locale,
    level: dice.weighted(levels, ([, weight]) => weight)[0],
    tags: dice.chance(0.12) ? [dice.pick(['老客户', '企业采购', '学生', '易投诉'])] : [],
    contacts: contactsFor(dice, locale, index),
    orders,
    createdAt,
  }
}

const orderCount = (dice: Dice) =>
  dice.weighted([0, 1, 2, 3, 4, 5, 6], (count) => [14, 30, 24, 14, 9, 6, 3][count] ?? 0)

function nameFor(dice: Dice, locale: Locale): string {
  if (locale === 'en') return dice.pick(latinNames)
  return locale === 'zh-TW'
    ? dice.pick(taiwanSurnames) + dice.pick(taiwanGiven)
    : dice.pick(surnames) + dice.pick(given)
}

function contactsFor(dice: Dice, locale: Locale, index: number): Contact[] {
  const serial = String(index).padStart(3, '0')
  const phone = locale === 'zh-TW' ? `0900000${serial}` : `199000${serial}${dice.whole(10, 99)}`
  const contacts = dice.chance(0.7) ? [readContact(phone)] : []
  return dice.chance(0.25) ? [...contacts, readContact(`customer${serial}@mail.example`)] : contacts
}

type OrderFacts = { placedAt: Date; now: Date; serial: number; product: Product }

function makeOrder(dice: Dice, { placedAt, now, serial, product }: OrderFacts): DemoOrder {
  const quantity = dice.chance(0.8) ? 1 : 2
  const extra = dice.chance(0.25) ? dice.pick(products.filter((one) => one !== product)) : undefined
  const items = [{ product, quantity }, ...(extra ? [{ product: extra, quantity: 1 }] : [])].map((item) => ({
    name: item.product.name['zh-CN'],
    quantity: item.quantity,
    price: item.product.price,
  }))
  const day = placedAt.toISOString().slice(0, 10).replaceAll('-', '')
  return {
    orderNo: `MD${day}${String(serial).padStart(4, '0')}`,
    state: stateOf(dice, (now.getTime() - placedAt.getTime()) / dayMs),
    product,
    quantity,
    items,
    amount: items.reduce((sum, item) => sum + item.price * item.quantity, 0),
    placedAt,
  }
}

function stateOf(dice: Dice, ageDays: number): OrderState {
  if (dice.chance(0.04)) return ageDays > 8 ? 'refunded' : 'refunding'
  if (dice.chance(0.04)) return 'cancelled'
  if (ageDays < 1) return dice.pick(['awaiting_payment', 'preparing', 'preparing'])
  return ageDays < 5 ? 'shipped' : 'delivered'
}

/** The shop's own words for an order's state, as its connector would send them. */
export const stateText = (state: OrderState) => orderStates[state]['zh-CN']
