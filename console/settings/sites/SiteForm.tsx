import { ArrowLeftOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useBlocker } from 'react-router'
import type { Locale } from '../../../domain/locale.ts'
import type { SiteView } from '../../../domain/settings/contract.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { PageHeader } from '../../ui/states.tsx'
import { useDraft } from './draft.ts'
import { LeaveQuestion } from './LeaveQuestion.tsx'
import type { Group } from './NewSite.tsx'
import { useUpdateSite } from './queries.ts'
import { SitePreview } from './SitePreview.tsx'
import { SiteSections } from './SiteSections.tsx'

type SiteFormProps = { site: SiteView; groups: readonly Group[]; mayChange: boolean }

export function SiteForm({ site, groups, mayChange }: SiteFormProps) {
  const { t } = useTranslation('settings')
  const { message } = App.useApp()
  const ownLocale = useLocale()
  const [language, setLanguage] = useState<Locale>(ownLocale)
  const draft = useDraft(site)
  const update = useUpdateSite()
  const blocker = useBlocker(draft.isDirty)
  const save = () =>
    update.mutate(
      { id: site.id, settings: draft.settings, active: draft.active },
      {
        onSuccess: (reply) => {
          draft.reset(reply.site)
          void message.success(t('saved'))
        },
      },
    )
  return (
    <div className="page site-page">
      <PageHeader
        title={site.settings.name}
        hint={
          <Link to="/settings/sites">
            <ArrowLeftOutlined /> {t('sites.all')}
          </Link>
        }
      />
      <div className="site-columns">
        <SiteSections
          site={site}
          groups={groups}
          draft={draft}
          mayChange={mayChange}
          language={language}
          onLanguage={setLanguage}
        />
        <SitePreview settings={draft.settings} language={language} />
      </div>
      {mayChange && draft.isDirty && (
        <section className="save-bar" aria-label={t('unsaved')}>
          <span className="grow">{draft.wrong.size > 0 ? t('wrong', { count: draft.wrong.size }) : t('unsaved')}</span>
          <Button onClick={() => draft.reset(site)}>{t('discard')}</Button>
          <Button type="primary" loading={update.isPending} disabled={draft.wrong.size > 0} onClick={save}>
            {t('save')}
          </Button>
        </section>
      )}
      <LeaveQuestion blocker={blocker} />
    </div>
  )
}
