import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { useSites } from './queries.ts'
import { SiteForm } from './SiteForm.tsx'
import './sites.css'

export function SitePage() {
  const { t } = useTranslation('settings')
  const { id } = useParams()
  const mayChange = useMayChange()
  const sites = useSites()
  if (sites.isPending) return <Skeletons rows={6} />
  if (sites.isError) return <ErrorState error={sites.error} retry={() => void sites.refetch()} />
  const site = sites.data.items.find((one) => one.id === id)
  if (!site) return <EmptyState title={t('sites.gone')} action={<Link to="/settings/sites">{t('sites.all')}</Link>} />
  return <SiteForm key={site.id} site={site} groups={sites.data.groups} mayChange={mayChange} />
}
