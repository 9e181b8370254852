import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompletenessField } from '../../../domain/tickets/completeness.ts'
import { preferredChannels, sentiments, stages, type TicketView } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { fullTime } from '../../ui/time.ts'
import { UrgencyTag } from '../Chips.tsx'
import { CustomerField } from '../customer/CustomerField.tsx'
import type { DialogName } from '../dialogs/Dialogs.tsx'
import { CategoryField } from './CategoryField.tsx'
import { CustomerLink } from './CustomerLink.tsx'
import { CustomFields } from './CustomFields.tsx'
import { ChoiceField, MomentField, TagsField, TextField } from './editors.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { Group, isLate } from './Group.tsx'
import { WhoToHow } from './WhoToHow.tsx'

type PropertiesProps = { ticket: TicketView; onDialog: (dialog: DialogName) => void }

export function Properties({ ticket, onDialog }: PropertiesProps) {
  const { t } = useTranslation('tickets')
  const lacks = (...fields: CompletenessField[]) => isLate(ticket) && fields.some((one) => ticket.missing.includes(one))
  return (
    <>
      <Group title={t('group.duty')}>
        <Duty ticket={ticket} onDialog={onDialog} />
      </Group>
      <Group title={t('group.matter')}>
        <TextField ticket={ticket} name="subject" label={t('column.subject')} maxLength={200} />
        <FieldFrame name="nature" label={t('column.nature')}>
          <span className="ticket-plain">{t(`nature.${ticket.nature}`)}</span>
        </FieldFrame>
        <CategoryField ticket={ticket} isMissing={lacks('category')} />
        <ChoiceField
          ticket={ticket}
          name="stage"
          label={t('column.stage')}
          options={stages.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
        <FieldFrame name="urgency" label={t('column.urgency')} hint={ticket.urgencyReason}>
          <Act
            label={<UrgencyTag urgency={ticket.urgency} />}
            isOn={ticket.may.work}
            onClick={() => onDialog('urgency')}
          />
        </FieldFrame>
        <TextField
          ticket={ticket}
          name="orderNo"
          label={t('column.orderNo')}
          maxLength={80}
          isMissing={lacks('where')}
        />
        <TextField ticket={ticket} name="product" label={t('field.product')} maxLength={200} />
        <TextField ticket={ticket} name="store" label={t('field.store')} maxLength={200} />
        {ticket.pageUrl !== '' && (
          <TextField ticket={ticket} name="pageUrl" label={t('fieldName.pageUrl')} maxLength={2000} />
        )}
        <MomentField ticket={ticket} name="wantedBy" label={t('column.wantedBy')} />
        <TagsField ticket={ticket} />
        <CustomFields ticket={ticket} />
      </Group>
      <Group title={t('group.customer')}>
        <Customer ticket={ticket} isMissing={lacks('customer', 'who')} />
      </Group>
      <WhoToHow ticket={ticket} lacks={lacks} />
      <Group title={t('group.times')}>
        <Times ticket={ticket} />
      </Group>
    </>
  )
}

function Act({ label, isOn, onClick }: { label: ReactNode; isOn: boolean; onClick: () => void }) {
  if (!isOn) return <span className="ticket-plain">{label}</span>
  return (
    <Button className="ticket-act" type="text" size="small" onClick={onClick}>
      {label}
    </Button>
  )
}

function Duty({ ticket, onDialog }: PropertiesProps) {
  const { t } = useTranslation('tickets')
  const isOpen = ticket.may.reassign
  return (
    <>
      <FieldFrame name="assignee" label={t('column.assignee')}>
        <Act label={ticket.assignee?.name ?? t('nobody')} isOn={isOpen} onClick={() => onDialog('assign')} />
      </FieldFrame>
      <FieldFrame name="firstResponsible" label={t('column.firstResponsible')}>
        <Act
          label={`${ticket.firstResponsible.name} ${ticket.firstResponsible.staffNo}`}
          isOn={isOpen && ticket.handover === null}
          onClick={() => onDialog('handOver')}
        />
      </FieldFrame>
      <FieldFrame name="group" label={t('column.group')}>
        <span className="ticket-plain">{ticket.group?.name ?? '–'}</span>
      </FieldFrame>
      <FieldFrame name="department" label={t('column.department')}>
        <span className="ticket-plain">{ticket.department?.name ?? '–'}</span>
      </FieldFrame>
    </>
  )
}

function Customer({ ticket, isMissing }: { ticket: TicketView; isMissing: boolean }) {
  const { t } = useTranslation('tickets')
  return (
    <>
      <CustomerField ticket={ticket} isMissing={isMissing} />
      {ticket.customer === null && (
        <TextField
          ticket={ticket}
          name="anonymousReason"
          label={t('field.anonymousReason')}
          maxLength={500}
          isMissing={isMissing}
        />
      )}
      <FieldFrame name="channel" label={t('column.channel')}>
        <span className="ticket-plain">{t(`channel.${ticket.channel}`)}</span>
      </FieldFrame>
      <ChoiceField
        ticket={ticket}
        name="preferredChannel"
        label={t('field.preferredChannel')}
        allowClear
        options={preferredChannels.map((value) => ({ value, label: t(`preferred.${value}`) }))}
      />
      <ChoiceField
        ticket={ticket}
        name="sentiment"
        label={t('field.sentiment')}
        options={sentiments.map((value) => ({ value, label: t(`sentiment.${value}`) }))}
      />
      <TextField ticket={ticket} name="demand" label={t('field.demand')} isLong maxLength={2000} />
      <FieldFrame name="survey" label={t('field.survey')}>
        <span className="ticket-plain">{t(`survey.${ticket.surveyState}`)}</span>
      </FieldFrame>
      {ticket.may.work && <CustomerLink ticket={ticket} />}
    </>
  )
}

function Times({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const times = [
    ['createdAt', ticket.createdAt],
    ['acceptedAt', ticket.acceptedAt],
    ['firstReplyAt', ticket.firstReplyAt],
    ['resolvedAt', ticket.resolvedAt],
    ['closedAt', ticket.closedAt],
    ['archivedAt', ticket.archivedAt],
  ] as const
  return times.map(([name, at]) =>
    at === null ? null : (
      <FieldFrame key={name} name={name} label={t(`time.${name}`)}>
        <time className="ticket-plain figures" dateTime={at}>
          {fullTime(at, locale)}
        </time>
      </FieldFrame>
    ),
  )
}
