import { AlertFilled, FireFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../../domain/conversations/views.ts'

export function UrgencyMark({ urgency }: { urgency: ConversationView['urgency'] }) {
  const { t } = useTranslation('conversations')
  if (urgency === 'normal') return null
  const label = t(`urgency.${urgency}`)
  return (
    <span className={`urgency urgency-${urgency}`} title={label}>
      {urgency === 'critical' ? <FireFilled /> : <AlertFilled />}
      <span className="visually-hidden">{label}</span>
    </span>
  )
}
