import { Input } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, type Localized, locales } from '../../domain/locale.ts'
import { languageNames } from '../session/LanguageChoice.tsx'

type FieldProps = { label: string; help?: ReactNode; error?: string; children: (id: string) => ReactNode }

/** Label above, help under, the error at the field. */
export function Field({ label, help, error, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field" data-wrong={error ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {error ? (
        <p className="field-error" role="alert">
          {error}
        </p>
      ) : (
        help && <p className="quiet">{help}</p>
      )}
    </div>
  )
}

export function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className="settings-section">
      <header>
        <h2>{title}</h2>
        {hint && <p className="quiet">{hint}</p>}
      </header>
      {children}
    </section>
  )
}

type LocalizedInputProps = {
  label: string
  help?: ReactNode
  value: Localized
  language: Locale
  rows?: number
  max: number
  error?: string
  onChange: (value: Localized) => void
}

/** One text in the language being edited; what the other languages say shows where it is still empty. */
export function LocalizedInput({ label, help, value, language, rows, max, error, onChange }: LocalizedInputProps) {
  const other = locales.map((locale) => value[locale]).find((text) => text !== '')
  const change = (text: string) => onChange({ ...value, [language]: text })
  return (
    <Field label={label} help={help} error={error}>
      {(id) =>
        rows ? (
          <Input.TextArea
            id={id}
            lang={language}
            value={value[language]}
            placeholder={other}
            maxLength={max}
            autoSize={{ minRows: rows, maxRows: rows + 6 }}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <Input
            id={id}
            lang={language}
            value={value[language]}
            placeholder={other}
            maxLength={max}
            onChange={(event) => change(event.target.value)}
          />
        )
      }
    </Field>
  )
}

type LanguageTabsProps = { language: Locale; onChange: (language: Locale) => void; missing?: readonly Locale[] }

/** Which language the texts below are edited in; a mark where something is not written yet. */
export function LanguageTabs({ language, onChange, missing = [] }: LanguageTabsProps) {
  const { t } = useTranslation('settings')
  return (
    <fieldset className="language-tabs">
      <legend className="visually-hidden">{t('editedLanguage')}</legend>
      {locales.map((locale) => (
        <label key={locale} data-chosen={locale === language ? '' : undefined}>
          <input
            type="radio"
            name="edited-language"
            className="visually-hidden"
            checked={locale === language}
            onChange={() => onChange(locale)}
          />
          <span lang={locale}>{languageNames[locale]}</span>
          {missing.includes(locale) && <i role="img" title={t('untranslated')} aria-label={t('untranslated')} />}
        </label>
      ))}
    </fieldset>
  )
}
