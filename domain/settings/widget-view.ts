import { fileTypes, imageTypes, maxUploadBytes } from '../attachments/contract.ts'
import { type Locale, type Localized, locales } from '../locale.ts'
import { hoursText } from './hours-text.ts'
import type { SiteSettings, WidgetSite } from './site.ts'

/** What the customer's window shows of a site, in the visitor's language as far as the texts were written. */
export function widgetSiteView(site: { settings: SiteSettings }, locale: Locale): WidgetSite {
  const { settings } = site
  const say = (text: Localized) => inLanguage(text, locale, settings.locale)
  return {
    name: settings.name,
    brand: settings.brand,
    colour: settings.colour,
    position: settings.position,
    greeting: say(settings.greeting),
    questions: settings.questions.map(say).filter((question) => question !== ''),
    hoursText: hoursText(settings.hours, locale),
    prechat: {
      enabled: settings.prechat.enabled && settings.prechat.fields.length > 0,
      fields: settings.prechat.fields.map(({ key, kind, label, required, choices }) => ({
        key,
        kind,
        label: say(label),
        required,
        choices: choices.map(say),
      })),
      consent: say(settings.prechat.consent),
    },
    ratingScale: settings.ratingScale,
    upload: { maxBytes: maxUploadBytes, types: [...imageTypes, ...fileTypes] },
  }
}

/** The text in the wanted language, else in the site's own, else in any that was written, else ''. */
export function inLanguage(text: Localized, wanted: Locale, own: Locale): string {
  return [wanted, own, ...locales].map((locale) => text[locale]).find((said) => said.trim() !== '') ?? ''
}
