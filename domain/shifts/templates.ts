import type { Locale } from '../locale.ts'

type Template = { name: Record<Locale, string>; from: string; until: string }

/** Offered until a centre sets up its own. */
export const shippedTemplates: readonly Template[] = [
  { name: { 'zh-CN': '早班', 'zh-TW': '早班', en: 'Early' }, from: '08:00', until: '16:00' },
  { name: { 'zh-CN': '中班', 'zh-TW': '中班', en: 'Middle' }, from: '10:00', until: '19:00' },
  { name: { 'zh-CN': '晚班', 'zh-TW': '晚班', en: 'Late' }, from: '16:00', until: '00:00' },
  { name: { 'zh-CN': '夜班', 'zh-TW': '大夜班', en: 'Night' }, from: '00:00', until: '08:00' },
]
