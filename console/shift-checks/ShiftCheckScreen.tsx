import { CheckCircleOutlined } from '@ant-design/icons'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMay } from '../session/session.ts'
import { WorkList } from '../ui/lists/WorkList.tsx'
import { EmptyState, ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { CheckCard } from './CheckCard.tsx'
import { useMyShiftCheck, useShiftChecks } from './queries.ts'
import '../ui/lists/work-cards.css'
import './shift-checks.css'

const views = ['mine', 'overdue', 'all'] as const
type View = (typeof views)[number]

/** SOP 000 四: nothing stays overnight without a word; the supervisor sees who left something. */
export function ShiftCheckScreen() {
  const { t } = useTranslation('shift-checks')
  const [search, setSearch] = useSearchParams()
  const works = useMay('commitments.work')
  const oversees = useMay('shift_checks.view')
  const shown = views.filter((view) => (view === 'mine' ? works : oversees))
  const view = shown.find((one) => one === search.get('view')) ?? shown[0] ?? 'mine'
  const show = (next: View) => setSearch(next === shown[0] ? {} : { view: next })
  return (
    <div className="page shift-checks">
      <PageHeader title={t('title')} hint={t('hint')} />
      {shown.length > 1 && (
        <div className="work-bar">
          <Segmented
            aria-label={t('views')}
            value={view}
            onChange={show}
            options={shown.map((value) => ({ value, label: t(`view.${value}`) }))}
          />
        </div>
      )}
      {view === 'mine' ? <Mine /> : <Others state={view} />}
    </div>
  )
}

function Mine() {
  const { t } = useTranslation('shift-checks')
  const mine = useMyShiftCheck(true)
  if (mine.isPending) return <Skeletons rows={4} />
  if (mine.isError) return <ErrorState error={mine.error} retry={() => void mine.refetch()} />
  const { check } = mine.data
  if (!check) return <EmptyState icon={<CheckCircleOutlined />} title={t('none.mine')} hint={t('noneHint')} />
  return (
    <ul className="work-list">
      <CheckCard check={check} isMine />
    </ul>
  )
}

function Others({ state }: { state: 'overdue' | 'all' }) {
  const { t } = useTranslation('shift-checks')
  return (
    <WorkList list={useShiftChecks(state, true)} empty={{ title: t(`none.${state}`), hint: t('noneHint') }}>
      {(checks) => (
        <ul className="work-list">
          {checks.map((check) => (
            <CheckCard key={check.id} check={check} />
          ))}
        </ul>
      )}
    </WorkList>
  )
}
