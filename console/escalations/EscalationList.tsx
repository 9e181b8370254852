import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { EscalationCard } from './EscalationCard.tsx'
import { useEscalations } from './queries.ts'

export function EscalationList({ state }: { state: 'open' | 'closed' }) {
  const { t } = useTranslation('escalations')
  const list = useEscalations({ state })
  if (list.isPending) return <Skeletons rows={4} />
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const items = list.data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return <EmptyState icon={<CheckCircleOutlined />} title={t(`none.${state}`)} hint={t(`noneHint.${state}`)} />
  return (
    <>
      <ul className="work-list">
        {items.map((escalation) => (
          <EscalationCard key={escalation.id} escalation={escalation} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button className="more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
