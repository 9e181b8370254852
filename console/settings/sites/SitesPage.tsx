import { GlobalOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { SiteView } from '../../../domain/settings/contract.ts'
import { hoursText } from '../../../domain/settings/hours-text.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { EmptyState, ErrorState, PageHeader, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { NewSite } from './NewSite.tsx'
import { useSites } from './queries.ts'
import './sites.css'

export function SitesPage() {
  const { t } = useTranslation('settings')
  const sites = useSites()
  const mayChange = useMayChange()
  const [isOpen, setOpen] = useState(false)
  const add = mayChange && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {t('sites.add')}
    </Button>
  )
  return (
    <div className="page">
      <PageHeader title={t('page.sites')} hint={t('sites.hint')} actions={add} />
      {sites.isPending && <Skeletons rows={3} />}
      {sites.isError && <ErrorState error={sites.error} retry={() => void sites.refetch()} />}
      {sites.data?.items.length === 0 && (
        <EmptyState icon={<GlobalOutlined />} title={t('sites.none')} hint={t('sites.noneHint')} />
      )}
      <ul className="site-cards">
        {sites.data?.items.map((site) => (
          <SiteCard key={site.id} site={site} />
        ))}
      </ul>
      {isOpen && sites.data && <NewSite groups={sites.data.groups} onClose={() => setOpen(false)} />}
    </div>
  )
}

function SiteCard({ site: { id, settings, active, openNow } }: { site: SiteView }) {
  const { t } = useTranslation('settings')
  const locale = useLocale()
  return (
    <li>
      <Link to={`/settings/sites/${id}`} className="site-card">
        <span className="site-swatch" style={{ background: settings.colour }} aria-hidden="true" />
        <span className="grow">
          <strong className="ellipsis">{settings.name}</strong>
          <span className="quiet ellipsis">{settings.allowedOrigins.join('  ') || t('sites.noOrigin')}</span>
          <span className="quiet">{hoursText(settings.hours, locale)}</span>
        </span>
        {!active ? (
          <StatusTag tone="waiting">{t('sites.closed')}</StatusTag>
        ) : openNow ? (
          <StatusTag tone="resolved">{t('sites.openNow')}</StatusTag>
        ) : (
          <StatusTag tone="normal">{t('sites.offHours')}</StatusTag>
        )}
      </Link>
    </li>
  )
}
