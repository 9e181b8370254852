import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getCustomer } from '../../../domain/customers/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { call } from '../../api.ts'
import { Contact } from '../../conversations/context/Contact.tsx'
import { FieldFrame } from '../properties/FieldFrame.tsx'

type ContactsProps = { customerId: string; ticket: TicketView }

/** Where the customer of a ticket can be reached: masked until somebody who may gives a reason. */
export function Contacts({ customerId, ticket }: ContactsProps) {
  const { t } = useTranslation('conversations')
  const found = useQuery({
    // What one may see of the customer changes with whose ticket it is.
    queryKey: ['customer', customerId, 'ticket', ticket.assignee?.id],
    queryFn: ({ signal }) => call(getCustomer, { id: customerId }, signal),
    retry: false,
  })
  return found.data?.contacts.map((contact) => (
    <FieldFrame key={contact.id} name="contact" label={t(`contact.${contact.kind}`)}>
      <span className="ticket-plain">
        <Contact customerId={customerId} contact={contact} mayReveal={found.data.may.reveal} />
      </span>
    </FieldFrame>
  ))
}
