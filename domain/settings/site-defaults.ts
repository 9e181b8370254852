import type { Locale } from '../locale.ts'
import type { OpeningHours } from './hours.ts'
import type { SiteSettings } from './site.ts'

type Wanted = Pick<SiteSettings, 'name' | 'groupId'> & Partial<SiteSettings>

const accent = '#0F766E'

/** A site that works at once: everything not said is filled in. Working days 9-18 as metrics 3.3, idle 10 min as model 2.3. */
export function siteWithDefaults(wanted: Wanted, centre: { locale: Locale; timeZone: string }): SiteSettings {
  return {
    allowedOrigins: [],
    locale: centre.locale,
    brand: wanted.name.slice(0, 60),
    colour: accent,
    position: 'right',
    // Empty: the script `greet.auto.welcome` speaks.
    welcome: { 'zh-CN': '', 'zh-TW': '', en: '' },
    greeting: {
      'zh-CN': '您好，有什么可以帮您？',
      'zh-TW': '您好，有什麼可以為您服務的嗎？',
      en: 'Hello, how can we help?',
    },
    questions: [],
    hours: workingDays(centre.timeZone),
    prechat: { enabled: false, fields: [], consent: consentText },
    ratingScale: 'five',
    agentGraceSeconds: 60,
    idleMinutes: 10,
    ...wanted,
  }
}

function workingDays(timeZone: string): OpeningHours {
  const day: [string, string][] = [['09:00', '18:00']]
  return {
    timeZone,
    week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
    holidays: [],
    makeUpDays: [],
  }
}

// PIPL Art 17, PDPA Art 8: purpose, scope, and what refusing means.
const consentText = {
  'zh-CN':
    '您填写的信息仅用于处理本次咨询，由客服人员在处理期间查看。您可以不填写，仍可继续咨询，但我们可能需要再次向您核实情况。',
  'zh-TW':
    '您填寫的資料僅用於處理本次諮詢，由客服人員於處理期間檢視。您可以不提供，仍可繼續諮詢，但我們可能需要再次向您確認狀況。',
  en: 'What you enter is used only to handle this enquiry and is seen by the agents who work on it. You may leave it out and still chat; we may then have to ask you again.',
}
