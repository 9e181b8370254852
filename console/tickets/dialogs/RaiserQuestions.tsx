import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { type UrgencyRaiser, urgencyRaisers } from '../../../domain/tickets/urgency.ts'

type RaiserQuestionsProps = {
  id?: string
  value?: UrgencyRaiser[]
  onChange?: (raisers: UrgencyRaiser[]) => void
  of?: readonly UrgencyRaiser[]
}

/** What makes a case critical, asked as an agent would ask it (SOP 000 二(二), R21). */
export function RaiserQuestions({ id, value = [], onChange, of = urgencyRaisers }: RaiserQuestionsProps) {
  const { t } = useTranslation('tickets')
  return (
    <Checkbox.Group
      className="ticket-raisers"
      aria-labelledby={id}
      value={value}
      onChange={(chosen) => onChange?.(chosen as UrgencyRaiser[])}
      options={of.map((raiser) => ({ value: raiser, label: t(`raiser.${raiser}`) }))}
    />
  )
}
