import { useTranslation } from 'react-i18next'
import { WorkList } from '../ui/lists/WorkList.tsx'
import { EscalationCard } from './EscalationCard.tsx'
import { useEscalations } from './queries.ts'

export function EscalationList({ state }: { state: 'open' | 'closed' }) {
  const { t } = useTranslation('escalations')
  return (
    <WorkList list={useEscalations({ state })} empty={{ title: t(`none.${state}`), hint: t(`noneHint.${state}`) }}>
      {(items) => (
        <ul className="work-list">
          {items.map((escalation) => (
            <EscalationCard key={escalation.id} escalation={escalation} />
          ))}
        </ul>
      )}
    </WorkList>
  )
}
