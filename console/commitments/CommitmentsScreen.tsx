import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useMe } from '../session/session.ts'
import { PageHeader } from '../ui/states.tsx'
import { CommitmentList } from './CommitmentList.tsx'
import '../ui/lists/work-cards.css'

const views = ['mine', 'group', 'ended'] as const
type View = (typeof views)[number]

/** What was promised to customers: nearest first. */
export function CommitmentsScreen() {
  const { t } = useTranslation('commitments')
  const [search, setSearch] = useSearchParams()
  const scopes = useMe().permissions['commitments.view'] ?? []
  const seesGroup = scopes.some((scope) => scope !== 'own')
  const shown = views.filter((view) => view !== 'group' || seesGroup)
  const view = shown.find((one) => one === search.get('view')) ?? 'mine'
  const show = (next: View) => setSearch(next === 'mine' ? {} : { view: next })
  return (
    <div className="page commitments">
      <PageHeader title={t('title')} hint={t('hint')} />
      <div className="work-bar">
        <Segmented
          aria-label={t('views')}
          value={view}
          onChange={show}
          options={shown.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </div>
      <CommitmentList
        key={view}
        wanted={
          view === 'ended' ? { list: seesGroup ? 'group' : 'mine', state: 'ended' } : { list: view, state: 'open' }
        }
        empty={{ title: t(`none.${view}`), hint: t('noneHint') }}
      />
    </div>
  )
}
