import { useQuery } from '@tanstack/react-query'
import { Form, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { previewClock } from '../../../domain/clocks/contract.ts'
import { setTicketUrgency } from '../../../domain/tickets/contract.ts'
import { raisedUrgency, type Urgency, type UrgencyRaiser, urgencies } from '../../../domain/tickets/urgency.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { call } from '../../api.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { fullTime } from '../../ui/time.ts'
import { useStep } from '../verbs.ts'
import { ReasonItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'
import { RaiserQuestions } from './RaiserQuestions.tsx'

type Fields = { raisers: UrgencyRaiser[]; urgency: Urgency; reason: string }

/** Three plain questions first (R21); what they name decides the least urgency, and what follows for the limits is shown. */
export function UrgencyDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const [form] = Form.useForm<Fields>()
  const change = useStep(setTicketUrgency, onClose)
  const urgency = Form.useWatch('urgency', form) ?? ticket.urgency
  return (
    <FormDialog<Fields>
      form={form}
      title={t('step.urgency')}
      okText={t('dialog.urgency.ok')}
      busy={change.isPending}
      onClose={onClose}
      initialValues={{ raisers: ticket.urgencyRaisers, urgency: ticket.urgency }}
      onValuesChange={({ raisers }) => {
        if (raisers) form.setFieldValue('urgency', raisedUrgency(form.getFieldValue('urgency') as Urgency, raisers))
      }}
      onSubmit={({ raisers, urgency: wanted, reason }) =>
        change.mutate({ id: ticket.id, urgency: wanted, raisers, reason })
      }
    >
      <Form.Item name="raisers" label={t('raiser.title')}>
        <RaiserQuestions />
      </Form.Item>
      <Form.Item name="urgency" label={t('column.urgency')}>
        <Segmented block options={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))} />
      </Form.Item>
      <NewLimits ticket={ticket} urgency={urgency} />
      <ReasonItem />
    </FormDialog>
  )
}

const shown = ['first_response', 'resolution'] as const

/** When the open limits would be due: recomputed from their own start (domain/model 2.3). */
function NewLimits({ ticket, urgency }: { ticket: TicketView; urgency: Urgency }) {
  const open = shown.flatMap((kind) => {
    const limit = ticket.limits.findLast((one) => one.kind === kind)
    return limit && limit.state !== 'met' && limit.state !== 'cancelled' ? [{ kind, startedAt: limit.startedAt }] : []
  })
  return (
    <div className="ticket-preview" aria-live="polite">
      {open.map(({ kind, startedAt }) => (
        <NewLimit key={kind} kind={kind} startedAt={startedAt} ticket={ticket} urgency={urgency} />
      ))}
    </div>
  )
}

type NewLimitProps = { kind: (typeof shown)[number]; startedAt: string; ticket: TicketView; urgency: Urgency }

function NewLimit({ kind, startedAt, ticket, urgency }: NewLimitProps) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const input = {
    kind,
    startedAt,
    urgency,
    category: ticket.category,
    channel: ticket.channel,
    customerLevel: ticket.customer?.level ?? null,
    groupId: ticket.group?.id ?? null,
  }
  const preview = useQuery({
    queryKey: ['clock-preview', input],
    queryFn: ({ signal }) => call(previewClock, input, signal),
    placeholderData: (before) => before,
  })
  if (!preview.data) return null
  const { dueAt } = preview.data
  return (
    <p>
      <span className="quiet">{t(`clock.${kind}`)}</span>{' '}
      <span className="figures">
        {dueAt ? t('dialog.urgency.due', { at: fullTime(dueAt, locale) }) : t('dialog.urgency.noLimit')}
      </span>
    </p>
  )
}
