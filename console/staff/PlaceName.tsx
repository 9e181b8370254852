import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Localized, locales } from '../../domain/locale.ts'
import { languageNames } from '../session/LanguageChoice.tsx'

export type NameValues = { name: Partial<Localized> }

/** What is left empty is called as in the language that was filled in. */
export function completeName(name: Partial<Localized>): Localized {
  const given = locales.map((locale) => name[locale]?.trim()).find(Boolean) ?? ''
  const named = (text: string | undefined) => text?.trim() || given
  return { 'zh-CN': named(name['zh-CN']), 'zh-TW': named(name['zh-TW']), en: named(name.en) }
}

export function PlaceNameFields() {
  const { t } = useTranslation('staff')
  return (
    <>
      {locales.map((locale) => (
        <Form.Item
          key={locale}
          name={['name', locale]}
          label={t('field.nameIn', { language: languageNames[locale] })}
          dependencies={locales.filter((other) => other !== locale).map((other) => ['name', other])}
          rules={[
            ({ getFieldsValue }) => ({
              validator: () =>
                completeName(getFieldsValue().name ?? {}).en
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('needed'))),
            }),
          ]}
        >
          <Input lang={locale} maxLength={40} />
        </Form.Item>
      ))}
      <p className="quiet staff-name-hint">{t('help.nameIn')}</p>
    </>
  )
}
