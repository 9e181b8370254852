import { ConfigProvider } from 'antd'
import type { Locale } from '../../../domain/locale.ts'
import type { SiteView } from '../../../domain/settings/contract.ts'
import { LanguageTabs } from '../fields.tsx'
import { BasicsSection, RulesSection } from './BasicsSection.tsx'
import { type Draft, missingLanguages } from './draft.ts'
import { HoursSection } from './HoursSection.tsx'
import { InstallSection } from './InstallSection.tsx'
import { LooksSection } from './LooksSection.tsx'
import type { Group } from './NewSite.tsx'
import { PrechatSection } from './PrechatSection.tsx'

type SiteSectionsProps = {
  site: SiteView
  groups: readonly Group[]
  draft: Draft
  mayChange: boolean
  language: Locale
  onLanguage: (language: Locale) => void
}

export function SiteSections({ site, groups, draft, mayChange, language, onLanguage }: SiteSectionsProps) {
  return (
    <ConfigProvider componentDisabled={!mayChange}>
      <div className="site-form">
        <InstallSection site={site} draft={draft} mayChange={mayChange} />
        <BasicsSection draft={draft} groups={groups} />
        <div className="site-texts">
          <div className="site-languages">
            <LanguageTabs language={language} onChange={onLanguage} missing={missingLanguages(draft.settings)} />
          </div>
          <LooksSection draft={draft} language={language} />
          <PrechatSection draft={draft} language={language} />
        </div>
        <HoursSection draft={draft} />
        <RulesSection draft={draft} />
      </div>
    </ConfigProvider>
  )
}
