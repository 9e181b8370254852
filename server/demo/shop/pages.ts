import { type Locale, locales } from '../../../domain/locale.ts'
import type { ShopFacts } from '../actions.ts'
import { orderStates, type Product, products } from '../products.ts'
import { type Html, html } from './html.ts'
import { texts } from './texts.ts'

export type Visit = { locale: Locale; path: string; signedIn: boolean; widgetOrigin: string; facts: ShopFacts | null }
type Order = ShopFacts['customer']['orders'][number]
type Key = keyof typeof texts

const languageNames: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }
const money = (amount: number) => `¥${amount.toFixed(2).replace(/\.00$/, '')}`

/** The page a path names; null when there is none. */
export function pageOf(visit: Visit): Html | null {
  if (!visit.facts)
    return frame(visit, texts.title[visit.locale], html`<p class="empty">${texts.closed[visit.locale]}</p>`)
  if (visit.path === '/') return frame(visit, texts.title[visit.locale], catalogue(visit))
  if (visit.path === '/orders')
    return frame(visit, texts.orders[visit.locale], orderList(visit, visit.facts.customer.orders))
  const [, kind, key] = visit.path.split('/')
  const product = products.find((one) => kind === 'products' && one.key === key)
  if (product) return frame(visit, product.name[visit.locale], productPage(visit, product))
  const order = visit.facts.customer.orders.find((one) => kind === 'orders' && one.orderNo === key)
  return order ? frame(visit, `${texts.orders[visit.locale]} ${order.orderNo}`, orderPage(visit, order)) : null
}

export function notFoundPage(visit: Visit): Html {
  const { locale } = visit
  return frame(
    visit,
    texts.notFound[locale],
    html`<p class="empty">${texts.notFound[locale]} · <a href="/">${texts.back[locale]}</a></p>`,
  )
}

function frame(visit: Visit, name: string, content: Html): Html {
  const { locale, facts, widgetOrigin, signedIn } = visit
  const say = (key: Key) => texts[key][locale]
  const heading = name === say('title') ? `${name} · ${say('slogan')}` : `${name} · ${say('title')}`
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<link rel="icon" href="/pictures/mug-350.svg" type="image/svg+xml">
<link rel="stylesheet" href="/shop.css">
<script src="/shop.js" defer></script>
${facts ? html`<script src="${widgetOrigin}/widget.js" data-site="${facts.siteKey}" async></script>` : undefined}
</head>
<body${signedIn ? html` data-signed-in` : undefined}>
<header><a class="brand" href="/"><span aria-hidden="true">明</span>${say('title')}</a>
<nav><a href="/">${say('all')}</a><a href="/orders">${say('orders')}</a></nav>
${languages(visit)}${facts ? account(visit, facts.customer.name) : undefined}</header>
<main>${content}</main>
<footer>${say('demo')}</footer>
</body>
</html>`
}

function languages({ locale, path }: Visit): Html {
  const links = locales.map(
    (one) =>
      html`<a href="${path}?lang=${one}" lang="${one}" hreflang="${one}"${one === locale ? html` aria-current="true"` : undefined}>${languageNames[one]}</a>`,
  )
  return html`<nav class="languages" aria-label="${texts.language[locale]}">${links}</nav>`
}

function account({ locale, signedIn, path }: Visit, name: string): Html {
  const [action, label] = signedIn ? ['/sign-out', texts.signOut[locale]] : ['/sign-in', texts.signIn[locale]]
  return html`<form class="account" method="post" action="${action}?to=${encodeURIComponent(path)}">
${signedIn ? html`<span>${texts.hello[locale]}${name}</span>` : undefined}<button>${label}</button></form>`
}

function catalogue({ locale }: Visit): Html {
  const cards = products.map(
    (
      one,
    ) => html`<li><a class="card" href="/products/${one.key}"><img src="/pictures/${one.key}.svg" alt="" width="220" height="220" loading="lazy">
<strong>${one.name[locale]}</strong>${price(one, locale)}<small>${texts.sold[locale]} ${one.sold}</small></a></li>`,
  )
  return html`<section class="hero"><h1>${texts.slogan[locale]}</h1><p>${texts.promise[locale]}</p></section><h2>${texts.all[locale]}</h2><ul class="grid">${cards}</ul>`
}

function price(product: Product, locale: Locale): Html {
  const before = product.was
    ? html` <del><span class="hidden">${texts.was[locale]} </span>${money(product.was)}</del>`
    : undefined
  return html`<span class="price">${money(product.price)}${before}</span>`
}

function productPage({ locale }: Visit, product: Product): Html {
  return html`<article class="product"><img src="/pictures/${product.key}.svg" alt="" width="440" height="440"><div>
<h1>${product.name[locale]}</h1><p>${product.about[locale]}</p>${price(product, locale)}
<p class="quiet">${texts.sold[locale]} ${product.sold}</p><p class="quiet">${texts.promise[locale]}</p>
<button class="main" data-ask>${texts.askProduct[locale]}</button></div></article>`
}

function orderList({ locale, signedIn }: Visit, orders: readonly Order[]): Html {
  const say = (key: Key) => texts[key][locale]
  if (!signedIn) return html`<h1>${say('orders')}</h1><p class="empty">${say('signInFirst')}</p>`
  const rows = orders.map(
    (
      one,
    ) => html`<tr><td>${one.orderNo}</td><td>${dateOf(one, locale)}</td><td>${goodsOf(one, locale)}</td><td>${money(one.amount)}</td>
<td><span class="state">${stateOf(one, locale)}</span></td><td><a href="/orders/${one.orderNo}">${say('view')}</a></td></tr>`,
  )
  return html`<h1>${say('orders')}</h1><div class="scroll"><table><thead><tr><th>${say('orderNo')}</th><th>${say('placedAt')}</th><th>${say('goods')}</th>
<th>${say('amount')}</th><th>${say('state')}</th><th><span class="hidden">${say('view')}</span></th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function orderPage(visit: Visit, order: Order): Html {
  const { locale, signedIn } = visit
  if (!signedIn) return orderList(visit, [])
  const fact = (key: Key, value: string) => html`<div><dt>${texts[key][locale]}</dt><dd>${value}</dd></div>`
  return html`<article class="order"><h1>${order.orderNo}</h1><dl>${fact('state', stateOf(order, locale))}${fact('placedAt', dateOf(order, locale))}
${fact('amount', money(order.amount))}${fact('goods', goodsOf(order, locale))}</dl>
<button class="main" data-ask data-order="${order.orderNo}">${texts.askOrder[locale]}</button></article>`
}

function goodsOf({ items }: Order, locale: Locale): string {
  const list = items as { name: string; quantity: number }[]
  const nameOf = (name: string) => products.find((one) => one.name['zh-CN'] === name)?.name[locale] ?? name
  return list.map(({ name, quantity }) => `${nameOf(name)} × ${quantity}`).join(locale === 'en' ? ', ' : '，')
}

function stateOf({ status }: Order, locale: Locale): string {
  return Object.values(orderStates).find((one) => one['zh-CN'] === status)?.[locale] ?? status
}

const dateOf = ({ placedAt }: Order, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(
    placedAt,
  )
