import { useMutation } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { editTicket, getTicket } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ApiError, call } from '../../api.ts'
import { useErrorText } from '../../ui/errors.ts'
import { putTicket } from '../cache.ts'
import { FieldFrame } from '../properties/FieldFrame.tsx'
import { Contacts } from './Contacts.tsx'
import { CustomerFinder } from './CustomerFinder.tsx'

type CustomerFieldProps = { ticket: TicketView; isMissing: boolean }

/** The customer of a ticket; one that nobody was named for can be named once it is known who it is. */
export function CustomerField({ ticket, isMissing }: CustomerFieldProps) {
  const { t } = useTranslation('tickets')
  const [isAsking, setAsking] = useState(false)
  const { customer } = ticket
  return (
    <>
      <FieldFrame name="customer" label={t('column.customer')} isMissing={isMissing && customer !== null}>
        <span className="ticket-plain">
          {customer ? `${customer.name} ${customer.no}` : t('anonymous')}
          {!customer && ticket.may.work && (
            <Button type="link" size="small" onClick={() => setAsking(true)}>
              {t('customer.nameIt')}
            </Button>
          )}
        </span>
        {isAsking && <NameCustomer ticket={ticket} onClose={() => setAsking(false)} />}
      </FieldFrame>
      {customer && ticket.may.work && <Contacts customerId={customer.id} ticket={ticket} />}
    </>
  )
}

function NameCustomer({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const { t } = useTranslation('tickets')
  const textOf = useErrorText()
  const name = useMutation({
    mutationFn: (customerId: string) => send(ticket, customerId),
    onSuccess: ({ ticket: named }) => {
      putTicket(named)
      onClose()
    },
  })
  return (
    <Modal open title={t('customer.nameIt')} footer={null} mask={{ closable: false }} onCancel={onClose}>
      <CustomerFinder channel={ticket.channel} onChoose={({ value }) => name.mutate(value)} />
      {name.isError && (
        <p className="ticket-field-problem" role="alert">
          {textOf(name.error)}
        </p>
      )}
    </Modal>
  )
}

/** Other fields may have moved meanwhile; a customer whom somebody else named is left as they are. */
async function send({ id, revision }: TicketView, customerId: string): Promise<{ ticket: TicketView }> {
  try {
    return await call(editTicket, { id, revision, customerId })
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'stale')) throw error
    const now = await call(getTicket, { id })
    return now.ticket.customer ? now : call(editTicket, { id, revision: now.ticket.revision, customerId })
  }
}
