import type { Localized } from '../../../domain/locale.ts'

/** What the shop itself says. */
export const texts = {
  title: { 'zh-CN': '明德商城', 'zh-TW': '明德商城', en: 'Mingde Store' },
  slogan: {
    'zh-CN': '好用的东西，放心地买',
    'zh-TW': '好用的東西，安心地買',
    en: 'Useful things, bought with confidence',
  },
  promise: {
    'zh-CN': '七天无理由退货 · 48 小时内发货 · 人工客服全天在线',
    'zh-TW': '七天鑑賞期 · 48 小時內出貨 · 專人客服全天在線',
    en: 'Seven days to return · Shipped within 48 h · Real people around the clock',
  },
  all: { 'zh-CN': '全部商品', 'zh-TW': '全部商品', en: 'All products' },
  orders: { 'zh-CN': '我的订单', 'zh-TW': '我的訂單', en: 'My orders' },
  language: { 'zh-CN': '语言', 'zh-TW': '語言', en: 'Language' },
  signIn: { 'zh-CN': '以王小明的身份登录', 'zh-TW': '以王小明的身分登入', en: 'Sign in as Wang Xiaoming' },
  signOut: { 'zh-CN': '退出登录', 'zh-TW': '登出', en: 'Sign out' },
  hello: { 'zh-CN': '您好，', 'zh-TW': '您好，', en: 'Hello, ' },
  sold: { 'zh-CN': '已售', 'zh-TW': '已售出', en: 'Sold' },
  was: { 'zh-CN': '原价', 'zh-TW': '原價', en: 'Was' },
  askProduct: { 'zh-CN': '咨询这件商品', 'zh-TW': '詢問這件商品', en: 'Ask about this product' },
  askOrder: { 'zh-CN': '咨询这笔订单', 'zh-TW': '詢問這筆訂單', en: 'Ask about this order' },
  orderNo: { 'zh-CN': '订单编号', 'zh-TW': '訂單編號', en: 'Order number' },
  placedAt: { 'zh-CN': '下单时间', 'zh-TW': '下單時間', en: 'Placed' },
  state: { 'zh-CN': '状态', 'zh-TW': '狀態', en: 'State' },
  amount: { 'zh-CN': '金额', 'zh-TW': '金額', en: 'Amount' },
  goods: { 'zh-CN': '商品', 'zh-TW': '商品', en: 'Goods' },
  view: { 'zh-CN': '查看', 'zh-TW': '檢視', en: 'View' },
  signInFirst: { 'zh-CN': '登录后可以查看订单。', 'zh-TW': '登入後即可查看訂單。', en: 'Sign in to see your orders.' },
  notFound: { 'zh-CN': '没有这个页面', 'zh-TW': '找不到這個頁面', en: 'No such page' },
  back: { 'zh-CN': '返回全部商品', 'zh-TW': '回到全部商品', en: 'Back to all products' },
  closed: {
    'zh-CN': '这里还没有演示公司：首次设置时选择“演示公司”，或使用 npm start -- --demo。',
    'zh-TW': '這裡還沒有示範公司：首次設定時選擇「示範公司」，或使用 npm start -- --demo。',
    en: 'There is no demo company here yet: choose it at the first set-up, or run npm start -- --demo.',
  },
  demo: {
    'zh-CN': '这是 Shouwen 首问的演示商城，商品和订单均为虚构。',
    'zh-TW': '這是 Shouwen 首問的示範商城，商品與訂單皆為虛構。',
    en: 'This is the demo store of Shouwen; its goods and orders are made up.',
  },
} as const satisfies Record<string, Localized>
