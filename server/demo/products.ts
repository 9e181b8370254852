import type { Localized } from '../../domain/locale.ts'

export type Product = {
  key: string
  name: Localized
  about: Localized
  price: number
  was?: number
  sold: number
  picture: PictureName
  tint: string
}
export type PictureName =
  | 'kettle'
  | 'lamp'
  | 'earphones'
  | 'backpack'
  | 'rice_cooker'
  | 'umbrella'
  | 'tea'
  | 'keyboard'
  | 'fan'
  | 'mug'
  | 'shoes'
  | 'watch'

/** What 明德商城 sells; the shop's pages and the customers' orders speak of the same goods. */
export const products: readonly Product[] = [
  {
    key: 'kettle-17',
    picture: 'kettle',
    tint: '#d9f2ec',
    price: 199,
    was: 259,
    sold: 8214,
    name: { 'zh-CN': '恒温电热水壶 1.7 升', 'zh-TW': '恆溫電熱水壺 1.7 公升', en: 'Keep-warm kettle 1.7 L' },
    about: {
      'zh-CN': '五档控温，双层防烫，断电自动保护。',
      'zh-TW': '五段控溫，雙層防燙，空燒自動斷電。',
      en: 'Five temperatures, double wall, dry-boil protection.',
    },
  },
  {
    key: 'lamp-eye',
    picture: 'lamp',
    tint: '#fdf1d6',
    price: 329,
    sold: 5120,
    name: { 'zh-CN': '护眼阅读台灯', 'zh-TW': '護眼閱讀檯燈', en: 'Reading lamp' },
    about: {
      'zh-CN': '无频闪，自动调光，色温可调。',
      'zh-TW': '無頻閃，自動調光，色溫可調。',
      en: 'Flicker-free, adapts to daylight, adjustable warmth.',
    },
  },
  {
    key: 'earphones-air',
    picture: 'earphones',
    tint: '#e4e9fb',
    price: 459,
    was: 599,
    sold: 12406,
    name: { 'zh-CN': '降噪蓝牙耳机', 'zh-TW': '降噪藍牙耳機', en: 'Noise-cancelling earphones' },
    about: {
      'zh-CN': '主动降噪，30 小时续航，双设备连接。',
      'zh-TW': '主動降噪，30 小時續航，雙裝置連線。',
      en: 'Active noise cancelling, 30 hours, two devices at once.',
    },
  },
  {
    key: 'backpack-20',
    picture: 'backpack',
    tint: '#e7f0e0',
    price: 268,
    sold: 3389,
    name: { 'zh-CN': '通勤双肩包 20 升', 'zh-TW': '通勤後背包 20 公升', en: 'Commuter backpack 20 L' },
    about: {
      'zh-CN': '防泼水面料，独立电脑仓，反光条设计。',
      'zh-TW': '防潑水布料，獨立筆電夾層，反光條設計。',
      en: 'Water-repellent, padded laptop sleeve, reflective strips.',
    },
  },
  {
    key: 'rice-cooker-3',
    picture: 'rice_cooker',
    tint: '#fbe5e1',
    price: 549,
    was: 699,
    sold: 4472,
    name: { 'zh-CN': '智能电饭煲 3 升', 'zh-TW': '智慧電子鍋 3 公升', en: 'Smart rice cooker 3 L' },
    about: {
      'zh-CN': '柴火饭模式，24 小时预约，内胆可洗碗机清洗。',
      'zh-TW': '柴燒飯模式，24 小時預約，內鍋可用洗碗機清洗。',
      en: 'Wood-fire programme, 24 h timer, dishwasher-safe pot.',
    },
  },
  {
    key: 'umbrella-auto',
    picture: 'umbrella',
    tint: '#e0eef8',
    price: 89,
    sold: 20911,
    name: { 'zh-CN': '全自动晴雨伞', 'zh-TW': '全自動晴雨傘', en: 'Automatic umbrella' },
    about: {
      'zh-CN': '十骨抗风，一键开合，UPF 50+。',
      'zh-TW': '十骨抗風，一鍵開收，UPF 50+。',
      en: 'Ten ribs against wind, one button, UPF 50+.',
    },
  },
  {
    key: 'tea-longjing',
    picture: 'tea',
    tint: '#e6f3dc',
    price: 168,
    sold: 2760,
    name: { 'zh-CN': '明前龙井 100 克', 'zh-TW': '明前龍井 100 公克', en: 'Longjing green tea 100 g' },
    about: {
      'zh-CN': '当季春茶，罐装密封，支持溯源。',
      'zh-TW': '當季春茶，罐裝密封，產地可追溯。',
      en: 'This spring’s harvest, sealed tin, traceable.',
    },
  },
  {
    key: 'keyboard-87',
    picture: 'keyboard',
    tint: '#ece6f7',
    price: 399,
    sold: 6893,
    name: { 'zh-CN': '静音机械键盘 87 键', 'zh-TW': '靜音機械鍵盤 87 鍵', en: 'Silent mechanical keyboard' },
    about: {
      'zh-CN': '静音轴，三模连接，支持热插拔。',
      'zh-TW': '靜音軸，三模連線，支援熱插拔。',
      en: 'Silent switches, three connections, hot-swappable.',
    },
  },
  {
    key: 'fan-tower',
    picture: 'fan',
    tint: '#dcf1f5',
    price: 289,
    was: 339,
    sold: 7741,
    name: { 'zh-CN': '直流变频塔扇', 'zh-TW': '直流變頻大廈扇', en: 'Tower fan' },
    about: {
      'zh-CN': '低至 26 分贝，遥控定时，节能省电。',
      'zh-TW': '低至 26 分貝，遙控定時，節能省電。',
      en: 'From 26 dB, remote control and timer, low power.',
    },
  },
  {
    key: 'mug-350',
    picture: 'mug',
    tint: '#f9e8d8',
    price: 59,
    sold: 15230,
    name: { 'zh-CN': '陶瓷马克杯 350 毫升', 'zh-TW': '陶瓷馬克杯 350 毫升', en: 'Ceramic mug 350 ml' },
    about: {
      'zh-CN': '手工上釉，可进微波炉和洗碗机。',
      'zh-TW': '手工上釉，可進微波爐與洗碗機。',
      en: 'Hand-glazed, safe in microwave and dishwasher.',
    },
  },
  {
    key: 'shoes-run',
    picture: 'shoes',
    tint: '#f6e2ec',
    price: 369,
    was: 429,
    sold: 9307,
    name: { 'zh-CN': '轻量缓震跑鞋', 'zh-TW': '輕量緩震跑鞋', en: 'Cushioned running shoes' },
    about: {
      'zh-CN': '单只 238 克，透气鞋面，七天无理由退换。',
      'zh-TW': '單隻 238 公克，透氣鞋面，七天鑑賞期。',
      en: '238 g each, breathable, seven days to return.',
    },
  },
  {
    key: 'watch-fit',
    picture: 'watch',
    tint: '#e3e8ec',
    price: 799,
    sold: 3658,
    name: { 'zh-CN': '运动健康手表', 'zh-TW': '運動健康手錶', en: 'Fitness watch' },
    about: {
      'zh-CN': '血氧心率监测，独立定位，14 天续航。',
      'zh-TW': '血氧心率偵測，獨立定位，14 天續航。',
      en: 'Heart rate and oxygen, own GPS, 14 days.',
    },
  },
]

export const orderStates = {
  awaiting_payment: { 'zh-CN': '待付款', 'zh-TW': '待付款', en: 'Awaiting payment' },
  preparing: { 'zh-CN': '备货中', 'zh-TW': '備貨中', en: 'Being packed' },
  shipped: { 'zh-CN': '运输中', 'zh-TW': '運送中', en: 'On its way' },
  delivered: { 'zh-CN': '已签收', 'zh-TW': '已送達', en: 'Delivered' },
  refunding: { 'zh-CN': '退款中', 'zh-TW': '退款中', en: 'Being refunded' },
  refunded: { 'zh-CN': '已退款', 'zh-TW': '已退款', en: 'Refunded' },
  cancelled: { 'zh-CN': '已取消', 'zh-TW': '已取消', en: 'Cancelled' },
} as const satisfies Record<string, Localized>
export type OrderState = keyof typeof orderStates
