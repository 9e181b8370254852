import { CheckOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { TicketState } from '../../../domain/tickets/lifecycle.ts'
import { stageOf, stages } from '../steps.ts'

/** How far the ticket has come. Merged and cancelled tickets left the way: their state alone says so. */
export function Stepper({ state }: { state: TicketState }) {
  const { t } = useTranslation('tickets')
  const stage = stageOf(state)
  if (stage === null) return null
  const at = stages.indexOf(stage)
  return (
    <ol className="ticket-stepper" aria-label={t('page.progress')}>
      {stages.map((name, index) => {
        const shown = index === at ? state : name
        return (
          <li
            key={name}
            data-step={index < at ? 'done' : index === at ? 'now' : 'next'}
            aria-current={index === at ? 'step' : undefined}
          >
            {index < at && <CheckOutlined />}
            {t(`state.${shown}`)}
          </li>
        )
      })}
    </ol>
  )
}
