import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { PageHeader } from '../ui/states.tsx'
import { EscalationList } from './EscalationList.tsx'
import { ExplanationList } from './ExplanationList.tsx'
import '../ui/lists/work-cards.css'

const views = ['open', 'owed', 'unread', 'closed'] as const
type View = (typeof views)[number]

/** What waits for an answer from above, who owes an explanation, and what came of it. */
export function EscalationsScreen() {
  const { t } = useTranslation('escalations')
  const [search, setSearch] = useSearchParams()
  const view = views.find((one) => one === search.get('view')) ?? 'open'
  const show = (next: View) => setSearch(next === 'open' ? {} : { view: next })
  return (
    <div className="page escalations">
      <PageHeader
        title={t('title')}
        hint={t('hint')}
        actions={<Link to="/tickets?list=overdue">{t('allOverdue')}</Link>}
      />
      <div className="work-bar">
        <Segmented
          aria-label={t('views')}
          value={view}
          onChange={show}
          options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </div>
      {view === 'open' || view === 'closed' ? <EscalationList state={view} /> : <ExplanationList state={view} />}
    </div>
  )
}
