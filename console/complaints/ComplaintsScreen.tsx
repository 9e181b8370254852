import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { WorkList } from '../ui/lists/WorkList.tsx'
import { PageHeader } from '../ui/states.tsx'
import { ComplaintTable } from './ComplaintTable.tsx'
import { useComplaints } from './queries.ts'
import '../ui/lists/work-cards.css'
import './complaints.css'

const views = ['open', 'closed', 'all'] as const
type View = (typeof views)[number]

/** 客诉处理跟踪表 (SOP 000 三(二)) as a page. */
export function ComplaintsScreen() {
  const { t } = useTranslation('complaints')
  const [search, setSearch] = useSearchParams()
  const view = views.find((one) => one === search.get('view')) ?? 'open'
  const show = (next: View) => setSearch(next === 'open' ? {} : { view: next })
  const list = useComplaints(view === 'all' ? undefined : view)
  return (
    <div className="page complaints">
      <PageHeader
        title={t('title')}
        hint={t('hint')}
        actions={<Link to="/tickets?list=all&nature=complaint">{t('asTickets')}</Link>}
      />
      <div className="work-bar">
        <Segmented
          aria-label={t('views')}
          value={view}
          onChange={show}
          options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </div>
      <WorkList list={list} empty={{ title: t(`empty.${view}`), hint: t('emptyHint') }}>
        {(items) => <ComplaintTable items={items} />}
      </WorkList>
    </div>
  )
}
