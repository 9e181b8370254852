import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CompletenessField } from '../../../domain/tickets/completeness.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { MomentField, TextField } from './editors.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { Group } from './Group.tsx'
import { useField } from './useField.ts'

type WhoToHowProps = { ticket: TicketView; lacks: (...fields: CompletenessField[]) => boolean }

/** The 5W1H sheet (records 6.3): what is already known elsewhere is said, what is not is asked. */
export function WhoToHow({ ticket, lacks }: WhoToHowProps) {
  const { t } = useTranslation('tickets')
  const where = [t(`channel.${ticket.channel}`), ticket.orderNo, ticket.product, ticket.store].filter(Boolean)
  return (
    <Group title={t('group.fiveWs')}>
      <TextField
        ticket={ticket}
        name="peopleInvolved"
        label={t('w.who')}
        hint={ticket.customer?.name ?? ticket.anonymousReason}
        placeholder={t('w.whoMore')}
        maxLength={500}
        isMissing={lacks('who')}
      />
      <MomentField ticket={ticket} name="occurredAt" label={t('w.when')} isMissing={lacks('when')} />
      <Roughly ticket={ticket} />
      <FieldFrame name="what" label={t('w.what')} isMissing={lacks('what')}>
        <span className="ticket-plain ticket-clamp">{ticket.descriptionCustomer || '–'}</span>
      </FieldFrame>
      <FieldFrame name="where" label={t('w.where')} isMissing={lacks('where')}>
        <span className="ticket-plain">{where.join(' · ') || '–'}</span>
      </FieldFrame>
      <TextField ticket={ticket} name="cause" label={t('w.why')} isLong maxLength={4000} isMissing={lacks('why')} />
      {ticket.cause.trim() === '' && (
        <TextField ticket={ticket} name="causeUnknownReason" label={t('w.whyUnknown')} maxLength={500} />
      )}
      <TextField
        ticket={ticket}
        name="initialSuggestion"
        label={t('w.how')}
        hint={ticket.solution}
        isLong
        maxLength={10_000}
        isMissing={lacks('how')}
      />
    </Group>
  )
}

function Roughly({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const field = useField(ticket, 'occurredRoughly')
  if (ticket.occurredAt === null) return null
  return (
    <FieldFrame name="occurredRoughly" label="" field={field}>
      <Checkbox
        checked={field.value}
        disabled={!ticket.may.work}
        onChange={(event) => void field.save(event.target.checked)}
      >
        {t('w.roughly')}
      </Checkbox>
    </FieldFrame>
  )
}
