import { ScheduleOutlined } from '@ant-design/icons'
import { WorkList } from '../ui/lists/WorkList.tsx'
import { CommitmentCard } from './CommitmentCard.tsx'
import { useCommitments, type WantedCommitments } from './queries.ts'

type CommitmentListProps = { wanted: WantedCommitments; empty: { title: string; hint: string } }

export function CommitmentList({ wanted, empty }: CommitmentListProps) {
  return (
    <WorkList list={useCommitments(wanted)} empty={{ ...empty, icon: <ScheduleOutlined /> }}>
      {(items) => (
        <ul className="work-list">
          {items.map((commitment) => (
            <CommitmentCard key={commitment.id} commitment={commitment} />
          ))}
        </ul>
      )}
    </WorkList>
  )
}
