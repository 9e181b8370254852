import { ScheduleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { CommitmentCard } from './CommitmentCard.tsx'
import { useCommitments, type WantedCommitments } from './queries.ts'

type CommitmentListProps = { wanted: WantedCommitments; emptyTitle: string; emptyHint: string }

export function CommitmentList({ wanted, emptyTitle, emptyHint }: CommitmentListProps) {
  const { t } = useTranslation('commitments')
  const list = useCommitments(wanted)
  if (list.isPending) return <Skeletons rows={4} />
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const items = list.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <EmptyState icon={<ScheduleOutlined />} title={emptyTitle} hint={emptyHint} />
  return (
    <>
      <ul className="work-list">
        {items.map((commitment) => (
          <CommitmentCard key={commitment.id} commitment={commitment} />
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
