import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { TextField } from '../properties/editors.tsx'
import { isLate } from '../properties/Group.tsx'

/** What the customer said stands apart from what was found out (R25); the result comes third. */
export function Description({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  return (
    <section className="ticket-description" aria-label={t('page.description')}>
      <div className="ticket-said">
        <TextField
          ticket={ticket}
          name="descriptionCustomer"
          label={t('field.descriptionCustomer')}
          isLong
          maxLength={10_000}
          wide
          isMissing={isLate(ticket) && ticket.missing.includes('what')}
        />
      </div>
      <TextField
        ticket={ticket}
        name="descriptionVerified"
        label={t('field.descriptionVerified')}
        placeholder={t('field.descriptionVerifiedHint')}
        isLong
        maxLength={10_000}
        wide
      />
      {ticket.result !== '' && <Result ticket={ticket} />}
    </section>
  )
}

function Result({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const parts = [
    ['result', ticket.result],
    ['solution', ticket.solution],
    ['notes', ticket.customerNotes],
  ] as const
  return (
    <dl className="ticket-result" data-field="result">
      {parts.map(([name, words]) =>
        words === '' ? null : (
          <div key={name}>
            <dt>{t(`dialog.resolve.${name}`)}</dt>
            <dd className="ticket-words">{words}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
