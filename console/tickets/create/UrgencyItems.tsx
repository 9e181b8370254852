import { Form, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Urgency, urgencies } from '../../../domain/tickets/urgency.ts'
import { WordsItem } from '../dialogs/items.tsx'
import { RaiserQuestions } from '../dialogs/RaiserQuestions.tsx'

const asked = ['agitated', 'large_loss', 'safety'] as const

/** Three plain questions; a yes raises the urgency at once, and why stands beside it (R21). */
export function UrgencyItems() {
  const { t } = useTranslation('tickets')
  const form = Form.useFormInstance()
  const urgency = Form.useWatch('urgency', form) as Urgency | undefined
  return (
    <>
      <Form.Item name="raisers" label={t('raiser.title')}>
        <RaiserQuestions of={asked} />
      </Form.Item>
      <Form.Item name="urgency" label={t('column.urgency')}>
        <Segmented block options={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))} />
      </Form.Item>
      {urgency !== undefined && urgency !== 'normal' && (
        <WordsItem name="urgencyReason" label={t('create.urgencyReason')} maxLength={500} rows={1} isOptional />
      )}
    </>
  )
}
