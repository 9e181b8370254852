import { CheckCircleOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ServiceClockView } from '../../../domain/clocks/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useCategoryName } from '../../conversations/actions/categories.ts'
import { useLocale, useLocalized } from '../../i18n/useLocale.ts'
import { fullTime } from '../../ui/time.ts'
import { DueChip, PausedChip } from '../due/DueChip.tsx'
import { limitText, shownLimits } from '../due/limits.ts'

/** Every limit that runs, with the reason of its time on hover; what was just met shows once as done. */
export function LimitChips({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  return (
    <div className="ticket-limits">
      {shownLimits(ticket.limits).map((limit) => (
        <Popover
          key={limit.id}
          trigger={['hover', 'focus', 'click']}
          content={<Why limit={limit} />}
          title={t(`clock.${limit.kind}`)}
        >
          <button type="button" className="bare">
            <Limit limit={limit} ticket={ticket} />
          </button>
        </Popover>
      ))}
    </div>
  )
}

function Limit({ limit, ticket }: { limit: ServiceClockView; ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  if (limit.state === 'paused') return <PausedChip kind={limit.kind} />
  if (limit.state === 'met' || limit.state === 'met_late')
    return (
      <span className="chip ticket-due" data-tone={limit.state === 'met' ? 'resolved' : 'normal'}>
        <CheckCircleOutlined />
        {t(`due.${limit.state}`, { limit: t(`clock.${limit.kind}`) })}
      </span>
    )
  return (
    <DueChip kind={limit.kind} dueAt={limit.dueAt} startedAt={limit.startedAt} urgency={ticket.urgency} showsKind />
  )
}

/** Why it is due then: the rule that applied, the hours that count, and what paused it. */
function Why({ limit }: { limit: ServiceClockView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const nameOf = useLocalized()
  const categoryName = useCategoryName()
  const { why } = limit
  const conditions =
    why &&
    [
      why.conditions.urgency && t(`urgency.${why.conditions.urgency}`),
      why.conditions.category && categoryName(why.conditions.category),
      why.conditions.channel && t(`channel.${why.conditions.channel}`),
      why.conditions.customerLevel && t('why.level', { level: why.conditions.customerLevel }),
    ].filter((condition) => condition !== null)
  return (
    <dl className="ticket-why">
      <div>
        <dt>{t('why.due')}</dt>
        <dd className="figures">{fullTime(limit.dueAt, locale)}</dd>
      </div>
      <div>
        <dt>{t('why.started')}</dt>
        <dd className="figures">{fullTime(limit.startedAt, locale)}</dd>
      </div>
      {why && (
        <>
          <div>
            <dt>{t('why.target')}</dt>
            <dd>{limitText(why.targetMinutes, t)}</dd>
          </div>
          <div>
            <dt>{t('why.rule')}</dt>
            <dd>{conditions && conditions.length > 0 ? conditions.join(' · ') : t('why.everything')}</dd>
          </div>
          <div>
            <dt>{t('why.time')}</dt>
            <dd>
              {t(`why.${why.time}`)}
              {why.calendar && why.time === 'business' ? ` · ${nameOf(why.calendar.name)}` : ''}
            </dd>
          </div>
        </>
      )}
      {!why && <p className="quiet">{t('why.agreed')}</p>}
    </dl>
  )
}
