import { Converter } from 'opencc-js'
import { type Bundle, LOCALES, type Problem } from './bundles.ts'

const toTraditional = Converter({ from: 'cn', to: 'tw' })
const toSimplified = Converter({ from: 'tw', to: 'cn' })

/** Characters that both scripts use, where the converter prefers another one. */
const ALSO_TRADITIONAL = new Set([...'台布了面里只表回后云干余范周占游制采注欲于并准卷托岳签借'])
const ALSO_SIMPLIFIED = new Set([...'著乾'])

/** Words of the mainland that Taiwan says differently; zh-TW is written, not converted. */
const MAINLAND_WORDS: Record<string, string> = {
  軟件: '軟體',
  硬件: '硬體',
  服務器: '伺服器',
  網絡: '網路',
  默認: '預設',
  缺省: '預設',
  視頻: '影片',
  信息: '訊息或資訊',
  登錄: '登入',
  鏈接: '連結',
  屏幕: '螢幕',
  數據: '資料',
  搜索: '搜尋',
  粘貼: '貼上',
  打印: '列印',
  導出: '匯出',
  導入: '匯入',
  文檔: '文件',
  賬號: '帳號',
  賬戶: '帳戶',
  郵箱: '電子郵件',
  短信: '簡訊',
  在線: '線上',
  離線消息: '離線訊息',
  設置: '設定',
  文件夾: '資料夾',
  快捷鍵: '快速鍵',
  刷新: '重新整理',
  質量: '品質',
  加載: '載入',
  二維碼: 'QR Code',
  當前: '目前',
  反饋: '回饋',
  界面: '介面',
  攝像頭: '攝影機',
}

/** The languages name themselves in a menu: 简体中文 stands in zh-TW too. */
const LANGUAGE_NAME = /简体中文|繁體中文/g

export function checkScripts(bundle: Bundle): Problem[] {
  return LOCALES.flatMap((locale) => {
    const path = bundle.pattern.replace('{locale}', locale)
    return [...(bundle.texts.get(locale) ?? [])].flatMap(([key, text]) => {
      const found = locale === 'zh-TW' ? [...simplifiedIn(text), ...mainlandIn(text)] : []
      if (locale === 'zh-CN') found.push(...traditionalIn(text))
      return found.map((message) => ({ path, message: `"${key}": ${message}` }))
    })
  })
}

export function simplifiedIn(text: string): string[] {
  return foreign(text, toTraditional, ALSO_TRADITIONAL).map((one) => `${one} is Simplified`)
}

export function traditionalIn(text: string): string[] {
  return foreign(text, toSimplified, ALSO_SIMPLIFIED).map((one) => `${one} is Traditional`)
}

export function mainlandIn(text: string): string[] {
  const found = Object.entries(MAINLAND_WORDS).filter(([word]) => text.includes(word))
  return found.map(([word, taiwanese]) => `${word} is said on the mainland, in Taiwan ${taiwanese}`)
}

function foreign(text: string, convert: (text: string) => string, allowed: ReadonlySet<string>): string[] {
  const own = [...text.replace(LANGUAGE_NAME, '')]
  const converted = [...convert(own.join(''))]
  return [...new Set(own.filter((character, at) => character !== converted[at] && !allowed.has(character)))]
}
