import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallbackView } from '../../domain/callbacks/contract.ts'
import { getCustomer } from '../../domain/customers/contract.ts'
import { call } from '../api.ts'
import { Contact } from '../conversations/context/Contact.tsx'
import { Skeletons } from '../ui/states.tsx'

/** Whom to call: contacts stay masked until somebody who may gives a reason. */
export function CustomerPart({ callback: { customer, owner } }: { callback: CallbackView }) {
  const { t } = useTranslation('callbacks')
  const { t: words } = useTranslation('conversations')
  const found = useQuery({
    // What one may see of the customer changes with whose call it is.
    queryKey: ['customer', customer.id, 'callback', owner?.id],
    queryFn: ({ signal }) => call(getCustomer, { id: customer.id }, signal),
    retry: false,
  })
  return (
    <section>
      <h2>{t('customer')}</h2>
      {found.isPending && <Skeletons rows={1} />}
      {found.isError && <p className="quiet">{t('contactHidden')}</p>}
      {found.data && (
        <dl className="callback-dl">
          <dt>{t('name')}</dt>
          <dd>
            {customer.name} <span className="quiet figures">{customer.no}</span>
          </dd>
          {found.data.contacts.map((contact) => (
            <ContactLine key={contact.id} label={words(`contact.${contact.kind}`)}>
              <Contact customerId={customer.id} contact={contact} mayReveal={found.data.may.reveal} />
            </ContactLine>
          ))}
          {found.data.contacts.length === 0 && (
            <ContactLine label={words('contact.phone')}>
              <span className="quiet">{t('noContact')}</span>
            </ContactLine>
          )}
        </dl>
      )}
    </section>
  )
}

function ContactLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}
