import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { finalSteps, type StepName, stepKeys } from '../steps.ts'
import type { TicketSteps } from './useTicketSteps.ts'

/** One button, named after the next step; every other step waits in the menu, those without return in red at its end. */
export function StepButtons({ steps: { possible, primary, run, busy } }: { steps: TicketSteps }) {
  const { t } = useTranslation('tickets')
  const rest = possible.filter((step) => step !== primary)
  const ends = rest.filter((step) => finalSteps.includes(step))
  const item = (step: StepName) => ({
    key: step,
    label: t(`step.${step}`),
    extra: stepKeys[step]?.toUpperCase(),
    danger: finalSteps.includes(step),
  })
  const key = primary && stepKeys[primary]
  return (
    <div className="ticket-steps">
      {primary && (
        <Tooltip title={key ? `${t('step.key')} ${key.toUpperCase()}` : undefined}>
          <Button type="primary" loading={busy} onClick={() => run(primary)}>
            {t(`step.${primary}`)}
          </Button>
        </Tooltip>
      )}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...rest.filter((step) => !ends.includes(step)).map(item),
              ...(ends.length > 0 ? [{ type: 'divider' as const }, ...ends.map(item)] : []),
            ],
            onClick: (clicked) => run(clicked.key as StepName),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={t('step.more')} />
        </Dropdown>
      )}
    </div>
  )
}
