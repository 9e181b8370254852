import { MessageFilled, RightOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../domain/locale.ts'
import type { SiteSettings, WidgetSite } from '../../../domain/settings/site.ts'
import { widgetSiteView } from '../../../domain/settings/widget-view.ts'
import './preview.css'

/** The customer's first screen as these settings would make it, in the language being edited. */
export function SitePreview({ settings, language }: { settings: SiteSettings; language: Locale }) {
  const { t } = useTranslation('settings')
  const site = widgetSiteView({ settings }, language)
  return (
    <aside className="site-preview" aria-label={t('preview.title')}>
      <p className="quiet">{t('preview.title')}</p>
      <div
        className="preview-page"
        data-side={site.position}
        style={{ ['--brand' as string]: site.colour }}
        lang={language}
      >
        <div className="preview-panel">
          <header>
            <strong className="ellipsis">{site.brand || '…'}</strong>
            <span className="ellipsis">{site.hoursText}</span>
          </header>
          <div className="preview-body">
            <p className="preview-greeting">{site.greeting}</p>
            {site.questions.map((question, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the same question may stand there twice while it is written
              <span className="preview-question" key={index}>
                <span className="ellipsis grow">{question}</span>
                <RightOutlined />
              </span>
            ))}
            {site.prechat.enabled && <PreviewForm prechat={site.prechat} />}
          </div>
          <span className="preview-composer" />
        </div>
        <span className="preview-launcher">
          <MessageFilled />
        </span>
      </div>
    </aside>
  )
}

function PreviewForm({ prechat }: { prechat: WidgetSite['prechat'] }) {
  return (
    <div className="preview-form">
      {prechat.fields.map((field) => (
        <div key={field.key}>
          <span>
            {field.label || '…'}
            {field.required && <b aria-hidden="true"> *</b>}
          </span>
          <i>{field.kind === 'choice' ? field.choices[0] : ''}</i>
        </div>
      ))}
      <small>{prechat.consent}</small>
    </div>
  )
}
