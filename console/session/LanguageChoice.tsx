import { GlobalOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../domain/locale.ts'
import { speak } from '../i18n/i18n.ts'
import { useLocale } from '../i18n/useLocale.ts'

export const languageNames: Record<Locale, string> = { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }

export function LanguageChoice({ onChosen }: { onChosen?: (locale: Locale) => void }) {
  const { t } = useTranslation('session')
  const locale = useLocale()
  return (
    <Select
      className="language-choice"
      aria-label={t('language')}
      variant="borderless"
      prefix={<GlobalOutlined />}
      value={locale}
      onChange={(chosen: Locale) => {
        void speak(chosen)
        onChosen?.(chosen)
      }}
      options={Object.entries(languageNames).map(([value, label]) => ({ value, label }))}
    />
  )
}
