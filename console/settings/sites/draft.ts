import { useMemo, useState } from 'react'
import type { Locale, Localized } from '../../../domain/locale.ts'
import { locales } from '../../../domain/locale.ts'
import { type SiteSettings, siteSettings } from '../../../domain/settings/site.ts'

type Saved = { settings: SiteSettings; active: boolean }

export type Draft = {
  settings: SiteSettings
  active: boolean
  isDirty: boolean
  /** Top-level fields of the settings that would be refused. */
  wrong: ReadonlySet<string>
  set: (change: Partial<SiteSettings>) => void
  setActive: (active: boolean) => void
  reset: (to: Saved) => void
}

/** The settings as they are being edited, checked by the rules the server applies. */
export function useDraft(saved: Saved): Draft {
  const [edited, setEdited] = useState<Saved>({ settings: saved.settings, active: saved.active })
  const wrong = useMemo(() => wrongFields(edited.settings), [edited.settings])
  return {
    ...edited,
    wrong,
    isDirty: JSON.stringify(edited) !== JSON.stringify({ settings: saved.settings, active: saved.active }),
    set: (change) => setEdited((before) => ({ ...before, settings: { ...before.settings, ...change } })),
    setActive: (active) => setEdited((before) => ({ ...before, active })),
    reset: ({ settings, active }) => setEdited({ settings, active }),
  }
}

function wrongFields(settings: SiteSettings): Set<string> {
  const checked = siteSettings.safeParse(settings)
  return new Set(checked.success ? [] : checked.error.issues.map((issue) => String(issue.path[0])))
}

/** Languages in which a text is missing that another language has. */
export function missingLanguages(settings: SiteSettings): Locale[] {
  const { greeting, welcome, questions, prechat } = settings
  const asked = prechat.enabled
    ? [prechat.consent, ...prechat.fields.flatMap((field) => [field.label, ...field.choices])]
    : []
  const texts: Localized[] = [greeting, welcome, ...questions, ...asked]
  const isPartly = (text: Localized) => locales.some((locale) => text[locale].trim() !== '')
  return locales.filter((locale) => texts.some((text) => isPartly(text) && text[locale].trim() === ''))
}

export const emptyText = (): Localized => ({ 'zh-CN': '', 'zh-TW': '', en: '' })
